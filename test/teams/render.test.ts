import { readdir, readFile } from "node:fs/promises";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { largestMessage, type Message, render, renderDecided, sizeOf } from "../../bots/bot-framework/render.ts";
import { textBlocks } from "../../bots/bot-framework/text-blocks.ts";
import { plain } from "../../bots/plain.ts";
import type { Reply } from "../../dialogs/types.ts";
import { wordsIn } from "../../dialogs/words.ts";
import { anyReply } from "../contract/channel.ts";
import { replay } from "../transcript.ts";

const setting = { say: wordsIn("es"), publicUrl: "https://sendero.example", id: "m1.0" };
const cardOf = (message: Message) => message.attachments?.[0]?.content;
const options = (...labels: string[]) => labels.map((label, index) => ({ id: `q~x~1~${index}`, label }));

test("a text that is nothing else stays one, in the Markdown that Teams knows", () => {
  expect(render({ text: "**Bien.** Siga.\n\n_CDN, art. 3_", options: [] }, setting)).toEqual({
    type: "message",
    text: "**Bien.** Siga.\n\n_CDN, art. 3_",
    textFormat: "markdown",
  });
});

test("short options are buttons that carry their place and their card", () => {
  const card = cardOf(render({ text: "¿Seguimos?", options: options("Continuar", "Atrás") }, setting));
  expect(card?.version).toBe("1.5");
  expect(card?.actions).toEqual([
    { type: "Action.Submit", title: "Continuar", data: { card: "m1.0", option: "q~x~1~0" }, associatedInputs: "none" },
    { type: "Action.Submit", title: "Atrás", data: { card: "m1.0", option: "q~x~1~1" }, associatedInputs: "none" },
  ]);
});

test("long options are rows, each with the letter that can be typed", () => {
  const long = "Le pide a la tía los documentos de las dos, y la hace esperar";
  const card = cardOf(render({ text: "¿Qué hace?", options: options(long, "Espera") }, setting));
  expect(card?.actions).toBeUndefined();
  expect(card?.body.slice(1)).toMatchObject([
    {
      type: "Container",
      items: [{ text: `**a)** ${long}`, wrap: true }],
      selectAction: { data: { option: "q~x~1~0" } },
    },
    { type: "Container", items: [{ text: "**b)** Espera" }], selectAction: { data: { option: "q~x~1~1" } } },
  ]);
});

test("a way elsewhere stays a button below rows with letters", () => {
  const long = "Le pide a la tía los documentos de las dos, y la hace esperar";
  const beside = { id: "ask~check~q~go", label: "Ver la lección" };
  const reply: Reply = { text: "¿Qué hace?", options: [...options(long, "Espera"), beside] };
  const card = cardOf(render(reply, setting));
  expect(card?.body).toHaveLength(3);
  expect(card?.actions).toMatchObject([{ title: "Ver la lección", data: { option: beside.id } }]);
});

test("more options than Teams has buttons for are numbered rows", () => {
  const card = cardOf(render({ text: "País", options: options(..."abcdefg") }, setting));
  expect(card?.body.at(-1)).toMatchObject({ items: [{ text: "**7)** g" }] });
});

test("a picture is sent as a PNG that Teams can fetch, with its words", () => {
  const image = { file: "tres-pasos.svg", alt: "Tres pasos" };
  expect(cardOf(render({ text: "Mire", options: [], image }, setting))?.body[0]).toMatchObject({
    type: "Image",
    url: "https://sendero.example/media/tres-pasos.png",
    altText: "Tres pasos",
  });
});

test("a decided card keeps what was asked, marks what was chosen, and offers nothing", () => {
  const long = "Le pide a la tía los documentos de las dos, y la hace esperar";
  const reply: Reply = { text: "¿Qué hace?", options: options(long, "Espera") };
  const chosen = cardOf(renderDecided(reply, { option: "q~x~1~1" }, setting));
  expect(JSON.stringify(chosen)).not.toMatch(/Action|selectAction|Input/);
  expect(chosen?.body).toMatchObject([
    { text: "¿Qué hace?" },
    { items: [{ text: `**a)** ${long}` }] },
    { style: "good", items: [{ text: "✓ **b)** Espera" }] },
  ]);
});

test("every line that stands alone is a block; lists stay together; asides and titles look it", () => {
  const blocks = textBlocks("**Título**\n\nUno\nDos\n\n- a\n- b\n\n_CDN, art. 3_");
  expect(blocks.map(({ text }) => text)).toEqual(["Título", "Uno", "Dos", "- a\n- b", "CDN, art. 3"]);
  expect(blocks[0]).toMatchObject({ weight: "bolder" });
  expect(blocks[4]).toMatchObject({ isSubtle: true, size: "small" });
});

test("a card that is too large goes without its fallback, and one that still is becomes text", () => {
  const large = { text: "palabra ".repeat(1500), options: options("Sí") };
  expect(cardOf(render({ ...large, text: "palabra ".repeat(1000) }, setting))?.fallbackText).toBeDefined();
  expect(cardOf(render({ ...large, text: "palabra ".repeat(2000) }, setting))?.fallbackText).toBeUndefined();
  expect(render({ ...large, text: `a\n`.repeat(500) }, setting)).toMatchObject({
    type: "message",
    textFormat: "markdown",
  });
});

describe("every message", () => {
  test("of any reply has at most 25 KB, and cards say in words what they show", () => {
    fc.assert(
      fc.property(anyReply, (reply) => {
        const message = render(reply, setting);
        expect(sizeOf(message)).toBeLessThanOrEqual(largestMessage);
        const card = cardOf(message);
        if (card) expect(card.fallbackText).toBe(plain(reply));
        const [first] = reply.options;
        expect(sizeOf(renderDecided(reply, { option: first?.id ?? "", text: "a" }, setting))).toBeLessThanOrEqual(
          largestMessage,
        );
      }),
    );
  });

  const folder = new URL("../transcripts/", import.meta.url);
  test("of every transcript does, in the learner's language", async () => {
    const names = (await readdir(folder)).filter((name) => name.endsWith(".chat"));
    let seen = 0;
    for (const name of names) {
      await replay(await readFile(new URL(name, folder), "utf8"), ({ learner: { language } }, { replies }) => {
        for (const reply of replies) {
          seen += 1;
          const message = render(reply, { ...setting, say: wordsIn(language) });
          const whole = JSON.stringify(message);
          expect(sizeOf(message)).toBeLessThanOrEqual(largestMessage);
          for (const { id, label } of reply.options) {
            expect(whole).toContain(JSON.stringify(label).slice(1, -1));
            expect(whole).toContain(JSON.stringify(id));
          }
          if (reply.form) expect(whole).toContain(JSON.stringify(reply.form.place));
        }
      });
    }
    expect(seen).toBeGreaterThan(500);
  });
});
