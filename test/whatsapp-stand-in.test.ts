import { afterEach, expect, test } from "@jest/globals";
import { manualClock } from "../bots/whatsapp/stand-in/clock.ts";
import type { StandInSettings } from "../bots/whatsapp/stand-in/stand-in.ts";
import { graphStage, type Stage } from "./fakes/graph-client.ts";

/** The stand-in of the WhatsApp Cloud API does what Meta's documentation and senders' reports say Meta does. */

const noon = Date.UTC(2026, 10, 22, 12);
const hour = 3600_000;
const ana = { phone: "+504 9999-0000", name: "Ana Muñoz 🌎" };
const text = { to: "+50499990000", type: "text", text: { body: "hola" } };

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.close();
  stage = undefined;
});

async function opened(settings: StandInSettings = {}) {
  const clock = manualClock(noon);
  stage = await graphStage({ clock, ...settings });
  const phone = stage.standIn.phone(ana);
  await phone.text("hola");
  return { ...stage, clock, phone };
}

test("a webhook is asked for its challenge, and trusted only with the right token", async () => {
  const { standIn } = await opened();
  expect(await standIn.verify()).toBe(true);
  standIn.account.verifyToken = "another";
  expect(await standIn.verify()).toBe(false);
});

test("what a phone says arrives signed over escaped bytes, with phone, BSUID and name", async () => {
  const { webhook, phone } = await opened();
  await phone.text("¿Qué es la niñez? 👍 a/b");
  const last = webhook.heard.at(-1);
  expect(last?.raw).toContain(String.raw`ni\u00f1ez? \ud83d\udc4d a\/b`);
  expect(webhook.forged()).toBe(0);
  expect(last?.body).toMatchObject({
    object: "whatsapp_business_account",
    entry: [
      {
        changes: [
          {
            field: "messages",
            value: {
              metadata: { phone_number_id: "106540352242922", display_phone_number: "15550783881" },
              contacts: [
                {
                  profile: { name: "Ana Muñoz 🌎" },
                  wa_id: "50499990000",
                  user_id: expect.stringMatching(/^HN\.\d+$/),
                },
              ],
              messages: [{ from: "50499990000", type: "text", text: { body: "¿Qué es la niñez? 👍 a/b" } }],
            },
          },
        ],
      },
    ],
  });
});

test("of a phone that hides its number only the BSUID is told, and it can be written to", async () => {
  const { standIn, webhook, send } = await opened();
  const eva = standIn.phone({ phone: "50499990001", name: "Eva", username: "eva", hidden: true, userId: "HN.77" });
  await eva.text("hola");
  expect(webhook.heard.at(-1)?.raw).not.toContain("50499990001");
  const answer = await send({ recipient: "HN.77", type: "text", text: { body: "Hola, Eva" } });
  expect(answer.body).toMatchObject({ contacts: [{ input: "HN.77", user_id: "HN.77" }] });
  expect(eva.bubbles).toEqual(["Hola, Eva"]);
});

test("a message that is taken is told as sent and delivered, with what came along and what it costs", async () => {
  const { standIn, send, told, webhook, phone } = await opened({ account: { behaviour: { freePerMonth: 1 } } });
  expect(await send({ ...text, biz_opaque_callback_data: "debt-7" })).toMatchObject({
    status: 200,
    body: { contacts: [{ input: "+50499990000", wa_id: "50499990000" }], messages: [{ id: /^wamid\./ }] },
  });
  await standIn.idle();
  await send(text);
  await standIn.idle();
  expect(told()).toEqual(["text", "sent", "delivered", "sent", "delivered"]);
  const [, first, , second] = webhook.heard.map(({ raw }) => raw);
  expect(first).toContain('"biz_opaque_callback_data":"debt-7"');
  expect(first).toContain('"billable":false');
  expect(second).toContain('"billable":true');
  phone.reads();
  await standIn.idle();
  expect(told().slice(5)).toEqual(["read", "read"]);
});

test("a phone that is off gets its messages when it is back", async () => {
  const { standIn, send, told, phone } = await opened();
  phone.offline();
  await send(text);
  await standIn.idle();
  expect(told()).toEqual(["text", "sent"]);
  phone.online();
  await standIn.idle();
  expect(told()).toEqual(["text", "sent", "delivered"]);
});

test.each([
  ["to somebody without WhatsApp", { to: "+50400000000" }, 131026],
  ["with a file that nobody uploaded", { to: text.to, type: "image", image: { id: "123" } }, 131053],
])("a message %s is taken, and fails later", async (_, change, code) => {
  const { standIn, send, webhook } = await opened();
  expect((await send({ ...text, ...change, ...("type" in change ? { text: undefined } : {}) })).status).toBe(200);
  await standIn.idle();
  expect(webhook.heard.at(-1)?.raw).toContain(`"status":"failed"`);
  expect(webhook.heard.at(-1)?.raw).toContain(`"code":${code}`);
});

test("24 hours after a learner's last message only templates get through", async () => {
  const { standIn, send, told, clock } = await opened();
  await clock.advance(24 * hour - 1000);
  await send(text);
  await clock.advance(1000);
  await send(text);
  await send({ to: text.to, type: "template", template: { name: "continue_lesson", language: { code: "es" } } });
  await standIn.idle();
  expect(told().toSorted()).toEqual(["delivered", "delivered", "failed", "sent", "sent", "text"]);
  standIn.account.behaviour.windowErrors = "answer";
  expect(await send(text)).toMatchObject({ status: 400, body: { error: { code: 131047 } } });
});

test("forty-five messages to one person may burst; then it is one in six seconds", async () => {
  const { send, clock } = await opened();
  for (let count = 0; count < 45; count += 1) expect((await send(text)).status).toBe(200);
  expect(await send(text)).toMatchObject({ status: 400, body: { error: { code: 131056 } } });
  await clock.advance(6000);
  expect((await send(text)).status).toBe(200);
  expect((await send(text)).status).toBe(400);
});

test("templates must exist in the language, be approved, and get as many parameters as they have", async () => {
  const { standIn, send } = await opened();
  const template = (code: string, components?: unknown) =>
    send({ to: text.to, type: "template", template: { name: "continue_lesson", language: { code }, components } });
  const one = [{ type: "body", parameters: [{ type: "text", text: "Ana" }] }];
  expect(await template("fr")).toMatchObject({ status: 404, body: { error: { code: 132001 } } });
  expect(await template("es", one)).toMatchObject({ body: { error: { code: 132000 } } });
  for (const [status, code] of [
    ["PAUSED", 132015],
    ["DISABLED", 132016],
    ["PENDING", 132001],
  ] as const) {
    for (const known of standIn.account.templates) known.status = status;
    expect(await template("es")).toMatchObject({ body: { error: { code } } });
  }
});

test("a tap on a button, a row and a template's reply comes back as such, naming its message", async () => {
  const { standIn, send, webhook, phone } = await opened();
  const body = { text: "¿Qué artículo?" };
  const button = { type: "reply", reply: { id: "v1|a", title: "Art. 3" } };
  const rows = [{ id: "r1", title: "A", description: "El interés superior" }];
  await send({
    to: text.to,
    type: "interactive",
    interactive: { type: "button", body, action: { buttons: [button] } },
  });
  await send({
    to: text.to,
    type: "interactive",
    interactive: { type: "list", body, action: { button: "Ver", sections: [{ rows }] } },
  });
  await send({ to: text.to, type: "template", template: { name: "continue_lesson", language: { code: "es" } } });
  await standIn.idle();
  expect(phone.bubbles).toEqual([
    "¿Qué artículo?\n[Art. 3]",
    "¿Qué artículo?\n[A]",
    expect.stringMatching(/^Su lección .*\n\[Continuar\]$/),
  ]);
  const [first] = phone.received;
  await phone.tap("Art. 3");
  expect(webhook.heard.at(-1)?.raw).toContain(`"button_reply":{"id":"v1|a","title":"Art. 3"}`);
  expect(webhook.heard.at(-1)?.raw).toContain(`"id":"${first?.id}"`.replaceAll("/", String.raw`\/`));
  await phone.tap("r1", { withContext: false });
  expect(webhook.heard.at(-1)?.raw).toContain(`"list_reply":{"id":"r1","title":"A","description":`);
  expect(webhook.heard.at(-1)?.raw).not.toContain("context");
  await phone.tap("Continuar");
  expect(webhook.heard.at(-1)?.raw).toContain(`"button":{"payload":"Continuar","text":"Continuar"}`);
  await expect(phone.tap("Art. 99")).rejects.toThrow("no message on this phone");
});

test("a changed number is told without contacts, and messages go to the new one", async () => {
  const { send, webhook, phone, standIn } = await opened();
  await phone.changesNumber("50488887777");
  expect(webhook.heard.at(-1)?.body).toMatchObject({
    entry: [
      {
        changes: [{ value: { messages: [{ from: "50499990000", type: "system", system: { wa_id: "50488887777" } }] } }],
      },
    ],
  });
  expect(webhook.heard.at(-1)?.raw).not.toContain('"contacts"');
  await send({ ...text, to: "+50488887777" });
  await standIn.idle();
  expect(phone.bubbles).toEqual(["hola"]);
});

test("read marks and the typing sign name a message that was received", async () => {
  const { send, phone } = await opened();
  const mark = (id: string) =>
    send({ recipient_type: undefined, status: "read", message_id: id, typing_indicator: { type: "text" } });
  expect(await mark(phone.messages[0]?.id ?? "")).toEqual({ status: 200, body: { success: true } });
  expect((await mark("wamid.nobody")).status).toBe(400);
});
