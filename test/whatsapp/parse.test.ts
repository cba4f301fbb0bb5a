import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { MessageEvent, WhatsAppEvent } from "../../bots/whatsapp/events.ts";
import { parse } from "../../bots/whatsapp/parse.ts";
import { type ExpectedEvent, eachRecording, type Recorded, recordedInbound } from "./recorded.ts";

describe("recorded webhook bodies are read as their projects read them", () => {
  const recordings = recordedInbound();
  eachRecording(
    recordings,
    ({ file, kind }) => `${file}: ${kind}`,
    ({ body, expected }) => {
      const events = parse(JSON.parse(body)).filter(({ kind }) => kind !== "ignored");
      const said = expected.events.filter(({ event }) => event !== "template_status");
      expect(events.map(kindOf).sort()).toEqual(said.map(({ event }) => event).sort());
      for (const one of said) expect(events.some((event) => tells(event, one, expected))).toBe(true);
    },
  );
});

function kindOf(event: WhatsAppEvent): string {
  return {
    message: "message",
    status: "status",
    identity: "identity_change",
    "channel-error": "channel_error",
    ignored: "",
  }[event.kind];
}

function tells(event: WhatsAppEvent, expected: ExpectedEvent, { phone_number_id }: Recorded["expected"]): boolean {
  const numbers = [expected.phone_number_id ?? phone_number_id].flat();
  switch (event.kind) {
    case "message":
      return expected.event === "message" && numbers.includes(event.number ?? null) && sameMessage(event, expected);
    case "status":
      return (
        expected.status === event.outcome &&
        expected.message_id === event.id &&
        (expected.recipient ?? undefined) === event.recipient &&
        expected.timestamp_iso === iso(event.on)
      );
    case "identity":
      return event.renames.some(
        ({ from, to }) =>
          (from === expected.old_phone && to === expected.new_phone) ||
          (from === expected.old_user_id && to === expected.new_user_id),
      );
    case "channel-error":
      return expected.code === event.code;
    case "ignored":
      return false;
  }
}

function sameMessage(event: MessageEvent, expected: ExpectedEvent): boolean {
  const { content, sender } = event;
  const names = [expected.from_phone, expected.from_user_id].filter((name) => name !== null && name !== undefined);
  const said = content.is === "text" ? content.text : content.is === "tap" ? content.title : "";
  const tapped = expected.selection && event.type === "interactive" ? expected.selection.id : undefined;
  return (
    (expected.message_id === null || expected.message_id === event.id) &&
    (expected.type === event.type || expected.type === "unknown") &&
    expected.timestamp_iso === iso(event.on) &&
    expected.from === sender.address &&
    names.every((name) => sender.names.includes(name)) &&
    (expected.text ?? "") === said &&
    (tapped === undefined || (content.is === "tap" && content.option === tapped)) &&
    expected.reply_to === event.answers
  );
}

function iso(on: number | undefined): string | undefined {
  return on === undefined ? undefined : new Date(on).toISOString().replace(".000Z", "Z");
}

/** A body of our own: one change with these messages. */
function bodyOf(messages: readonly unknown[], more: Record<string, unknown> = {}) {
  const value = { metadata: { phone_number_id: "100" }, messages, ...more };
  return { object: "whatsapp_business_account", entry: [{ id: "1", changes: [{ field: "messages", value }] }] };
}

const from = { from: "50499990000", id: "wamid.1", timestamp: "1793631600" };
const hola = { ...from, type: "text", text: { body: "hola" } };

function contents(messages: readonly unknown[]) {
  return parse(bodyOf(messages)).map((event) => (event.kind === "message" ? event.content : event));
}

describe("our own examples", () => {
  test.each([
    ["text", { text: { body: "la b" } }, { is: "text", text: "la b" }],
    [
      "interactive",
      { interactive: { type: "button_reply", button_reply: { id: "q~1", title: "a" } } },
      { is: "tap", option: "q~1", title: "a" },
    ],
    [
      "interactive",
      { interactive: { list_reply: { id: "q~2", title: "b", description: "larga" } } },
      { is: "tap", option: "q~2", title: "b" },
    ],
    ["button", { button: { payload: "continue", text: "Seguir" } }, { is: "hello" }],
    ["button", { button: { payload: "other", text: "Sí" } }, { is: "text", text: "Sí" }],
    ["request_welcome", {}, { is: "hello" }],
    ["audio", { audio: { id: "1", voice: true } }, { is: "unreadable", what: "voice" }],
    ["image", { image: { id: "1" } }, { is: "unreadable", what: "picture" }],
    ["image", { image: { id: "1", caption: "¿esto qué es?" } }, { is: "text", text: "¿esto qué es?" }],
    ["sticker", { sticker: { id: "1" } }, { is: "unreadable", what: "other" }],
    ["location", { location: { latitude: 0, longitude: 0 } }, { is: "unreadable", what: "other" }],
    ["hologram", {}, { is: "unreadable", what: "other" }],
    ["reaction", { reaction: { message_id: "wamid.0", emoji: "👍" } }, { is: "nothing" }],
    ["edit", {}, { is: "nothing" }],
    ["revoke", {}, { is: "nothing" }],
    ["text", { text: 7 }, { is: "unreadable", what: "empty" }],
    [
      "interactive",
      { interactive: { type: "nfm_reply", nfm_reply: { response_json: "{" } } },
      { is: "unreadable", what: "other" },
    ],
  ])("%s %j", (type, more, content) => {
    expect(contents([{ ...from, type, ...more }])).toEqual([content]);
  });

  test("one item that cannot be read costs the others nothing", () => {
    expect(
      contents([null, 7, { type: "text" }, hola, { ...hola, group_id: "g" }]).filter((one) => "is" in one),
    ).toEqual([{ is: "text", text: "hola" }]);
  });

  test("messages of a body come in the order in which they were sent, changes of identity first", () => {
    const rotated = {
      ...from,
      id: "wamid.3",
      timestamp: "1793631609",
      type: "system",
      system: { previous_user_id: "HN.1", user_id: "HN.2" },
    };
    const first = { ...hola, id: "wamid.2", timestamp: "1793631590" };
    const events = parse(bodyOf([hola, first, rotated]));
    expect(events.map((event) => (event.kind === "message" ? event.id : event.kind))).toEqual([
      "identity",
      "wamid.2",
      "wamid.1",
    ]);
  });

  test("the contact of the sender is found among others", () => {
    const contacts = [
      { wa_id: "1", user_id: "US.1" },
      { wa_id: from.from, user_id: "HN.9", parent_user_id: "HN.ENT.9" },
    ];
    const [event] = parse(bodyOf([hola], { contacts }));
    expect(event).toMatchObject({ sender: { address: from.from, names: [from.from, "HN.9", "HN.ENT.9"] } });
  });

  test("milliseconds are read as such, and a time that is none is left out", () => {
    const at = (timestamp: unknown) =>
      parse(bodyOf([{ ...hola, timestamp }])).map((one) => (one.kind === "message" ? one.on : 0));
    expect([at("1793631600"), at("1793631600000"), at(1793631600), at("soon"), at(undefined)].flat()).toEqual([
      1_793_631_600_000,
      1_793_631_600_000,
      1_793_631_600_000,
      undefined,
      undefined,
    ]);
  });

  test("a change of number tells the new phone, and the new id with it", () => {
    const system = { type: "user_changed_number", wa_id: "504888", previous_user_id: "HN.1", user_id: "HN.2" };
    expect(parse(bodyOf([{ ...from, type: "system", system }]))).toEqual([
      {
        kind: "identity",
        renames: [
          { from: from.from, to: "504888" },
          { from: "HN.1", to: "HN.2" },
        ],
      },
    ]);
  });
});

test("whatever the body is, reading it does not throw, and each event has its shape", () => {
  const bodies = fc.oneof(
    fc.jsonValue(),
    fc
      .array(fc.jsonValue())
      .map((messages) => bodyOf(messages, { statuses: messages, contacts: messages, errors: messages })),
  );
  fc.assert(
    fc.property(bodies, (body) => parse(body).every(({ kind }) => kind.length > 0)),
    { numRuns: 500 },
  );
});
