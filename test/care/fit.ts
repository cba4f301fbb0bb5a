import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readCourse } from "../../content/load.ts";
import { coursePassages } from "../../content/search/course-passages.ts";
import { matters } from "../../dialogs/care/likelihood.ts";
import { concernByRule } from "../../dialogs/care/recognise.ts";
import { signsIn } from "../../dialogs/care/signs.ts";
import { type Example, learn } from "./learn.ts";
import { type MessageSet, messagesIn, untouched } from "./messages.ts";

/**
 * `npm run care:fit`: the weights of `content/care/weights.json`, from the labelled messages but those of `test.txt` and
 * the newest, and from a share of what people ask of the course.
 */
const sets: readonly MessageSet[] = ["train", "later", "last", "round-1", "round-2", "more"];
/** One in so many of the wordings of the course, which are thousands. */
const share = 16;

const folder = fileURLToPath(new URL("../../content/courses/ninez-migrante", import.meta.url));
const { courses } = await readCourse(folder);
const asked = courses
  .flatMap((course) => coursePassages(course))
  .filter(({ kind }) => kind === "faq" || kind === "glossary" || kind === "lesson" || kind === "country")
  .flatMap(({ names }) => names)
  .filter((name) => concernByRule(name) === undefined)
  .filter((_, index) => index % share === 0);

const labels = new Map<string, number>(matters.map((matter, number) => [matter, number]));
labels.set("course", 0).set("chat", 0);
const messages = sets.flatMap(messagesIn).filter(({ label }) => label !== "case");
const examples: Example[] = [
  ...messages.map(({ text, label }) => ({ signs: signsIn(text), matter: labels.get(label) ?? 0 })),
  ...asked.map((text) => ({ signs: signsIn(text), matter: 0 })),
];
const weights = [...learn(examples)]
  .filter(([, each]) => each.some((weight) => Math.abs(weight) >= 10))
  .toSorted(([one], [other]) => (one < other ? -1 : 1));
const written = Object.fromEntries(weights.map(([sign, each]) => [sign, each.join(" ")]));
const file = new URL("../../content/care/weights.json", import.meta.url);
writeFileSync(file, `${JSON.stringify(written, undefined, 2)}\n`);
console.log(`${examples.length} messages, ${weights.length} signs; left for measuring: ${untouched.join(", ")}`);
