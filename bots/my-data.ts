import type { Next, Request, Response, Server } from "restify";
import type { Log } from "../services/log.ts";
import type { PersonalCopy } from "../services/privacy/personal-copy.ts";
import type { SignedLinks } from "../services/signed-links.ts";
import { clientAddress } from "./client-address.ts";
import type { Gate } from "./gate.ts";
import { sendNotice } from "./notice.ts";

interface Parts {
  readonly links: SignedLinks;
  readonly publicUrl: string;
  readonly copyOf: (learner: string) => Promise<PersonalCopy | undefined>;
  readonly log: Log;
  readonly proxies: number;
  /** Counts who asks, by address. */
  readonly asked: Gate;
}

const path = "/mis-datos";
const kind = "my-data";
/** Hours in which somebody can fetch their copy: until they are at a computer, and not much longer. */
const hours = 24;

/** Where a learner fetches everything that is kept of them, with nothing but the link that they were given in the chat. */
export function myData({ links, publicUrl, copyOf, log, proxies, asked }: Parts) {
  async function answer(req: Request, res: Response): Promise<void> {
    const wait = await asked(clientAddress(req, proxies));
    if (wait !== undefined) return end(res, 429, { "Retry-After": String(wait) });
    const said = links.read(kind, String(req.params["*"]));
    const copy = said.is === "good" ? await copyOf(said.data) : undefined;
    if (copy) give(res, copy);
    else sendNotice(res, "myData.over");
  }

  return {
    linkFor: (learner: string) => ({ url: `${publicUrl}${path}/${links.make(kind, learner, hours * 3600)}`, hours }),
    mount(server: Server): void {
      // As a rest of the path, because a named part of it may have a hundred characters at most.
      server.get(`${path}/*`, (req: Request, res: Response, next: Next) => {
        answer(req, res)
          .catch((error: unknown) => {
            log.error("a copy of somebody's data could not be made", error);
            end(res, 500, {});
          })
          .then(() => next(), next);
      });
    },
  };
}

/** It is stored nowhere on the way, and shown in no search. */
const common = { "Cache-Control": "no-store", "X-Robots-Tag": "noindex" };

function end(res: Response, status: number, headers: Readonly<Record<string, string>>): void {
  res.writeHead(status, { ...common, ...headers });
  res.end();
}

function give(res: Response, copy: PersonalCopy): void {
  const body = `${JSON.stringify(copy, undefined, 2)}\n`;
  res.writeHead(200, {
    ...common,
    "Content-Type": "application/json; charset=utf-8",
    "Content-Length": Buffer.byteLength(body),
    "Content-Disposition": 'attachment; filename="sendero-mis-datos.json"',
  });
  res.end(body);
}
