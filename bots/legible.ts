import type { IncomingMessage } from "node:http";

/**
 * Whether the address that a request asks for can be read. Restify makes a URL of it and of the header Host, outside of
 * every promise: what is no URL, such as `GET //` for the host `^`, would end the process, and a host with a path in it
 * would be served as another path.
 */
export function isLegible({ url = "/", headers: { host = "" } }: IncomingMessage): boolean {
  if (/[/?#\\@]/.test(host)) return false;
  const base = `http://${host || "localhost"}`;
  return url.startsWith("/") ? URL.canParse(base + url) : URL.canParse(url, base);
}
