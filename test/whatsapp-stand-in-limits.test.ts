import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { z } from "zod";
import { readMessage } from "../bots/whatsapp/stand-in/read-message.ts";

/** What Meta refuses, the stand-in refuses: same code, same kind of words; and nothing that Meta takes. */

const common = { messaging_product: "whatsapp", recipient_type: "individual", to: "+50499990000" };
const body = { text: "¿Qué artículo?" };
const wide = "👩🏽‍🏫";
const text = (length: number) => "ñ".repeat(length);
const emoji = (length: number) => "🌎".repeat(length);

const plain = (words: string) => ({ ...common, type: "text", text: { body: words } });
const interactive = (message: unknown) => ({ ...common, type: "interactive", interactive: message });
const buttons = (...replies: [id: string, title: string][]) =>
  interactive({
    type: "button",
    body,
    action: { buttons: replies.map(([id, title]) => ({ type: "reply", reply: { id, title } })) },
  });
const list = (rows: unknown[], change = {}) =>
  interactive({
    type: "list",
    body,
    action: { button: "Ver opciones", sections: [{ title: "Opciones", rows }] },
    ...change,
  });
const row = (index: number, change = {}) => ({ id: `r${index}`, title: `Opción ${index}`, ...change });
const rows = (count: number) => Array.from({ length: count }, (_, index) => row(index));

function refusal(raw: unknown): string {
  const posted = readMessage(raw);
  if (posted.kind !== "refused") return posted.kind;
  const { code, message, error_data } = posted.error.body.error;
  return `${code} ${error_data?.details ?? message}`;
}

test.each([
  ["text at its longest", plain(text(4096))],
  ["an emoji counts as one, however it is stored", plain(emoji(4096))],
  ["three buttons of twenty", buttons(["a", emoji(20)], ["b", text(20)], [`c${text(255)}`, "Sí"])],
  ["ten rows", list(rows(10))],
  ["rows at their longest", list([row(0, { id: text(200), title: emoji(24), description: emoji(72) })])],
  ["a list with a body of four thousand", list(rows(1), { body: { text: text(4096) } })],
  [
    "a picture above buttons",
    interactive({
      type: "button",
      header: { type: "image", image: { id: "1" } },
      body,
      action: { buttons: [{ type: "reply", reply: { id: "a", title: "A" } }] },
    }),
  ],
  [
    "a link button",
    interactive({
      type: "cta_url",
      body,
      action: { name: "cta_url", parameters: { display_text: "Abrir", url: "https://example.org/a" } },
    }),
  ],
  [
    "a picture with words",
    { ...common, type: "image", image: { link: "https://example.org/a.png", caption: text(1024) } },
  ],
  ["a reply to a message", { ...plain("sí"), context: { message_id: "wamid.1" } }],
  ["a BSUID in place of a phone", { ...plain("sí"), to: undefined, recipient: "US.13491208655302741918" }],
  [
    "a template",
    {
      ...common,
      type: "template",
      template: {
        name: "continue_lesson",
        language: { code: "es" },
        components: [
          {
            type: "button",
            sub_type: "quick_reply",
            index: "0",
            parameters: [{ type: "payload", payload: "continue" }],
          },
        ],
      },
    },
  ],
  ["type left out means text", { ...common, text: { body: "sí" } }],
])("takes %s", (_, raw) => {
  expect(refusal(raw)).toBe("message");
});

test.each([
  ["no JSON", undefined, "100 (#100) Invalid parameter"],
  [
    "no product",
    { ...plain("a"), messaging_product: undefined },
    "100 (#100) The parameter messaging_product is required.",
  ],
  ["nobody to send to", { ...plain("a"), to: undefined }, "100 (#100) The parameter to is required."],
  [
    "a kind that does not exist",
    { ...common, type: "poll" },
    `100 (#100) Param type must be one of {TEXT, INTERACTIVE, IMAGE, VIDEO, DOCUMENT, AUDIO, STICKER, TEMPLATE, REACTION, LOCATION, CONTACTS} - got "poll".`,
  ],
  ["a key that does not exist", { ...plain("a"), texto: "a" }, `100 (#100) Unexpected key "texto".`],
  [
    "an unknown key deep inside",
    interactive({ type: "button", body: { ...body, bold: true }, action: { buttons: [] } }),
    `100 (#100) Unexpected key "bold" on param "interactive['body']".`,
  ],
  [
    "no body",
    interactive({ type: "button", action: { buttons: [] } }),
    "131008 Required parameter is missing: interactive['body']",
  ],
  [
    "a number for words",
    { ...common, type: "text", text: { body: 7 } },
    "100 (#100) Param text['body'] is not valid: Invalid input: expected string, received number.",
  ],
  ["empty text", plain("  "), "100 (#100) The parameter text['body'] is required."],
  ["long text", plain(text(4097)), "100 (#100) Param text['body'] must be at most 4096 characters long."],
  [
    "four buttons",
    buttons(["a", "A"], ["b", "B"], ["c", "C"], ["d", "D"]),
    "131009 Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3",
  ],
  ["no buttons", buttons(), "131009 Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3"],
  ["a long button", buttons(["a", text(21)]), "131009 Button title length invalid. Min length: 1, Max length: 20"],
  ["a blank button", buttons(["a", " "]), "131009 Button title length invalid. Min length: 1, Max length: 20"],
  ["buttons alike", buttons(["a", "Sí"], ["b", "Sí"]), "131009 Button titles must be unique"],
  ["ids alike", buttons(["a", "Sí"], ["a", "No"]), "131009 Button ids must be unique"],
  ["an id with a space at its end", buttons(["a ", "Sí"]), "131009 Button id cannot have leading or trailing spaces"],
  ["a long id", buttons([text(257), "Sí"]), "131009 Button id length invalid. Min length: 1, Max length: 256"],
  ["eleven rows", list(rows(11)), "131009 Total row count exceed max allowed count: 10"],
  ["a long row", list([row(0, { title: text(25) })]), "131009 Row title is too long. Max length is 24"],
  [
    "a long description",
    list([row(0, { description: text(73) })]),
    "131009 Row description is too long. Max length is 72",
  ],
  ["a long row id", list([row(0, { id: text(201) })]), "131009 Row id is too long. Max length is 200"],
  ["rows alike", list([row(0), row(1, { title: "Opción 0" })]), "131009 Row titles must be unique"],
  [
    "a long list button",
    interactive({ type: "list", body, action: { button: text(21), sections: [{ rows: rows(1) }] } }),
    "131009 Button text length invalid. Min length: 1, Max length: 20",
  ],
  [
    "sections without titles",
    interactive({ type: "list", body, action: { button: "Ver", sections: [{ rows: [row(0)] }, { rows: [row(1)] }] } }),
    "131009 Section title is required when there is more than one section",
  ],
  [
    "a long body above buttons",
    interactive({
      type: "button",
      body: { text: text(1025) },
      action: { buttons: [{ type: "reply", reply: { id: "a", title: "A" } }] },
    }),
    "131009 Body text length invalid. Min length: 1, Max length: 1024",
  ],
  [
    "a long header",
    list(rows(1), { header: { type: "text", text: text(61) } }),
    "131009 Header text length invalid. Min length: 1, Max length: 60",
  ],
  [
    "a picture above a list",
    list(rows(1), { header: { type: "image", image: { id: "1" } } }),
    `100 (#100) Param interactive['header']['type'] is not valid: Invalid input: expected "text".`,
  ],
  [
    "a long footer",
    list(rows(1), { footer: { text: text(61) } }),
    "131009 Footer text length invalid. Min length: 1, Max length: 60",
  ],
  [
    "a long caption",
    { ...common, type: "image", image: { id: "1", caption: text(1025) } },
    "100 (#100) Param image['caption'] must be at most 1024 characters long.",
  ],
  [
    "a picture without a file",
    { ...common, type: "image", image: {} },
    "100 (#100) The parameter image['link'] or image['id'] is required.",
  ],
  [
    "a link that is none",
    { ...common, type: "image", image: { link: "/a.png" } },
    "131009 Param image['link'] is not a valid URL",
  ],
  [
    "a long link button",
    interactive({
      type: "cta_url",
      body,
      action: { name: "cta_url", parameters: { display_text: text(21), url: "https://a.org" } },
    }),
    "131009 Display text length invalid. Min length: 1, Max length: 20",
  ],
  [
    "a long reference",
    { ...plain("a"), biz_opaque_callback_data: text(513) },
    "100 (#100) Param biz_opaque_callback_data must be at most 512 characters long.",
  ],
  ["no phone number", { ...plain("a"), to: "ana" }, "131009 Recipient phone number is not valid: ana"],
  ["no BSUID", { ...plain("a"), to: undefined, recipient: "ana" }, "131009 Recipient is not a business-scoped user ID"],
  [
    "a line break in a template",
    {
      ...common,
      type: "template",
      template: {
        name: "a",
        language: { code: "es" },
        components: [{ type: "body", parameters: [{ type: "text", text: "a\nb" }] }],
      },
    },
    "132018 Param text cannot have new-line/tab characters or more than 4 consecutive spaces",
  ],
])("refuses %s", (_, raw, expected) => {
  expect(refusal(raw)).toBe(expected);
});

test("a family emoji counts by its parts", () => {
  expect(refusal(buttons(["a", wide.repeat(5)]))).toBe("message");
  expect(refusal(buttons(["a", wide.repeat(6)]))).toContain("131009 Button title length invalid");
});

test("whatever is posted, there is an answer", () => {
  const types = fc.constantFrom("text", "interactive", "image", "template", "reaction", "poll");
  const parts = { type: types, text: fc.jsonValue(), interactive: fc.jsonValue(), template: fc.jsonValue() };
  const body = fc.record(parts, { requiredKeys: [] }).map((made) => ({ ...common, ...made }));
  fc.assert(fc.property(fc.oneof(fc.jsonValue(), body), (raw) => refusal(raw) !== ""));
});

test("a title is taken up to its twentieth code point and no further, whatever its letters", () => {
  const letter = fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }).filter((one) => one.trim() !== "");
  fc.assert(
    fc.property(fc.array(letter, { minLength: 1, maxLength: 24 }), (all) => {
      const title = all.join("");
      const taken = refusal(buttons(["a", title])) === "message";
      expect(taken).toBe([...title].length <= 20);
    }),
  );
});

const recorded = fileURLToPath(new URL("../../shared/fixtures/whatsapp/outbound.json", import.meta.url));
const renderings = z.object({
  cases: z.array(z.object({ label: z.string(), expected_requests: z.array(z.unknown()) })),
});

describe("renderings of a working system", () => {
  if (!existsSync(recorded)) {
    test.skip(`are not on this machine: ${recorded}`, () => {});
    return;
  }
  const cases = renderings
    .parse(JSON.parse(readFileSync(recorded, "utf8")))
    .cases.filter((one) => one.expected_requests.length);
  test.each(cases.map((one) => [one.label, one.expected_requests] as const))("takes «%s»", (_, requests) => {
    expect(requests.map(refusal)).toEqual(requests.map(() => "message"));
  });
});
