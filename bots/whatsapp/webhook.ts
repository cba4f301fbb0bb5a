import type { IncomingMessage, ServerResponse } from "node:http";
import type { Next, Request, Response, Server } from "restify";
import type { WhatsAppSettings } from "../../services/config.ts";
import { correlated, correlationHeader, newCorrelation } from "../../services/correlation.ts";
import type { Log } from "../../services/log.ts";
import type { WhatsAppEvent } from "./events.ts";
import { parse } from "./parse.ts";
import { isSigned, same } from "./signature.ts";

interface Parts {
  readonly settings: Pick<WhatsAppSettings, "appSecrets" | "verifyToken">;
  /** Resolves when everything is safe. */
  readonly take: (events: readonly WhatsAppEvent[]) => Promise<void>;
  readonly log: Log;
}

const path = "/api/whatsapp";

/** The two requests that Meta makes: one to see that the address is ours, and one for everything that happens. */
export function webhook({ settings, take, log }: Parts): { mount(server: Server): void } {
  /** Meta sends again for seven days whatever is not answered with exactly 200; so that is said only when all is safe. */
  async function hear(req: IncomingMessage): Promise<number> {
    const body = await readBytes(req);
    if (!body) return 413;
    if (!isSigned(body, headerOf(req, "x-hub-signature-256"), settings.appSecrets)) {
      log.error("ALERT whatsapp webhook with a wrong signature", "is WHATSAPP_APP_SECRET the secret of the app?");
      return 401;
    }
    const parsed = jsonIn(body);
    if (parsed === undefined) return 400;
    await take(parse(parsed));
    return 200;
  }

  async function hearAndAnswer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const status = await hear(req).catch((error: unknown) => {
      log.error("whatsapp webhook was not taken in", error);
      return 500;
    });
    answer(res, status, status === 200 ? "OK" : "");
  }

  function verify(req: Request): { status: number; text: string } {
    const query = new URLSearchParams(req.getQuery());
    const known =
      query.get("hub.mode") === "subscribe" && same(query.get("hub.verify_token") ?? "", settings.verifyToken);
    const challenge = query.get("hub.challenge");
    return known && challenge !== null ? { status: 200, text: challenge } : { status: 403, text: "Forbidden" };
  }

  return {
    mount(server) {
      server.get(path, (req: Request, res: Response, next: Next) => {
        const { status, text } = verify(req);
        answer(res, status, text);
        next();
      });
      // Most of what comes: before restify's routing and timers, which cost more than taking it in.
      server.first((req, res) => {
        if (req.method !== "POST" || pathOf(req.url) !== path) return true;
        void correlated(newCorrelation(), () => hearAndAnswer(req, res)).catch((error: unknown) =>
          log.error("whatsapp webhook was not answered", error),
        );
        return false;
      });
    },
  };
}

function pathOf(url = ""): string {
  const query = url.indexOf("?");
  return query < 0 ? url : url.slice(0, query);
}

function answer(res: ServerResponse, status: number, text: string): void {
  if (res.headersSent || res.destroyed) return;
  res.writeHead(status, {
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Length": Buffer.byteLength(text),
    "X-Content-Type-Options": "nosniff",
    ...correlationHeader(),
  });
  res.end(text);
}

function headerOf(req: IncomingMessage, name: string): string | undefined {
  const header = req.headers[name];
  return typeof header === "string" ? header : undefined;
}

/** Meta's bodies have up to 3 MB. */
const largestBody = 4 * 1024 * 1024;

/** The bytes as they came; undefined when there are too many. */
function readBytes(req: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    req.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= largestBody) chunks.push(chunk);
      else resolve(undefined);
    });
    req.on("end", () => resolve(Buffer.concat(chunks)));
    req.on("error", reject);
    req.on("close", () => {
      // Every request closes: an error for each, with its stack, costs more than reading its bytes.
      if (!req.complete) reject(new Error("the body ended early"));
    });
  });
}

function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
