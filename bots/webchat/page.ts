import { join } from "node:path";
import type { Next, Request, Response, Server } from "restify";
import { type Asset, pageAssets } from "../assets.ts";

/** The chat page: one document, one script, one sheet, served from memory. */
export function chatPage(): { mount(server: Server): void } {
  const { html, files } = pageAssets(join(import.meta.dirname, "page"));
  const icon = [...files.values()].find((file) => file.type === "image/svg+xml");

  function document(req: Request, res: Response, next: Next): void {
    // Weak, because the same document goes out in three encodings.
    const etag = `W/"${html.hash}"`;
    const headers = { ...guards(req.headers.host), ETag: etag, "Cache-Control": "no-cache" };
    if (req.headers["if-none-match"]?.includes(html.hash)) {
      res.writeHead(304, headers);
      res.end();
    } else {
      write(req, res, html, headers);
    }
    next();
  }

  function file(req: Request, res: Response, next: Next): void {
    const found = files.get(req.getPath());
    if (found) write(req, res, found, { ...common, "Cache-Control": "public, max-age=31536000, immutable" });
    else missing(res);
    next();
  }

  function favicon(req: Request, res: Response, next: Next): void {
    if (icon) write(req, res, icon, { ...common, "Cache-Control": "public, max-age=86400" });
    else missing(res);
    next();
  }

  return {
    mount(server) {
      server.get("/", document);
      server.head("/", document);
      server.get("/assets/:name", file);
      server.get("/favicon.ico", favicon);
    },
  };
}

const common = { "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer" };

/** Nothing runs, loads or connects that is not ours. Older Safari does not count WebSockets as `'self'`. */
function guards(host: string | undefined): Record<string, string> {
  const ours = host !== undefined && /^[\w.:[\]-]+$/.test(host) ? ` ws://${host} wss://${host}` : "";
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self'${ours}`,
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return { ...common, "Content-Security-Policy": policy.join("; "), "Cross-Origin-Opener-Policy": "same-origin" };
}

function write(req: Request, res: Response, asset: Asset, headers: Record<string, string>): void {
  const { encoding, body } = encoded(asset, req.headers["accept-encoding"]);
  res.writeHead(200, {
    "Content-Type": asset.type,
    "Content-Length": body.length,
    Vary: "Accept-Encoding",
    ...(encoding ? { "Content-Encoding": encoding } : {}),
    ...headers,
  });
  res.end(req.method === "HEAD" ? undefined : body);
}

function encoded(asset: Asset, accepted: string | string[] | undefined): { encoding?: string; body: Buffer } {
  const wishes = String(accepted ?? "");
  if (/\bbr\b/.test(wishes)) return { encoding: "br", body: asset.brotli };
  if (/\bgzip\b/.test(wishes)) return { encoding: "gzip", body: asset.gzip };
  return { body: asset.plain };
}

function missing(res: Response): void {
  res.writeHead(404, { ...common, "Content-Type": "text/plain; charset=utf-8" });
  res.end("Not found");
}
