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

const rules: readonly Rule[] = [
  ids,
  references,
  objectives,
  sources,
  lengths,
  choices,
  answers,
  positions,
  cases,
  countries,
  images,
  markdown,
  words,
  translations,
];

/** What an author got wrong in a course that could be read. */
export function lint(loaded: Loaded): Problem[] {
  const problems = loaded.courses.flatMap((course) => {
    const marks = loaded.marks.get(course.language) ?? [];
    const faults = rules.flatMap((rule) => rule(course, loaded));
    return faults.flatMap((fault) => locate(fault, marks));
  });
  return once(problems);
}
