import { fileURLToPath } from "node:url";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { openCourse } from "../content/open.ts";
import { distance, meant } from "../content/search/distance.ts";
import { excerpt } from "../content/search/excerpt.ts";
import type { Countries } from "../content/search/favour.ts";
import { fold, wordsOf } from "../content/search/fold.ts";
import type { Passage } from "../content/search/passage.ts";
import { type Found, search } from "../content/search/search.ts";
import { typingCost } from "../content/search/typing-cost.ts";
import { withCountries } from "./courses/more-countries.ts";
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

describe("what is not clear is asked, and what is no question costs nothing", () => {
  test("up to three passages are offered, none twice", () => {
    const found = search(real, "que dice la convencion de viena sobre los niños", inHonduras);
    const titles = found.zone === "offer" ? found.passages.map(({ title }) => fold(title)) : [];
    expect(titles.length).toBeGreaterThan(0);
    expect(titles.length).toBeLessThanOrEqual(3);
    expect(new Set(titles).size).toBe(titles.length);
  });

  test.each([
    ["cortafueg", "m01-g-cortafuegos"],
    ["interseccion", "m01-g-interseccionalidad"],
    ["repatri", "m07-g-repatriacion"],
  ])("a term begun is found: «%s»", (begun, id) => {
    const found = search(real, begun, inHonduras);
    const shown = found.zone === "answer" ? [found.passage] : found.zone === "offer" ? found.passages : [];
    expect(shown.map((one) => one.id)).toContain(id);
  });

  test.each(["", "ok", "2", "la b", "que es?", "18", "😀", "y el de la"])("«%s» needs no index", (text) => {
    const untouchable = new Proxy(tiny, {
      get() {
        throw new Error("the course was looked into");
      },
    });
    expect(search(untouchable, text, inHonduras)).toEqual({ zone: "none" });
  });
});

describe("a country is the one that is named, else the learner's own", () => {
  const three = withCountries(tiny);
  const codeOf = (text: string, countries: Countries) => answerOf(search(three, text, countries))?.id;
  test.each([
    ["quien decide el refugio en mexico", { named: ["MX"], own: "HN" }, "MX.refuge"],
    ["quien decide el refugio", { named: [], own: "HN" }, "HN.refuge"],
    ["ente rector", { named: [], own: "GT" }, "GT.lead"],
  ])("«%s» with %j → %s", (text, countries, id) => {
    expect(codeOf(text, countries)).toBe(id);
  });

  test("without either, the tutor does not choose", () => {
    expect(codeOf("quien decide el refugio", { named: [] })).toBeUndefined();
  });
});

describe("two things asked at once", () => {
  const inNicaragua = { named: ["NI"], own: "HN" };

  test("two laws of a country are told together", () => {
    const found = search(real, "en nicaragua q ley rige la migracion y q ley el refugio", inNicaragua);
    expect(answerOf(found)?.id).toBe("m05-f-leyes-ni");
  });

  test("a law and who decides are both offered, and of one thing nothing is joined", () => {
    const found = search(real, "en nicaragua quien ve el refugio y q ley rige la migracion", inNicaragua);
    expect(found.zone === "offer" && found.passages.map(({ id }) => id)).toEqual(["NI.refuge", "NI.migration"]);
    const one = search(real, "q ley de nicaragua rige la migracion y desde cuando", inNicaragua);
    expect(one.zone === "offer" && one.passages.map(({ id }) => id)).not.toEqual(["NI.migration", "NI.refuge"]);
  });

  test("what two names end in belongs to both", () => {
    const found = search(real, "evaluacion o determinacion del interes superior", inHonduras);
    expect(
      found.zone === "none" ? [] : found.zone === "answer" ? [found.passage.id] : found.passages.map(({ id }) => id),
    ).toContain("m09-f-evaluacion-o-determinacion");
  });
});

test("what is told of a year is offered, not answered, to who asks about another", () => {
  const darien = (year: string) => search(real, `cuantos niños pasaron x el darien en ${year}`, inHonduras);
  expect(answerOf(darien("2023"))?.title).toContain("2023");
  expect(answerOf(darien("2024"))?.title).toContain("2024");
  expect(darien("2022").zone).toBe("offer");
});

test("a passage is cut after a sentence or a line, never within one", () => {
  const text = "Primero esto. Después aquello.\n- y esto otro\n- y más";
  expect([60, 45, 30, 13].map((most) => excerpt(text, most))).toEqual([
    text,
    "Primero esto. Después aquello.\n- y esto otro",
    "Primero esto. Después aquello.",
    "Primero esto.",
  ]);
});

describe("slips of a thumb cost less than other letters", () => {
  const anything = Number.POSITIVE_INFINITY;
  test.each([
    ["convencipn", "convencixn"],
    ["conevncion", "cnevoncion"],
    ["convenccion", "convenzcion"],
    ["convencin", "convenon"],
  ])("«%s» is nearer to «convencion» than «%s»", (slip, other) => {
    expect(typingCost(slip, "convencion", anything)).toBeLessThan(typingCost(other, "convencion", anything));
  });

  test("the same word costs nothing, any other something, and too much is endless", () => {
    const word = fc.stringMatching(/^[a-z]{1,12}$/);
    fc.assert(
      fc.property(word, word, (one, other) => {
        expect(typingCost(one, other, anything) === 0).toBe(one === other);
        expect(typingCost(one, other, 0.4)).toBe(one === other ? 0 : anything);
      }),
    );
  });
});

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
