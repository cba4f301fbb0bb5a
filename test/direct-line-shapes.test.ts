import { expect, test } from "@jest/globals";
import { screens } from "../bots/screens.ts";
import { tokens } from "../bots/webchat/token.ts";
import { connect, eventually } from "./fakes/line-client.ts";
import { openedChats } from "./fakes/opened-chats.ts";
import { plainReply } from "./fakes/web-chat.ts";

/** What goes in and out of Direct Line: activities, and the tokens that carry a name. */

const chat = openedChats();

test("what a client posts is read as what a learner did", async () => {
  const server = await chat();
  const client = await connect(server.url);
  server.heard.length = 0;
  const posts = [
    { type: "message", text: "  uno\r\ndos\u0000\u202E  " },
    { type: "message", text: "Continuar", value: { option: "m1.next" } },
    { type: "message", value: { option: "m1.next" } },
    { type: "message", text: "hola", value: { other: 1 } },
    { type: "message", text: "mire", attachments: [{ contentType: "image/png" }] },
    { type: "message", text: " \n " },
    { type: "message", text: null },
    { type: "message", text: "x".repeat(4001) },
    { type: "event", name: "webchat/join" },
    { type: "typing" },
  ];
  for (const post of posts) expect((await client.post(post)).status).toBe(200);
  const inputs = server.heard.map(({ input }) => ({ ...input, id: "", on: 0, seed: 0, screen: undefined }));
  const heard = { id: "", on: 0, seed: 0, screen: undefined };
  expect(inputs).toEqual([
    { ...heard, kind: "text", text: "uno\ndos" },
    { ...heard, kind: "tap", option: "m1.next" },
    { ...heard, kind: "tap", option: "m1.next" },
    { ...heard, kind: "text", text: "hola" },
    { ...heard, kind: "unreadable", what: "attachment" },
    { ...heard, kind: "unreadable", what: "empty" },
    { ...heard, kind: "unreadable", what: "empty" },
    { ...heard, kind: "unreadable", what: "too-long" },
  ]);
  expect(server.heard[0]?.input).toMatchObject({ on: server.clock.now, screen: screens.web });
});

test("a reply becomes activities that any Direct Line client can show", async () => {
  const form = { place: "q~1", kind: "order" as const, options: [{ key: "a", label: "Primero" }] };
  const image = { file: "m01-linea del tiempo.svg", alt: "Una línea" };
  const options = [{ id: "o1", label: "Sí" }];
  const progress = { label: "Módulo 1", done: 1, total: 4 };
  const tutor = () => ({ replies: [plainReply("**Uno**"), { text: "Dos", image, options, form, progress }] });
  const server = await chat({ tutor, publicUrl: "https://sendero.example" });
  const client = await connect(server.url);
  await eventually(async () => (await client.activities()).watermark === "2");
  const [one, two] = (await client.activities()).activities;
  expect(one).toMatchObject({ type: "message", text: "**Uno**", textFormat: "markdown", from: { role: "bot" } });
  expect(one).not.toHaveProperty("suggestedActions");
  expect(one).not.toHaveProperty("inputHint");
  const action = { type: "messageBack", title: "Sí", text: "Sí", displayText: "Sí", value: { option: "o1" } };
  expect(two).toMatchObject({
    inputHint: "expectingInput",
    suggestedActions: { actions: [action] },
    attachments: [
      {
        contentType: "image/svg+xml",
        contentUrl: "https://sendero.example/media/m01-linea%20del%20tiempo.svg",
        name: "Una línea",
      },
    ],
    channelData: { form, progress },
  });
});

test("channel data of any length is kept only as far as the client needs it", async () => {
  const server = await chat();
  const client = await connect(server.url);
  await client.post({ type: "message", text: "hola", channelData: { clientActivityID: "c9", junk: "x".repeat(5000) } });
  const said = (await client.activities()).activities.find((activity) => activity.text === "hola");
  expect(said?.channelData).toEqual({ clientActivityID: "c9" });
});

const alphabet = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/"];

test("the token names its user to the client, and neither it nor its header can be changed", async () => {
  const { sign, read } = tokens("s");
  const claims = { kind: "chat" as const, conv: "c", user: "u", exp: 10 };
  const token = sign(claims);
  const [header = "", payload = "", signature = ""] = token.split(".");
  expect(JSON.parse(Buffer.from(payload, "base64url").toString())).toMatchObject({ user: "u" });
  expect(read(token)).toEqual(claims);
  const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString("base64url");
  const other = Buffer.from(JSON.stringify({ ...claims, user: "admin" })).toString("base64url");
  const forged = [
    `${header}.${other}.${signature}`,
    `${none}.${payload}.`,
    `${none}.${payload}.${signature}`,
    `${token}.x`,
    `${token}=`,
    `${token}!`,
    ...alphabet.filter((letter) => letter !== token.at(-1)).map((letter) => token.slice(0, -1) + letter),
  ];
  for (const bad of [...forged, `${header}.${payload}`, `${header}.${payload}.`, "", "..", "a.b.c"]) {
    expect(read(bad)).toBeUndefined();
  }
  expect(tokens("other").read(token)).toBeUndefined();
});
