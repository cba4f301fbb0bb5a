import { createHash, timingSafeEqual } from "node:crypto";
import type { Request, Response, Server } from "restify";
import type { OperatorAccess } from "../services/config.ts";
import type { Log } from "../services/log.ts";
import type { PartState, Readiness } from "./readiness.ts";

interface Parts {
  readonly access: OperatorAccess;
  readonly isClosing: () => boolean;
  readonly readiness: () => Promise<Readiness>;
  /** What a person must look at. A server taken away for it would lose webhooks, and web chat works. */
  readonly alerts: () => readonly object[];
  /** Left out: nobody counts. */
  readonly figures?: { readonly contentType: string; text(): Promise<string> };
  readonly log: Log;
}

/**
 * What operators ask for: `/healthz`, whether the process lives; `/readyz`, whether it can serve; `/metrics`, its figures.
 * Everybody may know the first two in a word; the parts and the figures are for who bears METRICS_TOKEN.
 */
export function operators(parts: Parts): { mount(server: Server): void } {
  const { access, isClosing, readiness, alerts, figures, log } = parts;

  async function ready(req: Request, res: Response): Promise<void> {
    const { ok, parts: states } = await readiness();
    const serves = ok && !isClosing();
    const status = isClosing() ? "closing" : ok ? "ready" : "not ready";
    const details = mayKnow(req, access) ? { alerts: alerts(), parts: states } : {};
    answer(res, serves ? 200 : 503, "application/json", JSON.stringify({ status, ...details }));
  }

  async function measured(req: Request, res: Response): Promise<void> {
    if (!figures || access.is === "closed") return answer(res, 404, "text/plain", "METRICS_TOKEN is not set.\n");
    if (!mayKnow(req, access)) return answer(res, 401, "text/plain", "", { "WWW-Authenticate": "Bearer" });
    answer(res, 200, figures.contentType, await figures.text());
  }

  return {
    mount(server) {
      server.get("/healthz", (_req, res, next) => {
        answer(res, 200, "application/json", '{"status":"alive"}');
        next();
      });
      for (const [path, serve] of [
        ["/readyz", ready],
        ["/metrics", measured],
      ] as const) {
        server.get(path, (req, res, next) => {
          serve(req, res)
            .catch((error: unknown) => {
              log.error("an operator was not answered", error);
              answer(res, 500, "text/plain", "");
            })
            .then(() => next(), next);
        });
      }
    },
  };
}

/** Where nobody set a token: everybody on a developer's machine, nobody in production. */
function mayKnow(req: Request, access: OperatorAccess): boolean {
  if (access.is !== "token") return access.is === "open";
  const digest = (text: string) => createHash("sha256").update(text).digest();
  const given = req.headers.authorization;
  return typeof given === "string" && timingSafeEqual(digest(given), digest(`Bearer ${access.token}`));
}

function answer(res: Response, status: number, type: string, body: string, headers: Record<string, string> = {}): void {
  if (res.headersSent || res.destroyed) return;
  res.writeHead(status, {
    "Content-Type": type,
    "Content-Length": Buffer.byteLength(body),
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    ...headers,
  });
  res.end(body);
}

/** An alert of a channel as the state of that part. */
export function partOf(alerts: readonly { readonly why: string }[]): PartState {
  const [first] = alerts;
  return first ? { ok: false, why: first.why } : { ok: true };
}
