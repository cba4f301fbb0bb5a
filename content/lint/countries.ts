import { topics } from "../country.ts";
import { limits } from "../limits.ts";
import type { Course, Module } from "../schema.ts";
import { type Fault, faultAt, within } from "./fault.ts";
import { tooLong } from "./lengths.ts";
import { cardAt, countriesIn, type LocatedCountry, lessonsIn } from "./located.ts";

/** What the unit of a country holds, so that any two can be studied, examined and compared alike. */
const least = { lessons: 5, cases: 1, items: 12 } as const;

/** A country's facts are said once, can be checked, are taught by its unit, and quoted by names that exist. */
export function countries(course: Course): Fault[] {
  return [
    ...countriesIn(course).flatMap((spot) => [
      ...withoutSource(spot),
      ...lengthsOf(spot),
      ...untaught(spot),
      ...smallUnit(spot),
    ]),
    ...unknownSlots(course),
    ...missing(course),
  ];
}

function withoutSource(spot: LocatedCountry): Fault[] {
  const { facts, helplines } = spot.country;
  return [
    ...topics
      .filter((topic) => facts[topic].sources.length === 0 && !facts[topic].confirm)
      .map((topic) =>
        faultAt(within(spot, `.${topic}`), `«${topic}» no tiene fuente; cítela, o ponga «confirm: true»`),
      ),
    ...helplines
      .filter(({ sources }) => sources.length === 0)
      .map(({ number }) =>
        faultAt(within(spot, ".helplines"), `la línea ${number} no tiene fuente; sin ella no se publica`),
      ),
  ];
}

function lengthsOf(spot: LocatedCountry): Fault[] {
  const { facts, route } = spot.country;
  return [
    ...topics.flatMap((topic) => [
      ...tooLong(within(spot, `.${topic}`), `«short» de «${topic}»`, facts[topic].short, limits.row),
      ...tooLong(within(spot, `.${topic}`), `«text» de «${topic}»`, facts[topic].text, limits.fact),
    ]),
    ...route.flatMap(({ id, who, what }) => [
      ...tooLong(within(spot, `/${id}.who`), "a quién se llama", who, limits.title),
      ...tooLong(within(spot, `/${id}.what`), "lo que se le pide", what, limits.step),
    ]),
  ];
}

/** A fact is taught when a card of the unit quotes it. */
function untaught(spot: LocatedCountry): Fault[] {
  const { facts, holds, route } = spot.country;
  const cards = spot.module.lessons.filter(({ id }) => holds.includes(id)).flatMap((lesson) => lesson.cards);
  const quoted = (text: string) => cards.some((card) => card.text.includes(text));
  const untold = topics
    .filter((topic) => topic !== "helpline" && !quoted(facts[topic].text))
    .map((topic) => faultAt(within(spot, `.${topic}`), `ninguna tarjeta de la unidad dice «{{${topic}}}»`));
  const routed = quoted(route[0]?.what ?? "");
  return routed
    ? untold
    : [...untold, faultAt(within(spot, ".route"), "ninguna tarjeta de la unidad dice «{{route}}»")];
}

function smallUnit(spot: LocatedCountry): Fault[] {
  const { lessons, cases, evaluation }: Module = spot.module;
  const held = (list: readonly { id: string }[]) => list.filter(({ id }) => spot.country.holds.includes(id)).length;
  const counts = [
    { what: "lecciones", count: held(lessons), most: least.lessons },
    { what: "casos", count: held(cases), most: least.cases },
    { what: "reactivos", count: held(evaluation), most: least.items },
  ];
  return counts
    .filter(({ count, most }) => count < most)
    .map(({ what, count, most }) => faultAt(spot, `la unidad tiene ${count} ${what}; lleva al menos ${most}`));
}

/** A name in double braces that no fact answers to stays on the card as it was written. */
function unknownSlots(course: Course): Fault[] {
  return lessonsIn(course).flatMap((spot) =>
    spot.lesson.cards.flatMap((card) =>
      [...card.text.matchAll(/\{\{(.*?)\}\}/g)].map(([slot]) =>
        faultAt(cardAt(spot, card), `no existe el dato «${slot}»; los hay: ${topics.join(", ")}, route, helplines`),
      ),
    ),
  );
}

/** Where one module has countries, every country of the course has its unit there. */
function missing(course: Course): Fault[] {
  return course.modules
    .filter((module) => module.countries.length > 0)
    .flatMap((module) =>
      course.countries
        .filter((code) => !module.countries.some((country) => country.code === code))
        .map((code) =>
          faultAt(
            { file: "course.yaml", at: `${course.id}.countries:${code}` },
            `«${code}» no tiene unidad en ${module.id}`,
          ),
        ),
    );
}
