import { expect, test } from "@jest/globals";
import { parse } from "../../bots/bot-framework/parse.ts";
import { type Activity, activity } from "../../bots/bot-framework/wire.ts";

function read(changes: object = {}): Activity {
  return activity.parse({
    type: "message",
    id: "1",
    channelId: "msteams",
    serviceUrl: "https://smba.trafficmanager.net/amer/",
    from: { id: "29:1", aadObjectId: "A0000000-0000-4000-8000-000000000001" },
    recipient: { id: "28:app" },
    conversation: { id: "a:1", conversationType: "personal" },
    text: "hola",
    ...changes,
  });
}

test("a person is their directory and their id in it, however it is written", () => {
  const event = parse(read(), "tenant");
  expect(event).toMatchObject({
    kind: "message",
    id: expect.stringMatching(/^ms-[\w-]{22}$/),
    sender: {
      name: "teams:tenant/a0000000-0000-4000-8000-000000000001",
      address: { conversation: "a:1", user: "29:1", bot: "28:app", tenant: "tenant" },
    },
    content: { is: "text", text: "hola" },
  });
});

test("an id belongs to its conversation, and what has none is known by all that it says", () => {
  const idOf = (changes: object) => {
    const event = parse(read(changes), "t");
    return event.kind === "message" ? event.id : "";
  };
  expect(idOf({})).toBe(idOf({ text: "otra" }));
  expect(idOf({})).not.toBe(idOf({ conversation: { id: "a:2", conversationType: "personal" } }));
  expect(idOf({ id: undefined })).toBe(idOf({ id: undefined }));
  expect(idOf({ id: undefined })).not.toBe(idOf({ id: undefined, text: "otra" }));
});

test.each([
  ["personal", { conversationType: "personal" }, {}, "message"],
  ["a chat of several", { conversationType: "groupChat" }, {}, "group"],
  ["a channel", { conversationType: "channel" }, {}, "group"],
  ["nothing said", {}, {}, "message"],
  ["a group, without a type", { isGroup: true }, {}, "group"],
  ["a team, without a type", {}, { team: { id: "19:x" } }, "group"],
])("%s", (_, conversation, channelData, kind) => {
  expect(parse(read({ conversation: { id: "a:1", ...conversation }, channelData }), "t").kind).toBe(kind);
});

test.each([
  ["several", { kind: "several", several: "a,c" }, "a, c"],
  ["order", { kind: "order", "step-2": "a", "step-1": "b", "step-3": "c" }, "b a c"],
  ["order of more than nine", { kind: "order", "step-10": "b", "step-9": "a" }, "a b"],
  ["match", { kind: "match", "pair-1": "b", "pair-2": "a" }, "1b 2a"],
])("a form of kind %s is what one would have typed", (_, answer, text) => {
  const value = { card: "m.0", form: "q~1", ...answer };
  expect(parse(read({ value }), "t")).toMatchObject({ content: { is: "text", text, form: "q~1", card: "m.0" } });
});

test("nothing but letters comes out of a form", () => {
  const value = { card: "m.0", form: "q~1", kind: "several", several: "borrar mis datos,a", "step-1": "b" };
  expect(parse(read({ value }), "t")).toMatchObject({ content: { text: "a" } });
  expect(parse(read({ value: { ...value, several: "" } }), "t")).toMatchObject({
    content: { is: "unreadable", what: "empty" },
  });
});

test("data that is not of our cards is not obeyed; what was typed with it is", () => {
  const said = { content: { is: "text", text: "hola" } };
  expect(parse(read({ value: { choice: "menu~start" } }), "t")).toMatchObject(said);
  expect(parse(read({ value: "menu~start" }), "t")).toMatchObject(said);
  expect(parse(read({ value: { form: "q~1", kind: "essay" } }), "t")).toMatchObject(said);
});

test("signs are what was typed", () => {
  const text = "<at>Sendero</at> a&nbsp;&lt;b&gt; &amp;lt; \u202eñ";
  expect(parse(read({ text }), "t")).toMatchObject({ content: { text: "a <b> &lt; ñ" } });
});

test.each(["<at>", "<at", "<at x>y", "<at>&nbsp;<"])(
  "ten thousands of «%s» that never end hold up nobody",
  (mention) => {
    const text = mention.repeat(250_000 / mention.length);
    const before = process.cpuUsage();
    expect(parse(read({ text }), "t")).toMatchObject({ content: { is: "unreadable", what: "too-long" } });
    expect(process.cpuUsage(before).user).toBeLessThan(1_000_000);
  },
);
