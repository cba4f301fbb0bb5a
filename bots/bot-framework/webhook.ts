import type { Next, Request, Response, Server } from "restify";
import { correlated, correlationHeader, newCorrelation } from "../../services/correlation.ts";
import type { Log } from "../../services/log.ts";
import type { Answer } from "./door.ts";

interface Parts {
  readonly enter: (header: string | undefined, body: unknown) => Promise<Answer>;
  readonly log: Log;
}

const path = "/api/messages";
/** A message of a person has a few thousand bytes; a card with its inputs less than 30. */
const largestBody = 256 * 1024;

/** The one request that Azure makes of us. What is wrong with it is logged, and answered with a status alone. */
export function webhook({ enter, log }: Parts): { mount(server: Server): void } {
  async function hear(req: Request): Promise<Answer> {
    const body = await readBytes(req);
    if (body === "too-much") return { status: 413 };
    // Whoever went away hears nothing, and Azure sends it again.
    if (body === "broken-off") log.info("teams request broke off");
    if (body === "broken-off") return { status: 400 };
    const { authorization } = req.headers;
    return enter(typeof authorization === "string" ? authorization : undefined, jsonIn(body));
  }

  async function hearAndAnswer(req: Request, res: Response): Promise<void> {
    const answer = await hear(req).catch((error: unknown): Answer => {
      log.error("teams message was not taken in", error);
      return { status: 500 };
    });
    write(res, answer);
  }

  return {
    mount(server) {
      server.post(path, (req: Request, res: Response, next: Next) => {
        correlated(newCorrelation(), () => hearAndAnswer(req, res)).then(() => next(), next);
      });
    },
  };
}

const reasons: Readonly<Record<number, string>> = {
  400: "Bad request",
  401: "Unauthorized",
  403: "Forbidden",
  413: "Too large",
  500: "Error",
  501: "Not implemented",
  503: "Unavailable",
};

function write(res: Response, { status, body }: Answer): void {
  if (res.headersSent || res.destroyed) return;
  const text = JSON.stringify(body ?? (status < 300 ? {} : { error: { code: reasons[status] ?? "Error" } }));
  res.writeHead(status, {
    "Content-Type": "application/json; charset=utf-8",
    "Content-Length": Buffer.byteLength(text),
    "X-Content-Type-Options": "nosniff",
    ...correlationHeader(),
  });
  res.end(text);
}

function readBytes(req: Request): Promise<Buffer | "too-much" | "broken-off"> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    req.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= largestBody) chunks.push(chunk);
      else resolve("too-much");
    });
    req.on("end", () => resolve(Buffer.concat(chunks)));
    req.on("error", () => resolve("broken-off"));
    req.on("close", () => resolve("broken-off"));
  });
}

function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
