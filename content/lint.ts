import { answers } from "./lint/answers.ts";
import { cases } from "./lint/cases.ts";
import { choices } from "./lint/choices.ts";
import { countries } from "./lint/countries.ts";
import { locate, type Rule } from "./lint/fault.ts";
import { ids } from "./lint/ids.ts";
import { images } from "./lint/images.ts";
import { lengths } from "./lint/lengths.ts";
import { markdown } from "./lint/markdown.ts";
import { objectives } from "./lint/objectives.ts";
import { positions } from "./lint/positions.ts";
import { references } from "./lint/references.ts";
import { sources } from "./lint/sources.ts";
import { translations } from "./lint/translations.ts";
import { words } from "./lint/words.ts";
import type { Loaded } from "./load.ts";
import { once, type Problem } from "./problem.ts";

/** What is asked of a course as a whole, and what of each thing in it. */
const ofTheWhole: readonly Rule[] = [ids, references, objectives, sources, countries, translations];
const ofItsParts: readonly Rule[] = [lengths, choices, answers, positions, cases, images, markdown, words];

/** What an author got wrong in a course that could be read. */
export function lint(loaded: Loaded): Problem[] {
  const [original] = loaded.courses;
  const problems = loaded.courses.flatMap((course) => {
    const marks = loaded.marks.get(course.language) ?? [];
    const whole = ofTheWhole.flatMap((rule) => rule(course, loaded));
    // What a translation takes over from the original is the original's to mend.
    const modules = course.modules.filter((module) => course === original || !original?.modules.includes(module));
    const own = modules.length === course.modules.length ? course : { ...course, modules };
    const parts = ofItsParts.flatMap((rule) => rule(own, loaded));
    return [...whole, ...parts].flatMap((fault) => locate(fault, marks));
  });
  return once(problems);
}
