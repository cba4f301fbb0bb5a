import type { Country, Fact } from "../../content/country.ts";
import { topics } from "../../content/country.ts";
import type { Question } from "../../content/question.ts";
import { quoting } from "../../content/quoting.ts";
import type { Course, Lesson, Module } from "../../content/schema.ts";

/** The tiny course with a unit for each of three countries: a lesson that quotes its facts, and two items. */
export function withCountries(course: Course): Course {
  const modules = course.modules.map((module) => made.reduce(withCountry, module));
  return { ...course, countries: made.map(({ code }) => code), modules };
}

const made = [
  country("GT", "Guatemala", "la Procuraduría General de la Nación"),
  country("HN", "Honduras", "la SENAF"),
  country("MX", "México", "la Procuraduría de Protección"),
];

function country(code: string, name: string, lead: string): Country {
  const facts = Object.fromEntries(topics.map((topic) => [topic, factOf(topic, name)]));
  const id = `m01-${code.toLowerCase()}`;
  return {
    code,
    name,
    also: [],
    checked: "2026-11-22",
    facts: { ...allOf(facts), lead: { ...factOf("lead", name), short: lead, text: `En ${name} rige ${lead}.` } },
    route: ["a", "b", "c"].map((step) => ({
      id: step,
      who: `${lead} (${step})`,
      what: `avise a quien sigue en ${name}.`,
    })),
    helplines: [],
    steps: [`${id}-ley`],
    holds: [`${id}-ley`, `${id}-e1`, `${id}-e2`],
  };
}

function allOf(facts: Record<string, Fact>): Country["facts"] {
  const of = (topic: string) => facts[topic] ?? factOf(topic, "");
  return {
    childhood: of("childhood"),
    lead: of("lead"),
    levels: of("levels"),
    migration: of("migration"),
    authority: of("authority"),
    refuge: of("refuge"),
    statelessness: of("statelessness"),
    protocol: of("protocol"),
    guarantee: of("guarantee"),
    helpline: of("helpline"),
  };
}

function factOf(topic: string, name: string): Fact {
  const sources = [{ source: "cdn", place: "art. 3.1" }];
  return {
    short: `${topic} de ${name}`,
    text: `Lo que ${name} dice de ${topic}.`,
    also: [],
    sources,
    confirm: topic === "refuge",
  };
}

function withCountry(module: Module, added: Country): Module {
  const [lessonId = "", ...items] = added.holds;
  const id = `${module.id}-${added.code.toLowerCase()}`;
  return {
    ...module,
    countries: [...module.countries, added],
    units: [...module.units, { id, title: added.name, steps: added.steps, country: added.code }],
    lessons: [...module.lessons, lessonOf(lessonId, added)],
    evaluation: [
      ...module.evaluation,
      ...items.map((item) => ({
        ...askAbout(item, added),
        objective: module.objectives[0]?.id ?? "",
        difficulty: "easy" as const,
        lesson: lessonId,
        scenario: false,
      })),
    ],
  };
}

function lessonOf(id: string, { name, ...added }: Country): Lesson {
  const written: Lesson = {
    id,
    title: `Quién protege en ${name}`,
    objectives: ["m01-o1"],
    minutes: 2,
    language: "es",
    cards: [
      { id: "quien", title: "Quién", text: "{{lead}} Téngalo a mano.", sources: [] },
      { id: "refugio", title: "Refugio", text: "{{refuge}}", sources: [] },
      { id: "orden", title: "En qué orden", text: "{{route}}", sources: [] },
    ],
    checks: [askAbout(`${id}-q1`, { name, ...added })],
  };
  return quoting(written, { name, ...added });
}

function askAbout(id: string, { name, facts }: Country): Extract<Question, { kind: "single" }> {
  const wrong = { right: false, why: "No es quien rige." };
  return {
    id,
    kind: "single",
    ask: `¿Quién rige la protección en ${name}?`,
    options: [
      { id: "a", text: "El consulado más cercano", ...wrong },
      { id: "b", text: facts.lead.short, right: true, why: "Así lo dice su ley." },
      { id: "c", text: "La policía de fronteras", ...wrong },
    ],
    explanation: facts.lead.text,
    sources: [{ source: "cdn", place: "art. 3.1" }],
  };
}
