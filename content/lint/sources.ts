import type { Citation } from "../fields.ts";
import type { Loaded } from "../load.ts";
import type { Course, Source } from "../schema.ts";
import { type Fault, faultAt, type Located, within } from "./fault.ts";
import {
  cardAt,
  casesIn,
  countriesIn,
  faqIn,
  glossaryIn,
  lessonsIn,
  moduleFaqIn,
  practicesIn,
  questionsIn,
  readingsIn,
} from "./located.ts";

/** What is taught can be checked: every claim cites a work of the list, at a place that somebody read. */
export function sources(course: Course, loaded: Loaded): Fault[] {
  const everythingRead = loaded.problems.length === 0;
  return [...unknownCitations(course), ...withoutSource(course), ...(everythingRead ? neverCited(course) : [])];
}

type Citing = Located & { readonly sources: readonly Citation[] };

function citingIn(course: Course): Citing[] {
  return [
    ...lessonsIn(course).flatMap((spot) =>
      spot.lesson.cards.map((card) => ({ ...cardAt(spot, card), sources: card.sources })),
    ),
    ...questionsIn(course).map((spot) => ({ ...spot, sources: spot.question.sources })),
    ...casesIn(course).map((spot) => ({ ...spot, sources: spot.case.sources })),
    ...practicesIn(course).map((spot) => ({ ...spot, sources: spot.practice.sources })),
    ...readingsIn(course).map((spot) => ({ ...spot, sources: [{ source: spot.reading.source, place: "" }] })),
    ...glossaryIn(course).map((spot) => ({ ...spot, sources: spot.entry.sources })),
    ...faqIn(course).map((spot) => ({ ...spot, sources: spot.entry.sources })),
    ...countriesIn(course).flatMap((spot) =>
      [...Object.values(spot.country.facts), ...spot.country.helplines].map(({ sources }) => ({ ...spot, sources })),
    ),
  ];
}

function unknownCitations(course: Course): Fault[] {
  // Of two with one id, the first counts.
  const works = new Map(course.sources.toReversed().map((work) => [work.id, work]));
  return citingIn(course).flatMap((spot) =>
    spot.sources.flatMap((citation) => {
      const message = whyUnknown(citation, works.get(citation.source));
      if (!message) return [];
      const written = [citation.source, citation.place].filter(Boolean).join(" ");
      return [faultAt(within(spot, `.sources:${written}`), message)];
    }),
  );
}

function whyUnknown(citation: Citation, work: Source | undefined): string | undefined {
  if (!work) return `la fuente «${citation.source}» no está en sources.yaml`;
  if (!citation.place || work.places.includes(citation.place)) return undefined;
  return `«${citation.place}» no está entre los «places» de «${work.id}»; léalo y agréguelo, o cite la obra sin lugar`;
}

/** A card may tell a story of its own; a lesson may not. The FAQ about the course itself cites nothing. */
function withoutSource(course: Course): Fault[] {
  const lessons = lessonsIn(course)
    .filter(({ lesson }) => lesson.cards.every((card) => card.sources.length === 0))
    .map((spot) => faultAt(spot, "ninguna tarjeta cita una fuente; ponga al menos una línea «Fuente: …»"));
  const others = [
    ...questionsIn(course).map((spot) => ({ spot, sources: spot.question.sources, what: "la pregunta" })),
    ...casesIn(course).map((spot) => ({ spot, sources: spot.case.sources, what: "el caso" })),
    ...glossaryIn(course).map((spot) => ({ spot, sources: spot.entry.sources, what: "la definición" })),
    ...moduleFaqIn(course).map((spot) => ({ spot, sources: spot.entry.sources, what: "la respuesta" })),
  ].filter((one) => one.sources.length === 0);
  return [...lessons, ...others.map(({ spot, what }) => faultAt(spot, `${what} no tiene fuente; agregue «sources»`))];
}

function neverCited(course: Course): Fault[] {
  const cited = new Set(citingIn(course).flatMap((spot) => spot.sources.map(({ source }) => source)));
  return course.sources
    .filter(({ id }) => !cited.has(id))
    .map(({ id }) => faultAt({ file: "sources.yaml", at: id }, "nadie cita esta fuente; cítela o quítela de la lista"));
}
