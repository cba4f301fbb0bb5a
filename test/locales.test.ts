import { expect, test } from "@jest/globals";
import { lengthOf } from "../content/limits.ts";
import en from "../content/locales/en.json" with { type: "json" };
import es from "../content/locales/es.json" with { type: "json" };
import pt from "../content/locales/pt.json" with { type: "json" };
import { meant } from "../content/search/distance.ts";
import { fold } from "../content/search/fold.ts";

const locales = { es, pt, en };
const languages = ["es", "pt", "en"] as const;

/** Shown as WhatsApp reply buttons, at most three together: their titles hold 20 characters. */
const buttons = [
  ..."go back next.lesson next.case next.practice next.reading evaluation menu"
    .split(" ")
    .map((key) => `lesson.${key}`),
  ..."practice.done practice.later reading.done".split(" "),
  ..."accept decline back copy withdraw".split(" ").map((key) => `consent.${key}`),
  ..."start later resume goLessons reviewLesson nextModule again".split(" ").map((key) => `evaluation.${key}`),
  ...["check.true", "check.false", "forget.yes", "forget.no", "erasing.recover", "erasing.now", "name.later"],
  ...["check.true", "check.false", "forget.yes", "forget.no", "name.later"],
  ...["withdraw.yes", "withdraw.no"],
  ...["case.repeat", "ask.back", "resting.continue", "menu.continue"],
  ...["passOn.button", "passOn.yes", "passOn.no"],
];

/** Shown as rows of a WhatsApp list, whose titles hold 24. */
const rows = [
  ..."start modules results ask settings help".split(" ").map((key) => `menu.${key}`),
  ..."name country role language privacy back".split(" ").map((key) => `settings.${key}`),
  ..."protection migration consular justice psychosocial shelter organization other"
    .split(" ")
    .map((key) => `role.${key}`),
  ..."enter apply resume mine withdraw leave".split(" ").map((key) => `enrol.${key}`),
  ...["country.other", "application.send", "modules.option", "module.evaluation"],
];

/** What works anywhere: tried before the place hears the input, and with slips of the thumb after it. */
const commands = ["optOut", "menu", "help", "stop", "language", "settings", "results", "modules", "ask", "glossary"];
const wishes = ["next", "back", "repeat", "skip"];

/** Lists that may have words in common, because nothing asks both at once or both lead the same way. */
const mayShare = [
  ["next", "yes"],
  ["next", "true"],
  ["yes", "true"],
  ["no", "false"],
  ["no", "negation"],
  ["none", "negation"],
  ["false", "negation"],
  // «¿cuál es la correcta?»: where nothing is asked, it is asked what they mean.
  ["offCourse", "unclear"],
  ["unclear", "why"],
  // Around an answer they say nothing; alone they do: «ok, la b», «la correcta es la b», «jaja la b».
  ["next", "filler"],
  ["yes", "filler"],
  ["true", "filler"],
  ["question", "filler"],
  ["lost", "filler"],
  // Who is lost is heard first, where there is a way past or help.
  ["lost", "skip"],
  ["lost", "help"],
  // Alone they ask for help; at the end of a message they make it a question.
  ["help", "questionEnd"],
  ["question", "questionEnd"],
  // Who wants messages again says so at a place that hears nothing else.
  ["next", "optIn"],
  ["back", "optIn"],
  // Who waits to be erased is asked nothing that could be denied.
  ["no", "recoverData"],
  // Before the answer it says nothing; before a module's number it tells what is numbered.
  ["filler", "lesson"],
  ["filler", "unit"],
  // Only at a question of a lesson is it asked why.
  ["question", "why"],
  // At the beginning of a message they make it a question; alone they ask about what was told before.
  ["question", "difference"],
].map((pair) => [...pair].sort().join(" and "));

/** Around a wish they are left out, or they only tell which language is written: nobody is asked for them. */
const around = ["agreed", "unlessAgreed", "courtesyBefore", "courtesyAfter", "about", "small", "inLanguage"];

/** Commands that are the same as the label of an option, and lead to the same place. */
const sameAs: Record<string, string> = {
  "settings.name": "changeName",
  "settings.country": "changeCountry",
  "settings.role": "changeRole",
  "lesson.menu": "menu",
  "consent.withdraw": "erase",
  "consent.copy": "myData",
  "erasing.recover": "recoverData",
  "erasing.now": "eraseNow",
  "menu.modules": "modules",
  "menu.results": "results",
  "menu.ask": "ask",
  "menu.settings": "settings",
  "menu.help": "help",
  "settings.language": "language",
  "enrol.enter": "enrol",
  "enrol.apply": "enrol",
  "enrol.mine": "application",
  "enrol.withdraw": "withdraw",
  "enrol.leave": "withdraw",
};

/** Every list by its name, of all languages together, as the engine knows it. */
const merged = new Map<string, string[]>();
for (const [name, words] of languages.flatMap(listsOf))
  merged.set(name, [...new Set([...(merged.get(name) ?? []), ...words])]);

test("every language has the same keys, with the same placeholders", () => {
  const shape = (language: Language) =>
    Object.entries(sentences(language)).map(([key, text]) => [key, ...placeholders(text)].join(" "));
  expect(shape("pt")).toEqual(shape("es"));
  expect(shape("en")).toEqual(shape("es"));
});

test("every language has the same lists of words", () => {
  const names = (language: Language) => listsOf(language).map(([name]) => name);
  expect(names("pt")).toEqual(names("es"));
  expect(names("en")).toEqual(names("es"));
  expect(names("es")).toContain("ordinal 6");
});

test.each(languages)("nothing is empty in %s", (language) => {
  expect(keysWhere(language, (text) => text.trim() === "")).toEqual([]);
  expect(listsOf(language).filter(([, words]) => words.length === 0)).toEqual([]);
});

test("Portuguese and English are translated", () => {
  const written = sentences("es");
  const long = (text: string) => text.replace(/\{\{\w+\}\}/g, "").length > 30;
  const same = (language: Language) => keysWhere(language, (text, key) => long(text) && text === written[key]);
  expect(same("pt")).toEqual([]);
  expect(same("en")).toEqual([]);
});

test.each(languages)("%s speaks of people with respect, and does not shout", (language) => {
  expect(keysWhere(language, (text) => /menores|minors|ilega|illegal/i.test(text))).toEqual([]);
  expect(keysWhere(language, (text) => /!\s*!|¡\s*¡/.test(text))).toEqual([]);
});

test.each(languages)("every label of an option fits on WhatsApp in %s", (language) => {
  const lengths = (key: string) => lengthOf((sentences(language)[key] ?? "").replace(/\{\{\w+\}\}/g, "10"));
  expect(buttons.filter((key) => lengths(key) < 1 || lengths(key) > 20)).toEqual([]);
  expect(rows.filter((key) => lengths(key) < 1 || lengths(key) > 24)).toEqual([]);
});

test.each(languages)("words are written as they are compared in %s: folded, or a sign", (language) => {
  const sign = /^(?:\p{Extended_Pictographic}|\?+)$/u;
  expect(listed(language, (word) => word !== fold(word) && !sign.test(word))).toEqual([]);
  expect(listed(language, (word) => word === "")).toEqual([]);
});

test.each(languages)("no list says a word twice in %s", (language) => {
  const twice = listsOf(language).flatMap(([name, words]) =>
    words.filter((word, index) => words.indexOf(word) !== index).map((word) => `${name}: ${word}`),
  );
  expect(twice).toEqual([]);
});

test.each(languages)("the letters of options are no words in %s, but «f» for false", (language) => {
  expect(listed(language, (word) => /^[a-h]$/.test(word)).filter((found) => found !== "false: f")).toEqual([]);
});

test("what means something else in another of our languages stands in no list", () => {
  expect(["e", "o", "a", "no", "nao", "not"].filter((word) => all("filler").includes(word))).toEqual([]);
  // «Para» is «stops» in Spanish and Portuguese, and «for» in both.
  expect(all("stop")).not.toContain("para");
  // «Legal» and «visto» are «fine» and «seen», and may be answers of a course on the law and on visas.
  expect(
    ["legal", "visto", "lei", "retorno"].filter((word) => wishes.some((name) => all(name).includes(word))),
  ).toEqual([]);
});

test("no word has two meanings, in all languages together", () => {
  const names = [...merged.keys()].filter((name) => !around.includes(name));
  const clashes = names.flatMap((name, index) =>
    names.slice(index + 1).flatMap((other) => {
      if (mayShare.includes([name, other].sort().join(" and "))) return [];
      return all(name)
        .filter((word) => all(other).includes(word))
        .map((word) => `${word}: ${name} and ${other}`);
    }),
  );
  expect(clashes).toEqual([]);
});

test("a greeting is not taken for a command with a slip in it", () => {
  const taken = all("hello").flatMap((greeting) =>
    commands.flatMap((name) =>
      all(name)
        .filter((word) => word.length > 3 && meant(greeting, word))
        .map((word) => `${greeting}: ${name} «${word}»`),
    ),
  );
  expect(taken).toEqual([]);
});

test.each(languages)("a label typed out is no command that leads elsewhere in %s", (language) => {
  const misled = [...buttons, ...rows].flatMap((key) => {
    const label = fold(sentences(language)[key] ?? "");
    return commands
      .filter((name) => all(name).includes(label) && sameAs[key] !== name)
      .map((name) => `${key}: ${name}`);
  });
  expect(misled).toEqual([]);
  expect(
    Object.entries(sameAs).filter(([key, name]) => !all(name).includes(fold(sentences(language)[key] ?? ""))),
  ).toEqual([]);
});

test.each(languages)("every word that %s tells people to type is understood", (language) => {
  const understood = new Set([...commands, ...wishes].flatMap(all));
  // What staff are told to type is read at the desk, and tried there.
  const told = Object.entries(sentences(language))
    .filter(([key]) => !key.startsWith("desk."))
    .flatMap(([, text]) => [...text.matchAll(/_(\p{L}+)_/gu)].map(([, word]) => word ?? ""));
  expect(told.length).toBeGreaterThan(10);
  expect(told.filter((word) => !understood.has(fold(word)))).toEqual([]);
});

type Language = (typeof languages)[number];
interface Tree {
  readonly [key: string]: string | Tree;
}

/** The sentences of a language by their keys: all but the lists of words. */
function sentences(language: Language): Record<string, string> {
  const { words: _, ...spoken } = locales[language];
  return Object.fromEntries(leaves(spoken, []));
}

function leaves(tree: Tree, path: readonly string[]): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[[...path, key].join("."), value]] : leaves(value, [...path, key]),
  );
}

function keysWhere(language: Language, holds: (text: string, key: string) => boolean): string[] {
  return Object.entries(sentences(language)).flatMap(([key, text]) => (holds(text, key) ? [key] : []));
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{\w+\}\}/g)].map(([found]) => found).sort();
}

/** The lists of a language by name; each ordinal is a list of its own. */
function listsOf(language: Language): [string, string[]][] {
  const { ordinals, ...lists } = locales[language].words;
  return [
    ...Object.entries(lists),
    ...ordinals.map((words, index): [string, string[]] => [`ordinal ${index + 1}`, words]),
  ];
}

function listed(language: Language, holds: (word: string) => boolean): string[] {
  return listsOf(language).flatMap(([name, words]) => words.filter(holds).map((word) => `${name}: ${word}`));
}

function all(name: string): readonly string[] {
  return merged.get(name) ?? [];
}
