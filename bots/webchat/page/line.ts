import { field, type Page, readPage, text } from "./activity.ts";

/** What became of a message: taken, refused for good, or to be tried again after some milliseconds. */
export type Posted =
  | { readonly kind: "taken" }
  | { readonly kind: "refused" }
  | { readonly kind: "later"; readonly wait: number };

/** Direct Line, as this page needs it. Every promise rejects when the network or the server is away. */
export interface Line {
  /** Begins the conversation or takes it up, and gives its latest messages. */
  open(last: number): Promise<Page>;
  /** Activities; `query` is `watermark=…`, and `limit=…` where that is too many. */
  read(query: string): Promise<Page>;
  post(activity: object): Promise<Posted>;
  /** Whether a file was taken, with the message that goes with it. */
  upload(file: File, activity: object): Promise<boolean>;
  /** Address of a WebSocket that begins after a watermark. */
  streamUrl(watermark: number): Promise<string>;
}

interface Pass {
  readonly token: string;
  readonly conversation: string;
}

const root = "/v3/directline";
const patience = 20_000;

export function directLine(): Line {
  let pass: Pass | undefined;
  /** The address that opening gave: good for the first WebSocket. */
  let firstStream = "";

  /** A new token for the same conversation where the old one allows, else by the cookie. */
  async function renew(): Promise<Pass> {
    if (pass) {
      const refreshed = await send("POST", "/tokens/refresh", pass.token);
      if (refreshed.ok) return remember(await refreshed.json());
    }
    return remember(await good(await send("POST", "/tokens/generate", undefined)));
  }

  function remember(answer: unknown): Pass {
    const next = { token: text(answer, "token"), conversation: text(answer, "conversationId") };
    // Without its cookie the browser is somebody new: what is on the page belongs to another conversation.
    if (pass && pass.conversation !== next.conversation) location.reload();
    pass = next;
    return next;
  }

  async function asked(method: string, path: (pass: Pass) => string, body?: object): Promise<Response> {
    const had = pass ?? (await renew());
    const response = await send(method, path(had), had.token, body);
    // The server knows the conversation no more. What waits to be sent outlives the reload.
    if (response.status === 404) location.reload();
    if (response.status !== 401 && response.status !== 403) return response;
    const next = await renew();
    return send(method, path(next), next.token, body);
  }

  async function open(last: number): Promise<Page> {
    const opened = await good(await send("POST", `/tokens/generate?last=${last}`, undefined));
    remember(opened);
    firstStream = text(opened, "streamUrl");
    return readPage(field(opened, "history"));
  }

  const here = (rest: string) => (pass: Pass) => `/conversations/${pass.conversation}${rest}`;

  return {
    open,
    async read(query) {
      return readPage(await good(await asked("GET", here(`/activities?${query}`))));
    },
    async post(activity) {
      const response = await asked("POST", here("/activities"), activity);
      if (response.ok) return { kind: "taken" };
      if (response.status === 404 || response.status === 429 || response.status >= 500) {
        return { kind: "later", wait: 1000 * Number(response.headers.get("Retry-After") ?? 2) };
      }
      return { kind: "refused" };
    },
    async upload(file, activity) {
      const form = new FormData();
      form.append("activity", new Blob([JSON.stringify(activity)], { type: "application/vnd.microsoft.activity" }));
      form.append("file", file, file.name);
      const had = pass ?? (await renew());
      const url = `${root}/conversations/${had.conversation}/upload`;
      const sent = (token: string) =>
        fetch(url, { method: "POST", headers: { Authorization: `Bearer ${token}` }, body: form });
      const response = await sent(had.token);
      const again = response.status === 401 || response.status === 403;
      return again ? (await sent((await renew()).token)).ok : response.ok;
    },
    async streamUrl(watermark) {
      const address = firstStream || text(await good(await asked("GET", here("?watermark="))), "streamUrl");
      firstStream = "";
      const url = new URL(address, location.href);
      url.host = location.host;
      url.protocol = location.protocol === "https:" ? "wss:" : "ws:";
      url.searchParams.set("watermark", String(watermark));
      return url.href;
    },
  };
}

/** A request that gives up: on a bad link a connection may hang without an error. */
async function send(method: string, path: string, token: string | undefined, body?: object): Promise<Response> {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), patience);
  const headers: Record<string, string> = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  if (body) headers["Content-Type"] = "application/json";
  try {
    return await fetch(root + path, { method, headers, body: body && JSON.stringify(body), signal: giveUp.signal });
  } finally {
    clearTimeout(timer);
  }
}

async function good(response: Response): Promise<unknown> {
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${response.status} ${text(field(answer, "error"), "code")}`);
  return answer;
}
