import type { Request, Response, Server } from "restify";
import { language as languages } from "../content/schema.ts";
import { wordsIn } from "../dialogs/words.ts";
import { saying } from "./panel/page.ts";
import { sendPage } from "./panel/send.ts";

type Key = "panel.over" | "myData.over" | "page.missing" | "page.fileOver";

/**
 * A page for who follows a link that leads nowhere. In every language, because nothing tells who asks; and the same
 * whether it is over or was never good.
 */
export function sendNotice(res: Response, key: Key): void {
  const sentences = languages.options.map((language) => ({ language, words: wordsIn(language)(key) }));
  sendPage(res, 404, saying("es", "Sendero", sentences));
}

/** Machines are told of a wrong address as ever; a browser shows it to a person. */
export function missingPages(): { mount(server: Server): void } {
  return {
    mount(server) {
      server.on("NotFound", (req: Request, res: Response, _error: unknown, done: () => void) => {
        if (req.method === "GET" && req.headers.accept?.includes("text/html")) sendNotice(res, "page.missing");
        done();
      });
    },
  };
}
