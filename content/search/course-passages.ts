import type { Citation } from "../fields.ts";
import { outline, type Spot } from "../outline.ts";
import type { Course, FaqEntry, GlossaryEntry, Lesson, Source } from "../schema.ts";
import type { Wordings } from "../wordings.ts";
import { countryPassages } from "./country-passages.ts";
import type { Passage } from "./passage.ts";

/** Everything a course can answer with. */
export function coursePassages(course: Course): Passage[] {
  const known = outline(course);
  const modules = course.modules.flatMap((module) => [
    ...module.glossary.map((entry) => ({ ...ofGlossary(entry), module: module.id })),
    ...module.faq.map((entry) => ({ ...ofFaq(entry), module: module.id })),
  ]);
  const steps = [...known.spots.values()].flatMap(ofStep);
  const all = [
    ...course.faq.map(ofFaq),
    ...modules,
    ...countryPassages(course),
    ...steps,
    ...course.sources.map(ofSource),
  ];
  const wordings = course.wordings();
  return all.map((passage) => withWordings(passage, wordings[passage.id]));
}

/** People mix languages: whichever the course is in, an entry is found in all of them. */
function withWordings(passage: Passage, more: Wordings[string] | undefined): Passage {
  return more ? { ...passage, names: [...passage.names, ...more.es, ...more.pt, ...more.en] } : passage;
}

function ofGlossary(entry: GlossaryEntry): Passage {
  const { term, acronym, also, definition } = entry;
  return {
    ...placed(entry),
    kind: "glossary",
    title: acronym ? `${term} (${acronym})` : term,
    text: definition,
    names: [term, ...(acronym ? [acronym] : []), ...also],
  };
}

function ofFaq(entry: FaqEntry): Passage {
  const { question, also, answer, country } = entry;
  const told = { kind: "faq" as const, title: question, text: answer, names: [question, ...also] };
  return { ...placed(entry), ...told, ...(country === undefined ? {} : { country }) };
}

function placed(entry: { id: string; sources: readonly Citation[]; lesson?: string | undefined }) {
  const { id, sources, lesson } = entry;
  return { id, sources, ...(lesson === undefined ? {} : { lesson }) };
}

/** A step by its title, and what its cards or endings say. */
function ofStep(spot: Spot): Passage[] {
  const at = { lesson: spot.id, module: spot.module.id, ...(spot.unit.country ? { country: spot.unit.country } : {}) };
  const { id, title, step } = spot;
  const named: Passage = { ...at, id, kind: "lesson", title, text: "", names: [title], sources: [] };
  if (step.kind === "lesson") return [named, ...ofCards(step.lesson).map((card) => ({ ...card, ...at }))];
  if (step.kind !== "case") return [named];
  const endings = step.case.scenes.flatMap(({ id: scene, debrief }) => (debrief ? [{ scene, debrief }] : []));
  const told = endings.map(({ scene, debrief }) => ({ id: `${id}.${scene}`, title, text: debrief, names: [] }));
  return [named, ...told.map((one) => ({ ...at, ...one, kind: "debrief" as const, sources: step.case.sources }))];
}

function ofCards({ id, cards }: Lesson): Passage[] {
  return cards.map((card) => ({
    id: `${id}.${card.id}`,
    kind: "card",
    title: card.title,
    text: card.text,
    names: [card.title],
    sources: card.sources,
    card: card.id,
    ...(card.verified ? { verified: card.verified } : {}),
  }));
}

function ofSource({ id, short, title, issuer, year, url }: Source): Passage {
  const text = `${title}. ${issuer}, ${year}.\n${url}`;
  return { id: `source.${id}`, kind: "source", title: short, text, names: [short, title], sources: [] };
}
