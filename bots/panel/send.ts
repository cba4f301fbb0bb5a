import { createHash } from "node:crypto";
import type { Response } from "restify";
import { style } from "./style.ts";

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

/** Answers with a page of ours that has this one sheet and nothing else. */
export function sendPage(res: Response, status: number, page: string): void {
  res.sendRaw(status, page, { ...headers, "Content-Length": String(Buffer.byteLength(page)) });
}
