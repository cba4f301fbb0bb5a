import { fileURLToPath } from "node:url";
import { describe, expect, test } from "@jest/globals";
import { openCourse } from "../content/open.ts";
import { distance, meant } from "../content/search/distance.ts";
import { fold, wordsOf } from "../content/search/fold.ts";
import type { Passage } from "../content/search/passage.ts";
import { type Found, search } from "../content/search/search.ts";
import { tinyCourse } from "./courses/tiny-course.ts";

const { first: tiny } = await openCourse(tinyCourse);
const { first: real } = await openCourse(fileURLToPath(new URL("../content/courses/ninez-migrante", import.meta.url)));

const inHonduras = { named: [], own: "HN" };
const answerOf = (found: Found) => (found.zone === "answer" ? found.passage : undefined);

/** What stands between bars. */
const said = (table: string) => table.split("|").map((text) => text.trim());

describe("a question is answered by what the course says, however it is typed", () => {
  test.each([
    ...said(`q es el interes superior | ¿Qué es el interés superior? | interes superior | INTERES SUPERIOR DEL NIÑO
      | intéres superor | que significa interes superior? | explicame el interes superior por favor`).map((text) => [
      text,
      "g-interes-superior",
    ]),
    ...said(`q es la cdn | CDN | que es la convencion | convension sobre los derechos del nino
      | la convención sobre los derechos del niño`).map((text) => [text, "g-cdn"]),
    ...said(`q hago si no quiere hablar | que hago si no kiere hablar | no quiere hablar | se queda callado
      | y si no contesta?`).map((text) => [text, "f-no-quiere-hablar"]),
    ...said(`cuanto dura el curso | cuánto dura el curso? | cuantas horas son | kuanto dura el curzo
      | cuanto tiempo lleva`).map((text) => [text, "f-cuanto-dura"]),
    ...said("saludar | que es saludar | la leccion de escuchar | Anotar").map((text) => [
      text,
      fold(text).split(" ").at(-1),
    ]),
  ])("«%s» → %s", (text, id) => {
    expect(answerOf(search(tiny, text ?? "", inHonduras))?.id).toBe(id);
  });
});

describe("what the course does not treat is not answered", () => {
  test.each(
    said(`que es el asilo | cual es la capital de francia | quien gano el mundial | receta de arepas | hola | buenos dias | ok | no
      | si | | ? | 1 | 18 | 😀 | la b | a | que es | el interés bancario | tasa de interes | el interes inferior
      | derechos de los animales | cuanto cuesta el pasaporte | cuanto dura el embarazo | convención de viena
      | la convencion americana | tratado de libre comercio | curso de cocina | que hago | quiero hablar con alguien
      | no quiero | me llamo convencida  | asdfgh qwerty`),
  )("«%s»", (text) => {
    expect(answerOf(search(tiny, text, inHonduras))).toBeUndefined();
  });
});

test("in the real course every entry is found by each of its names, with accents and without", () => {
  const entries = real.modules.flatMap((module) => [
    ...module.glossary.map(({ id, term, acronym, also }) => ({
      id,
      names: [term, ...(acronym ? [acronym] : []), ...also],
    })),
    ...module.faq.map(({ id, question, also }) => ({ id, names: [question, ...also] })),
  ]);
  const course = real.faq.map(({ id, question, also }) => ({ id, names: [question, ...also] }));
  const lost = [...entries, ...course].flatMap(({ id, names }) =>
    names
      .flatMap((name) => [name, `${fold(name).toUpperCase()}??`])
      .map((name) => ({ name, found: answerOf(search(real, name, inHonduras)) }))
      .filter(({ name, found }) => found?.id !== id && !isNamed(name, found))
      .map(({ name, found }) => `${name} → ${found?.id} instead of ${id}`),
  );
  expect(lost).toEqual([]);
});

/** Two modules may define the same word. */
function isNamed(name: string, found: Passage | undefined): boolean {
  return found?.names.some((other) => fold(other) === fold(name)) ?? false;
}

test("a fold leaves letters and digits of any script, without case, accents or signs", () => {
  expect(["¡Niñez  Ágil!", "a\tb\n c", "2️⃣", "ÅÉÏ", "…", "أهلا", "👍🏽"].map(fold)).toEqual([
    ...["ninez agil", "a b c", "2", "aei", "", "اهلا", "👍"],
  ]);
  expect(wordsOf("")).toEqual([]);
});

test("slips of the thumb are forgiven in long words, not in short ones, and never in numbers", () => {
  const forgiven = ["convencion convension", "derechos derehcos", "niño nino", "opinion opinon", "casa caas"];
  const others = ["sol sal", "no si", "1989 1988", "art12 art13", "casa caza mar", "padre madera", "legal ilegales"];
  const pairOf = (text: string) => text.split(" ");
  expect(forgiven.filter((text) => !meant(fold(pairOf(text)[0] ?? ""), fold(pairOf(text)[1] ?? "")))).toEqual([]);
  expect(others.filter((text) => meant(fold(pairOf(text)[0] ?? ""), fold(pairOf(text).slice(1).join(" "))))).toEqual(
    [],
  );
  expect([distance("", ""), distance("a", ""), distance("ab", "ba"), distance("casa", "cosas")]).toEqual([0, 1, 1, 2]);
});
