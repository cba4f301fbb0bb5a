import { createHash } from "node:crypto";
import type { Next, Request, Response, Server } from "restify";
import { language as languages } from "../../content/schema.ts";
import { wordsIn } from "../../dialogs/words.ts";
import type { Office } from "../../services/desk/office.ts";
import { type PanelAsk, panelAsk } from "../../services/desk/panel.ts";
import type { Log } from "../../services/log.ts";
import { overallPage, personPage, saying } from "./page.ts";
import { style } from "./style.ts";

interface Parts {
  readonly desk: Pick<Office, "panel">;
  readonly log: Log;
}

/** Where coordinators look at the numbers of their editions, with nothing but the link that they were given in the chat. */
export function panel({ desk, log }: Parts): { mount(server: Server): void } {
  async function answer(req: Request, res: Response): Promise<void> {
    const shown = await desk.panel(String(req.params.token), askedIn(req.url ?? ""));
    switch (shown.is) {
      case "overall":
        return send(res, 200, overallPage(shown));
      case "person":
        return send(res, 200, personPage(shown));
      case "nothing": {
        const { say, learner } = shown.wording;
        return send(res, 404, saying(learner.language, say("panel.title"), [say("panel.nothing")]));
      }
      case "over":
        return send(res, 404, overPage);
    }
  }

  return {
    mount(server) {
      server.get("/panel/:token", (req: Request, res: Response, next: Next) => {
        answer(req, res)
          .catch((error: unknown) => {
            log.error("the page of a coordinator could not be made", error);
            send(res, 500, "");
          })
          .then(() => next(), next);
      });
    },
  };
}

/** In every language, because nothing tells who asks; and the same whether it is over or was never good. */
const overPage = saying(
  "es",
  "Sendero",
  languages.options.map((language) => wordsIn(language)("panel.over")),
);

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

const sheet = createHash("sha256").update(style).digest("base64");

/** Nothing runs or loads here. It is stored nowhere on the way, shown in no search, and tells no site of its address. */
const headers = {
  "Content-Type": "text/html; charset=utf-8",
  "Content-Security-Policy": `default-src 'none'; style-src 'sha256-${sheet}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  "Cache-Control": "no-store",
  "X-Robots-Tag": "noindex",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};

function send(res: Response, status: number, page: string): void {
  const body = Buffer.from(page);
  res.writeHead(status, { ...headers, "Content-Length": body.length });
  res.end(body);
}
