import { type Country, topics } from "../country.ts";
import es from "../locales/es.json" with { type: "json" };
import { routeText } from "../quoting.ts";
import { type Course, language as languages, type Module } from "../schema.ts";
import type { Passage } from "./passage.ts";
import asked from "./topics.json" with { type: "json" };

/** What the course knows of each country, asked for by topic and country: «ley de niñez de honduras». */
export function countryPassages(course: Course): Passage[] {
  return course.modules.flatMap((module) => module.countries.flatMap((country) => passagesOf(module, country)));
}

function passagesOf(module: Module, country: Country): Passage[] {
  const { code, checked } = country;
  const called = namesOf(country);
  const facts = topics.map((topic) => {
    const { text, sources, confirm } = country.facts[topic];
    return { topic, text, sources, label: es.topic[topic], verified: { on: checked, confirm } };
  });
  const route = { topic: "route" as const, text: routeText(country), sources: [], label: es.countries.route };
  return [...facts, { ...route, verified: { on: checked, confirm: true } }].map(({ topic, label, ...told }) => ({
    id: `${code}.${topic}`,
    kind: "country" as const,
    title: `${country.name}: ${label}`,
    names: called.flatMap((name) => asked[topic].map((words) => `${words} ${name}`)),
    about: called,
    ...told,
    ...lessonThatQuotes(module, country, told.text),
  }));
}

/** Its names in every language, and what else people call it. */
function namesOf({ code, name, also }: Country): string[] {
  const regions = languages.options.map((one) => new Intl.DisplayNames([one], { type: "region" }).of(code) ?? code);
  return [...new Set([name, ...regions, ...also])];
}

function lessonThatQuotes(module: Module, { holds }: Country, text: string): { lesson?: string } {
  const own = module.lessons.filter(({ id }) => holds.includes(id));
  const lesson = own.find(({ cards }) => cards.some((card) => card.text.includes(text)));
  return lesson ? { lesson: lesson.id } : {};
}
