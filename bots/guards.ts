import type { IncomingMessage, ServerResponse } from "node:http";
import type { Server } from "restify";
import type { Log } from "../services/log.ts";
import { clientAddress } from "./client-address.ts";
import { isLegible } from "./legible.ts";
import type { Tally } from "./tally.ts";

interface Parts {
  readonly publicUrl: string;
  readonly proxies: number;
  /** Counts what webhooks refuse, by address. */
  readonly refusals: Tally;
  readonly log: Log;
}

/** Where Meta and Azure post, and nobody else has anything to say. */
const webhooks: ReadonlySet<string> = new Set(["/api/whatsapp", "/api/messages"]);

/** What holds for every request, whatever answers it: see `docs/security.md`. */
export function guard(server: Server, { publicUrl, proxies, refusals, log }: Parts): void {
  const headers = headersFor(publicUrl);
  server.first((_req, res) => {
    for (const [name, value] of headers) res.setHeader(name, value);
    return true;
  });
  server.first(reader);
  server.first(doorkeeper);
  server.server.headersTimeout = headersTimeout;
  server.server.requestTimeout = requestTimeout;
  server.server.maxHeadersCount = mostHeaders;

  /** Who posts again and again what nobody signed is not read any more, for a while. */
  function doorkeeper(req: IncomingMessage, res: ServerResponse): boolean {
    const [path = ""] = (req.url ?? "").split("?");
    if (req.method !== "POST" || !webhooks.has(path)) return true;
    const address = clientAddress(req, proxies);
    // Behind a proxy that we were not told of everybody has one address, and Meta would be shut out with the others.
    if (proxies === 0 && req.headers["x-forwarded-for"] !== undefined) return true;
    if (refusals.isShut(address)) {
      res.writeHead(429, { "Retry-After": "60", Connection: "close" });
      res.end();
      return false;
    }
    res.once("finish", () => {
      if (res.statusCode === 401 || res.statusCode === 403) refusals.count(address);
      if (refusals.isShut(address)) log.error("ALERT many webhooks without a signature", "from one address", { path });
    });
    return true;
  }
}

/** What no URL can be made of goes no further. */
function reader(req: IncomingMessage, res: ServerResponse): boolean {
  if (isLegible(req)) return true;
  res.writeHead(400, { "Content-Length": "0", Connection: "close" });
  res.end();
  return false;
}

/** Nothing of ours is to be sniffed, framed, or told to other sites; a page says itself what it may load. */
function headersFor(publicUrl: string): readonly (readonly [string, string])[] {
  const always = [
    ["X-Content-Type-Options", "nosniff"],
    ["Referrer-Policy", "no-referrer"],
    ["Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"],
    ["X-Frame-Options", "DENY"],
    ["Permissions-Policy", "camera=(), microphone=(), geolocation=()"],
  ] as const;
  const secure = ["Strict-Transport-Security", "max-age=31536000"] as const;
  return publicUrl.startsWith("https:") ? [...always, secure] : always;
}

/** Milliseconds. The slowest that may be: 256 kB over a bad phone line. */
const requestTimeout = 60_000;
const headersTimeout = 15_000;
const mostHeaders = 100;
