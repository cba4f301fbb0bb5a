import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readCourse } from "../../content/load.ts";
import en from "../../content/locales/en.json" with { type: "json" };
import es from "../../content/locales/es.json" with { type: "json" };
import pt from "../../content/locales/pt.json" with { type: "json" };
import { coursePassages } from "../../content/search/course-passages.ts";
import { partsOf } from "../../content/shown.ts";
import { tellsOfDanger } from "../../dialogs/care/danger.ts";
import { matters } from "../../dialogs/care/likelihood.ts";
import { concernByRule } from "../../dialogs/care/recognise.ts";
import { signsIn } from "../../dialogs/care/signs.ts";
import { type Example, learn } from "./learn.ts";
import { type MessageSet, messagesIn, untouched } from "./messages.ts";

/**
 * `npm run care:fit`: the weights of `content/care/weights.json`, from the labelled messages but those of `test.txt` and
 * the newest, and from a share of what people ask of the course.
 */
const sets: readonly MessageSet[] = [
  "train",
  "later",
  "last",
  "round-1",
  "round-2",
  "round-3",
  "round-4",
  "round-6",
  "round-7",
  "round-8",
  "round-9",
  "round-10",
  "round-11",
  "round-12",
  "round-13",
  "round-14",
  "round-15",
  "round-16",
  "round-18",
  "round-19",
  "round-24",
  "everyday-2",
  "more",
];
const languages = [es, pt, en];

/** In these «what is done when…» is asked as one asks the course, which answers it. */
const general: ReadonlySet<MessageSet> = new Set<MessageSet>([
  "round-8",
  "round-9",
  "round-10",
  "round-11",
  "round-12",
]);

/** One in so many of the wordings of the course, which are thousands. */
const share = 10;

const folder = fileURLToPath(new URL("../../content/courses/ninez-migrante", import.meta.url));
const { courses } = await readCourse(folder);
const asked = courses
  .flatMap((course) => coursePassages(course))
  .filter(({ kind }) => kind === "faq" || kind === "glossary" || kind === "lesson" || kind === "country")
  .flatMap(({ names }) => names)
  .filter((name) => concernByRule(name) === undefined && !tellsOfDanger(name))
  .filter(isSampled);

/** What learners type to go on and to answer: commands, buttons, the beginnings of options. */
const commands = languages.flatMap((one) => Object.values(one.words).flat(2));
const buttons = languages.flatMap((one) => sentencesIn(one)).filter((text) => text.length < 30 && !text.includes("{"));
const options = courses
  .flatMap(({ modules }) => modules)
  .flatMap(({ lessons, cases, evaluation }) => [
    ...[...lessons.flatMap(({ checks }) => checks), ...evaluation]
      .flatMap((one) => partsOf(one))
      .map(({ text }) => text),
    ...cases.flatMap(({ scenes }) => scenes.flatMap(({ decisions }) => decisions.map(({ label }) => label))),
  ]);
const typed = options.filter(isSampled).map((option) => option.split(" ").slice(0, 4).join(" "));
const answers = [...new Set([...commands, ...buttons, ...typed])]
  .filter((text) => text.includes(" ") && concernByRule(text) === undefined)
  .filter(isSampled);

const labels = new Map<string, number>(matters.map((matter, number) => [matter, number]));
labels.set("course", 0).set("chat", 0);
const messages = sets.flatMap((set) => messagesIn(set).filter(({ label }) => label !== "either" || !general.has(set)));
const examples: Example[] = [
  ...messages.map(({ text, label }) => ({ signs: signsIn(text), matter: labels.get(label) ?? 0 })),
  ...[...asked, ...answers].map((text) => ({ signs: signsIn(text), matter: 0 })),
];
const weights = [...learn(examples)]
  .filter(([, each]) => each.some((weight) => Math.abs(weight) >= 16))
  .toSorted(([one], [other]) => (one < other ? -1 : 1));
const written = Object.fromEntries(weights.map(([sign, each]) => [sign, each.join(" ")]));
const file = new URL("../../content/care/weights.json", import.meta.url);
writeFileSync(file, `${JSON.stringify(written, undefined, 2)}\n`);
console.log(`${examples.length} messages, ${weights.length} signs; left for measuring: ${untouched.join(", ")}`);

/** By its own letters, so that what is written beside it changes nothing. */
function isSampled(text: string): boolean {
  return createHash("sha256").update(text).digest().readUInt32BE(0) % share === 0;
}

function sentencesIn({ words: _, ...groups }: typeof es): string[] {
  return Object.values(groups).flatMap((group) =>
    Object.values(group).flatMap((one) => (typeof one === "string" ? [one] : [])),
  );
}
