/** Which hosts files may be fetched from, how large they may be, and how long that may take, in milliseconds. */
export interface FetchLimits {
  /** `sharepoint.com` stands for every host below it; an origin, as `http://127.0.0.1:4000`, for itself alone. */
  readonly hosts: readonly string[];
  readonly largest: number;
  readonly timeout: number;
}

const mostRedirects = 3;
/** Files are rare: a connection kept from the one before may be closed by the other side just as it is used. */
const headers = { connection: "close" };

/**
 * A file that somebody put into a chat, by the address that Teams signed for it. Undefined where it cannot be had: also
 * when it is anywhere but where Teams keeps files, or leads elsewhere, since the address came from outside. No credential
 * of ours goes along.
 */
export async function download(address: string, limits: FetchLimits): Promise<Uint8Array | undefined> {
  const signal = AbortSignal.timeout(limits.timeout);
  let next: string | undefined = address;
  for (let hop = 0; hop <= mostRedirects && next !== undefined && isFetched(next, limits.hosts); hop += 1) {
    const response: Response | undefined = await fetch(next, { redirect: "manual", signal, headers }).catch(
      () => undefined,
    );
    if (!response) return undefined;
    if (response.ok) return bytesOf(response, limits.largest).catch(() => undefined);
    next = redirected(response, next);
    await response.body?.cancel();
  }
  return undefined;
}

/** Whether files may be fetched from there. */
export function isFetched(address: string, hosts: readonly string[]): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, hostname, origin, username, password } = new URL(address);
  if (username !== "" || password !== "") return false;
  const named = hosts.some((one) => hostname === one || hostname.endsWith(`.${one}`));
  return (protocol === "https:" && host === hostname && named) || hosts.includes(origin);
}

function redirected({ status, headers }: Response, from: string): string | undefined {
  const to = headers.get("location");
  return status >= 300 && status < 400 && to !== null && URL.canParse(to, from) ? new URL(to, from).href : undefined;
}

/** Of a larger file its beginning, which is more than `largest`. */
async function bytesOf(response: Response, largest: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    chunks.push(chunk);
    if (size > largest) break;
  }
  return Buffer.concat(chunks);
}
