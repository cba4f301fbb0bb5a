import { WebSocket } from "ws";
import { z } from "zod";

/** A bare Direct Line client: requests as a test wants them, and what comes back. */
export interface LineClient {
  readonly base: string;
  token: string;
  readonly conversation: string;
  streamUrl: string;
  readonly cookie: string;
  post(activity: unknown): Promise<Response>;
  say(text: string, clientActivityID?: string): Promise<Response>;
  activities(watermark?: string): Promise<Page>;
}

const activity = z.looseObject({
  type: z.string(),
  id: z.string().optional(),
  text: z.string().optional(),
  from: z.looseObject({ id: z.string(), role: z.string() }),
  channelData: z.looseObject({ clientActivityID: z.unknown().optional() }).partial().optional(),
});
export type Seen = z.infer<typeof activity>;
const page = z.object({ activities: z.array(activity), watermark: z.string() });
export type Page = z.infer<typeof page>;

const generated = z.object({ conversationId: z.string(), token: z.string(), expires_in: z.number() });
const started = generated.extend({ streamUrl: z.string() });
const refused = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

export async function generate(url: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}/v3/directline/tokens/generate`, { method: "POST", headers });
  return { ...generated.parse(await response.json()), cookie: response.headers.get("set-cookie") ?? "" };
}

export async function startConversation(base: string, token: string) {
  const response = await fetch(`${base}/conversations`, { method: "POST", headers: bearer(token) });
  return { status: response.status, ...started.parse(await response.json()) };
}

export function bearer(token: string): Record<string, string> {
  return { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
}

/** Opens a conversation as a new visitor, or as the one that a cookie names. */
export async function connect(url: string, cookie?: string): Promise<LineClient> {
  const base = `${url}/v3/directline`;
  const met = await generate(url, cookie === undefined ? {} : { Cookie: cookie });
  const { token, conversationId, streamUrl } = await startConversation(base, met.token);
  const here = `${base}/conversations/${conversationId}`;
  const client: LineClient = {
    base,
    token,
    streamUrl,
    conversation: conversationId,
    cookie: met.cookie.split(";")[0] ?? "",
    post: (body) =>
      fetch(`${here}/activities`, { method: "POST", headers: bearer(client.token), body: JSON.stringify(body) }),
    say: (text, clientActivityID) => client.post({ type: "message", text, channelData: { clientActivityID } }),
    async activities(watermark = "") {
      const response = await fetch(`${here}/activities?watermark=${watermark}`, { headers: bearer(client.token) });
      if (response.status !== 200) throw new Error(`reading gave ${response.status}`);
      return page.parse(await response.json());
    },
  };
  return client;
}

/** What an error says, in Direct Line's form. */
export async function refusal(response: Response): Promise<string> {
  return `${response.status} ${refused.parse(await response.json()).error.code}`;
}

export interface Listening {
  readonly socket: WebSocket;
  readonly frames: Page[];
  /** Resolves when a message with this text has come. */
  until(text: string): Promise<void>;
}

/** Listens on a stream, keeping every frame. */
export async function listen(streamUrl: string): Promise<Listening> {
  const socket = new WebSocket(streamUrl);
  const frames: Page[] = [];
  const waiting = new Set<() => void>();
  socket.on("message", (data) => {
    frames.push(page.parse(JSON.parse(data.toString())));
    for (const check of waiting) check();
  });
  await new Promise<void>((resolve, reject) => {
    socket.on("open", () => resolve());
    socket.on("error", reject);
  });
  return {
    socket,
    frames,
    until: (text) =>
      new Promise((resolve) => {
        const check = () => {
          if (!frames.some((frame) => frame.activities.some((activity) => activity.text === text))) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
  };
}

export function texts(frames: readonly Page[]): string[] {
  return frames.flatMap((frame) => frame.activities.map((activity) => activity.text ?? `(${activity.type})`));
}

/** Waits until a condition holds, looking again whenever the event loop is free. */
export async function eventually(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 5));
}
