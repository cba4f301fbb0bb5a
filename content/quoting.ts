import { type Country, type Fact, topics } from "./country.ts";
import type { Citation } from "./fields.ts";
import type { Card, Lesson } from "./schema.ts";

/** A lesson with the facts of its country in place of `{{childhood}}`, `{{route}}`, `{{helplines}}`. */
export function quoting(lesson: Lesson, country: Country): Lesson {
  return { ...lesson, cards: lesson.cards.map((card) => quotingCard(card, country)) };
}

interface Quote {
  readonly text: string;
  readonly sources: readonly Citation[];
  readonly checked: string;
  readonly confirm: boolean;
}

const slot = /\{\{(\w+)\}\}/g;

function quotingCard(card: Card, country: Country): Card {
  const quotes = [...card.text.matchAll(slot)].flatMap(([, name = ""]) => quoteOf(name, country) ?? []);
  if (quotes.length === 0) return card;
  return {
    ...card,
    text: card.text.replace(slot, (written, name: string) => quoteOf(name, country)?.text ?? written),
    sources: distinct([...card.sources, ...quotes.flatMap(({ sources }) => sources)]),
    verified: {
      on: earliest(quotes.map(({ checked }) => checked)),
      confirm: quotes.some(({ confirm }) => confirm),
    },
  };
}

/** What stands for a name in a card; undefined for a name that no country has, which lint reports. */
function quoteOf(name: string, country: Country): Quote | undefined {
  const { checked } = country;
  if (name === "route") {
    return { text: routeText(country), sources: [], checked, confirm: true };
  }
  if (name === "helplines" && country.helplines.length > 0) return numbersOf(country);
  const topic = name === "helplines" ? "helpline" : topics.find((one) => one === name);
  const fact: Fact | undefined = topic && country.facts[topic];
  return fact && { ...fact, checked };
}

/** Whom to call, in order, one to a line. */
export function routeText({ route }: Country): string {
  return route.map(({ who, what }, index) => `${index + 1}. **${who}**: ${what}`).join("\n");
}

function numbersOf({ helplines, checked }: Country): Quote {
  const rows = helplines.map(
    ({ number, name, hours }) => `- **${number}**: ${[name, hours].filter(Boolean).join(", ")}`,
  );
  return {
    text: rows.join("\n"),
    sources: helplines.flatMap(({ sources }) => sources),
    checked: earliest([checked, ...helplines.map((one) => one.checked)]),
    confirm: false,
  };
}

function earliest(days: readonly string[]): string {
  return days.toSorted()[0] ?? "";
}

function distinct(citations: readonly Citation[]): Citation[] {
  return citations.filter(
    (one, index) => index === citations.findIndex(({ source, place }) => source === one.source && place === one.place),
  );
}
