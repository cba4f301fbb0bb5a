import { type Country, topics } from "../country.ts";
import en from "../locales/en.json" with { type: "json" };
import es from "../locales/es.json" with { type: "json" };
import pt from "../locales/pt.json" with { type: "json" };
import { routeText } from "../quoting.ts";
import type { Course, Language, Module } from "../schema.ts";
import type { Passage } from "./passage.ts";
import asked from "./topics.json" with { type: "json" };

const locales = { es, pt, en };

/** What the course knows of each country, asked for by topic and country: «ley de niñez de honduras». */
export function countryPassages(course: Course): Passage[] {
  return course.modules.flatMap((module) =>
    module.countries.flatMap((country) => passagesOf(module, inLanguage(country, course.language), course.language)),
  );
}

const regions = {
  pt: new Intl.DisplayNames(["pt"], { type: "region" }),
  en: new Intl.DisplayNames(["en"], { type: "region" }),
};

/** «México: Refugio», “Mexico: Asylum”: authors write the name in the first language only. */
function inLanguage(country: Country, language: Language): Country {
  return language === "es" ? country : { ...country, name: regions[language].of(country.code) ?? country.name };
}

function passagesOf(module: Module, country: Country, language: Language): Passage[] {
  const words: typeof es = locales[language];
  const { code, checked, name } = country;
  const facts = topics.map((topic) => {
    const { text, also, sources, confirm } = country.facts[topic];
    return { topic, text, also, sources, label: words.topic[topic], verified: { on: checked, confirm } };
  });
  const route = {
    topic: "route" as const,
    text: routeText(country),
    also: [],
    sources: [],
    label: words.countries.route,
  };
  return [...facts, { ...route, verified: { on: checked, confirm: true } }].map(({ label, also, ...told }) => ({
    id: `${code}.${told.topic}`,
    kind: "country" as const,
    title: `${name}: ${label}`,
    names: [...asked[told.topic].map((ways) => `${ways} ${name}`), ...also],
    module: module.id,
    country: code,
    ...told,
    ...lessonThatQuotes(module, country, told.text),
  }));
}

function lessonThatQuotes(module: Module, { holds }: Country, text: string): { lesson?: string } {
  const own = module.lessons.filter(({ id }) => holds.includes(id));
  const lesson = own.find(({ cards }) => cards.some((card) => card.text.includes(text)));
  return lesson ? { lesson: lesson.id } : {};
}
