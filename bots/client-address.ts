import type { IncomingMessage } from "node:http";
import { isIPv4, isIPv6 } from "node:net";

/**
 * From where a request comes, as far as it may be believed: `proxies` of ours stand before us, and each appended to
 * `X-Forwarded-For` whom it heard from; what stands before that anybody may have written. Whoever has an address of IPv6
 * has a whole /64 of them: they count as one.
 */
export function clientAddress(req: IncomingMessage, proxies: number): string {
  const peer = req.socket.remoteAddress ?? "unknown";
  return counted(forwarded(req.headers["x-forwarded-for"], proxies) ?? peer);
}

function forwarded(header: string | string[] | undefined, proxies: number): string | undefined {
  if (proxies === 0 || header === undefined) return undefined;
  const hops = String(header).split(",");
  const address = withoutPort((hops[Math.max(0, hops.length - proxies)] ?? "").trim());
  return isIPv4(address) || isIPv6(address) ? address : undefined;
}

/** Azure appends the port as well: `1.2.3.4:5678`, `[2001:db8::1]:5678`. */
function withoutPort(address: string): string {
  return /^\[(.+)\](?::\d+)?$/.exec(address)?.[1] ?? /^([\d.]+):\d+$/.exec(address)?.[1] ?? address;
}

function counted(address: string): string {
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = "", tail] = address.split("::");
  const groups = (text: string | undefined) => (text ? text.split(":") : []);
  const missing = tail === undefined ? 0 : 8 - groups(head).length - groups(tail).length;
  const all = [...groups(head), ...Array.from({ length: Math.max(0, missing) }, () => "0"), ...groups(tail)];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}
