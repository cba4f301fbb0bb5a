import type { Next, Request, Response, Server } from "restify";
import type { Office } from "../../services/desk/office.ts";
import { type PanelAsk, panelAsk } from "../../services/desk/panel.ts";
import type { Log } from "../../services/log.ts";
import { overallPage, personPage, saying } from "./page.ts";
import { sendPage } from "./send.ts";

interface Parts {
  readonly desk: Pick<Office, "panel">;
  readonly log: Log;
  /** Tells that the link is over. */
  readonly over: (res: Response) => void;
}

/** Where coordinators look at the numbers of their editions, with nothing but the link that they were given in the chat. */
export function panel({ desk, log, over }: Parts): { mount(server: Server): void } {
  async function answer(req: Request, res: Response): Promise<void> {
    const shown = await desk.panel(String(req.params.token), askedIn(req.url ?? ""));
    switch (shown.is) {
      case "overall":
        return sendPage(res, 200, overallPage(shown));
      case "person":
        return sendPage(res, 200, personPage(shown));
      case "nothing": {
        const { say, learner } = shown.wording;
        return sendPage(
          res,
          404,
          saying(learner.language, say("panel.title"), [{ language: learner.language, words: say("panel.nothing") }]),
        );
      }
      case "over":
        return over(res);
    }
  }

  return {
    mount(server) {
      server.get("/panel/:token", (req: Request, res: Response, next: Next) => {
        answer(req, res)
          .catch((error: unknown) => {
            log.error("the page of a coordinator could not be made", error);
            sendPage(res, 500, "");
          })
          .then(() => next(), next);
      });
    },
  };
}

function askedIn(url: string): PanelAsk {
  const { searchParams } = new URL(url, "http://panel.invalid");
  const said = (name: string) => searchParams.get(name) || undefined;
  return panelAsk.parse({
    edition: said("edicion"),
    country: said("pais"),
    module: said("modulo"),
    state: said("estado"),
    from: said("desde"),
    person: said("persona"),
  });
}
