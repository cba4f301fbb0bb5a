import i18next, { type TFunction } from "i18next";
import en from "../content/locales/en.json" with { type: "json" };
import es from "../content/locales/es.json" with { type: "json" };
import pt from "../content/locales/pt.json" with { type: "json" };
import type { Language } from "../content/schema.ts";
import { nestedQuotes } from "./nested-quotes.ts";
import type { Reply } from "./types.ts";

const locales = { es, pt, en };

/** `menu.title`, `evaluation.intro`…: every sentence of `es.json`, a plural once for all its forms. */
type KeysOf<T> = {
  [K in keyof T & string]: T[K] extends string
    ? WithoutPlural<K>
    : T[K] extends string[]
      ? never
      : `${K}.${KeysOf<T[K]>}`;
}[keyof T & string];
type WithoutPlural<K extends string> = K extends `${infer Stem}_${"one" | "other"}` ? Stem : K;
export type Sentence = KeysOf<Omit<typeof es, "words">>;

/** The bot's own sentences in one language, by key. `count` chooses the plural. */
export type Say = (sentence: Sentence, values?: Readonly<Record<string, string | number>>) => string;

const i18n = i18next.createInstance();
await i18n.init({
  lng: "es",
  fallbackLng: "es",
  resources: { es: { translation: es }, pt: { translation: pt }, en: { translation: en } },
  interpolation: { escapeValue: false },
});

/**
 * i18next finds a sentence once for each plural form; filling it in is left to us. A turn says a dozen sentences, and
 * looking each up anew was a fifth of its cost.
 */
function sayIn(language: Language): Say {
  const find: TFunction = i18n.getFixedT(language);
  const plurals = new Intl.PluralRules(language);
  const found = new Map<string, readonly string[]>();
  return (sentence, values) => {
    const form = values?.count === undefined ? sentence : `${sentence} ${plurals.select(Number(values.count))}`;
    const known = found.get(form);
    // Words and names of values take turns.
    const parts = known ?? find(sentence, { count: values?.count, skipInterpolation: true }).split(/\{\{(\w+)\}\}/);
    if (!known) found.set(form, parts);
    const [first = ""] = parts;
    if (parts.length === 1) return first;
    return parts
      .map((part, index) =>
        index % 2 === 0 ? part : nestedQuotes(parts[index - 1] ?? "", String(values?.[part] ?? "")),
      )
      .join("");
  };
}

const sayings: Record<Language, Say> = { es: sayIn("es"), pt: sayIn("pt"), en: sayIn("en") };

export function wordsIn(language: Language): Say {
  return sayings[language];
}

/** Said when a turn broke: the learner keeps their place and can go on. */
export function apology(language: Language): Reply {
  return { text: wordsIn(language)("not.working"), options: [] };
}

type Lists = typeof es.words;
type Flat = { [K in keyof Lists]: Lists[K] extends string[] ? K : never }[keyof Lists];

/** What people type for something, in every language we speak: learners mix them. */
export function wordList(name: Flat): readonly string[] {
  const known = lists.get(name) ?? [...new Set(Object.values(locales).flatMap((locale) => locale.words[name]))];
  lists.set(name, known);
  return known;
}

/** The same in one language. */
export function wordListIn(language: Language, name: Flat): readonly string[] {
  return locales[language].words[name];
}

const lists = new Map<Flat, readonly string[]>();

/** The same lists turned around: what a typed word stands for. A word in two lists stands for the first. */
export function wordMap<K extends Flat>(names: readonly K[]): ReadonlyMap<string, K> {
  return new Map(names.toReversed().flatMap((name) => wordList(name).map((word) => [word, name] as const)));
}

/** What people type for «the first», «the second»… */
export const ordinals: readonly (readonly string[])[] = es.words.ordinals.map((_, index) =>
  Object.values(locales).flatMap((locale) => locale.words.ordinals[index] ?? []),
);
