import { readdir, readFile } from "node:fs/promises";
import { describe, expect, test } from "@jest/globals";
import { bubbles } from "../../bots/whatsapp/bubbles.ts";
import { render } from "../../bots/whatsapp/render.ts";
import type { Option, Reply } from "../../dialogs/types.ts";
import { wordsIn } from "../../dialogs/words.ts";
import { replay } from "../transcript.ts";
import { lost, refused } from "./said.ts";

const say = wordsIn("es");
const options = (...labels: string[]): Option[] => labels.map((label, index) => ({ id: `q~${index}`, label }));
const of = (reply: Partial<Reply>): Reply => ({ text: "", options: [], ...reply });
const shown = (...replies: Partial<Reply>[]) =>
  bubbles(replies.map(of), say).map((reply) => render(reply, say, reply.image && { id: "9" }));
const long = "palabra ".repeat(140).trim();
const picture = { file: "mapa.svg", alt: "Un mapa" };

describe("examples", () => {
  test("text, a picture and short options are one message with buttons", () => {
    expect(
      shown({ text: "**Hola**" }, { text: "Vea:", image: picture }, { text: "¿Sigue?", options: options("Sí", "No") }),
    ).toEqual([
      {
        type: "interactive",
        interactive: {
          type: "button",
          header: { type: "image", image: { id: "9" } },
          body: { text: "*Hola*\n\nVea:\n\n¿Sigue?" },
          action: { buttons: [button("q~0", "Sí"), button("q~1", "No")] },
        },
      },
    ]);
  });

  test("more than three options are a list", () => {
    const rows = ["Uno", "Dos", "Tres", "Cuatro"].map((title, index) => ({ id: `q~${index}`, title }));
    expect(shown({ text: "Elija", options: options("Uno", "Dos", "Tres", "Cuatro") })).toEqual([
      {
        type: "interactive",
        interactive: {
          type: "list",
          body: { text: "Elija" },
          action: { button: "Ver opciones", sections: [{ title: "Opciones", rows }] },
        },
      },
    ]);
  });

  test("a way elsewhere has its own words beside lettered answers", () => {
    const labels = ["Le pide a la tía los documentos", "Se presenta y les ofrece agua"];
    const beside = { id: "ask~check~q~go", label: "Ver la lección" };
    expect(shown({ text: "¿Qué hace?", options: [...options(...labels), beside] })).toMatchObject([
      {
        interactive: {
          body: { text: `¿Qué hace?\n\na) ${labels[0]}\nb) ${labels[1]}` },
          action: { buttons: [button("q~0", "a"), button("q~1", "b"), button("ask~check~q~go", "Ver la lección")] },
        },
      },
    ]);
  });

  test("long options stand in the text, and the buttons carry their letters", () => {
    const labels = ["Le pide a la tía los documentos", "Se presenta y les ofrece agua"];
    expect(shown({ text: "¿Qué hace?", options: options(...labels) })).toMatchObject([
      {
        interactive: {
          type: "button",
          body: { text: `¿Qué hace?\n\na) ${labels[0]}\nb) ${labels[1]}` },
          action: { buttons: [button("q~0", "a"), button("q~1", "b")] },
        },
      },
    ]);
  });

  test("four long options are lettered rows that describe them", () => {
    const labels = [1, 2, 3, 4].map((number) => `La opción número ${number}, que es larga`);
    const [message] = shown({ text: "¿Cuál?", options: options(...labels) });
    const row = { id: "q~3", title: "d", description: labels[3] };
    expect(message).toMatchObject({
      interactive: { type: "list", action: { sections: [{ rows: [{}, {}, {}, row] }] } },
    });
  });

  test("labels that are alike are told apart by letters", () => {
    expect(shown({ text: "¿?", options: options("Sí", "Sí") })).toMatchObject([
      {
        interactive: {
          body: { text: "¿?\n\na) Sí\nb) Sí" },
          action: { buttons: [{ reply: { title: "a" } }, { reply: { title: "b" } }] },
        },
      },
    ]);
  });

  test("what no list holds is numbered, and typed", () => {
    const labels = Array.from({ length: 20 }, (_, index) => `País ${index + 1}`);
    expect(shown({ text: "¿Dónde?", options: options(...labels) })).toEqual([
      text(`¿Dónde?\n\n${labels.map((label, index) => `${index + 1}. ${label}`).join("\n")}\n\n_Escriba el número._`),
    ]);
  });

  test("a question too long for buttons is typed, in one message", () => {
    const [message, ...more] = shown({ text: `${long}`, options: options("Sí", "No") });
    expect(more).toEqual([]);
    expect(message).toEqual(text(`${long}\n\na) Sí\nb) No\n\n_Escriba la letra de su respuesta._`));
  });

  test("two messages do not become one that costs the buttons", () => {
    expect(shown({ text: long }, { text: "¿Sigue?", options: options("Sí", "No") })).toMatchObject([
      { type: "text" },
      { type: "interactive" },
    ]);
  });

  test("a picture with a list of options is answered by typing", () => {
    expect(shown({ text: "¿?", image: picture, options: options("A", "B", "C", "D") })).toMatchObject([
      {
        type: "image",
        image: { id: "9", caption: "¿?\n\na) A\nb) B\nc) C\nd) D\n\n_Escriba la letra de su respuesta._" },
      },
    ]);
  });

  test("a picture and more text than it carries come apart", () => {
    expect(shown({ text: long, image: picture }).map(({ type }) => type)).toEqual(["image", "text"]);
  });

  test("a text beyond every limit is parted between paragraphs, its options with the last", () => {
    const paragraphs = Array.from({ length: 9 }, (_, index) => `${index} ${long}`);
    const said = shown({ text: paragraphs.join("\n\n"), options: options("Sí", "No") });
    const bodies = said.map((body) => (body.type === "text" ? body.text.body : ""));
    expect(said.length).toBe(3);
    expect(bodies.join("\n\n")).toContain(paragraphs.join("\n\n"));
    expect(bodies.at(-1)).toContain("a) Sí\nb) No");
  });

  test("what says nothing is no message", () => {
    expect(shown({ text: " " }, { text: "" })).toEqual([]);
  });
});

const folder = new URL("../transcripts/", import.meta.url);
const transcripts = (await readdir(folder)).filter((name) => name.endsWith(".chat"));

test.each(transcripts)("everything of %s is said on WhatsApp, within its limits", async (name) => {
  let turns = 0;
  await replay(await readFile(new URL(name, folder), "utf8"), ({ learner }, { replies }) => {
    const words = wordsIn(learner.language);
    const merged = bubbles(replies, words);
    const bodies = merged.map((reply) => render(reply, words, reply.image && { id: "9" }));
    expect(bodies.flatMap(refused)).toEqual([]);
    expect(merged.length).toBeLessThanOrEqual(replies.length);
    expect(lost(replies, bodies)).toEqual([]);
    turns += 1;
  });
  expect(turns).toBeGreaterThan(0);
});

function button(id: string, title: string) {
  return { type: "reply", reply: { id, title } };
}

function text(body: string) {
  return { type: "text", text: { body, preview_url: false } };
}
