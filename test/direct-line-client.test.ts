import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { type Activity, ConnectionStatus, DirectLine } from "botframework-directlinejs";
import { eventually, generate } from "./fakes/line-client.ts";
import { type WebChat, webChat } from "./fakes/web-chat.ts";
import { FakeXmlHttpRequest } from "./fakes/xml-http-request.ts";

/** The standard Direct Line client, unchanged, against our server. */

let server: WebChat;
const clients: DirectLine[] = [];

beforeAll(() => {
  Object.assign(globalThis, { XMLHttpRequest: FakeXmlHttpRequest });
});
afterAll(() => {
  Reflect.deleteProperty(globalThis, "XMLHttpRequest");
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.end();
  await server.close();
});

function connect(options: ConstructorParameters<typeof DirectLine>[0]) {
  const client = new DirectLine({ domain: `${server.url}/v3/directline`, timeout: 500, ...options });
  const seen: Activity[] = [];
  const states: ConnectionStatus[] = [];
  client.connectionStatus$.subscribe((status) => states.push(status));
  client.activity$.subscribe({ next: (activity) => seen.push(activity), error: () => {} });
  clients.push(client);
  return { client, seen, states };
}

function say(client: DirectLine, text: string, more: object = {}): Promise<string> {
  const activity = { type: "message" as const, text, from: { id: "whoever" }, ...more };
  return new Promise((resolve, reject) => client.postActivity(activity).subscribe(resolve, reject));
}

function messages(seen: readonly Activity[]): (string | undefined)[] {
  return seen.flatMap((activity) => (activity.type === "message" ? [activity.text] : []));
}

test("a file goes up as the standard client sends it, for who may give one", async () => {
  const taken: string[] = [];
  const files = {
    largest: 5_000_000,
    mayGive: async () => taken.length === 0,
    async take({ name, bytes }: { readonly name: string; readonly bytes: Uint8Array | undefined }) {
      taken.push(`${name}: ${Buffer.from(bytes ?? []).toString()}`);
      return "kept";
    },
  };
  server = await webChat({ files });
  const { token } = await generate(server.url);
  const { client, seen } = connect({ token, webSocket: true });
  await eventually(() => messages(seen).includes("Oí: hello"));
  const list = { contentType: "text/csv", contentUrl: "data:text/csv,nombre%0AAna%20P%C3%A9rez", name: "lista.csv" };
  const id = await say(client, "", { attachments: [list], channelData: { clientActivityID: "c9" } });
  await eventually(() => messages(seen).includes("Oí: file"));
  expect(taken).toEqual(["lista.csv: nombre\nAna Pérez"]);
  const echo = seen.find((activity) => activity.id === id);
  expect(echo).toMatchObject({ text: "lista.csv", channelData: { clientActivityID: "c9" }, from: { role: "user" } });
  // Whoever may not is refused, and goes on.
  await say(client, "", { attachments: [list] }).catch(() => {});
  expect(taken).toHaveLength(1);
  await say(client, "sigo");
  await eventually(() => messages(seen).includes("Oí: sigo"));
});

for (const webSocket of [true, false]) {
  const way = webSocket ? "over a WebSocket" : "by polling";

  test(`a conversation ${way}: greeting, message, echo and reply`, async () => {
    server = await webChat();
    const { token } = await generate(server.url);
    const { client, seen, states } = connect({ token, webSocket, pollingInterval: 200 });
    await eventually(() => messages(seen).includes("Oí: hello"));
    const id = await say(client, "hola", { channelData: { clientActivityID: "c1" } });
    await eventually(() => messages(seen).includes("Oí: hola"));
    expect(messages(seen)).toEqual(["Oí: hello", "hola", "Oí: hola"]);
    const echo = seen.find((activity) => activity.type === "message" && activity.text === "hola");
    expect(echo).toMatchObject({ id, channelData: { clientActivityID: "c1" }, from: { role: "user" } });
    expect(states.at(-1)).toBe(ConnectionStatus.Online);
  });

  test(`a page opened again ${way} gets its history`, async () => {
    server = await webChat();
    const { token } = await generate(server.url);
    const first = connect({ token, webSocket, pollingInterval: 200 });
    await eventually(() => messages(first.seen).length === 1);
    await say(first.client, "hola");
    await eventually(() => messages(first.seen).length === 3);
    const conversationId = server.heard[0]?.to.split(/[:/]/)[1];
    const again = connect({ token, conversationId, webSocket, pollingInterval: 200 });
    await eventually(() => messages(again.seen).length === 3);
    expect(messages(again.seen)).toEqual(messages(first.seen));
  });
}

test("the button of a reply is understood when it is tapped", async () => {
  const options = [{ id: "o1", label: "Continuar" }];
  server = await webChat({ tutor: ({ kind }) => ({ replies: [{ text: kind, options }] }) });
  const { token } = await generate(server.url);
  const { client, seen } = connect({ token, webSocket: true });
  await eventually(() => messages(seen).length === 1);
  const [greeting] = seen;
  const button = greeting?.type === "message" ? greeting.suggestedActions?.actions[0] : undefined;
  expect(button).toMatchObject({ type: "messageBack", title: "Continuar" });
  await say(client, "Continuar", { value: button?.type === "messageBack" ? button.value : undefined });
  expect(server.heard.at(-1)?.input).toMatchObject({ kind: "tap", option: "o1" });
});

test("a WebSocket that breaks is opened again, and nothing is lost or doubled", async () => {
  server = await webChat();
  const { token } = await generate(server.url);
  const { client, seen } = connect({ token, webSocket: true, random: () => 0 });
  await eventually(() => messages(seen).length === 1);
  server.dropSockets();
  await say(client, "uno");
  await say(client, "dos");
  await eventually(() => messages(seen).length === 5);
  expect([...messages(seen)].sort()).toEqual(["Oí: dos", "Oí: hello", "Oí: uno", "dos", "uno"]);
}, 15_000);

test("a poller whose token ended is told so", async () => {
  server = await webChat();
  const { token } = await generate(server.url);
  const { states, seen } = connect({ token, webSocket: false, pollingInterval: 200 });
  await eventually(() => messages(seen).length === 1);
  server.clock.now += 2 * 60 * 60 * 1000;
  await eventually(() => states.includes(ConnectionStatus.ExpiredToken));
});
