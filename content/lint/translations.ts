import type { Loaded } from "../load.ts";
import type { Problem } from "../problem.ts";
import type { Question } from "../question.ts";
import type { Course, Module } from "../schema.ts";
import { type Fault, faultAt, type Located } from "./fault.ts";
import { groupsOfIds, type Named } from "./ids.ts";
import { casesIn, questionsIn, sceneAt } from "./located.ts";

/**
 * Translated files whose original was changed since, or that nobody said what they were translated from. They teach what
 * is no longer taught, but keep no course from starting.
 */
export function staleTranslations(loaded: Loaded): Problem[] {
  return loaded.translations.flatMap(({ language, files, from }) =>
    files
      .filter(({ file, original }) => original !== undefined && from[file.slice(3)] !== original)
      .map(({ file }) => {
        const known = from[file.slice(3)] !== undefined;
        const why = known ? "el original cambió desde que se tradujo" : "no consta de qué original se tradujo";
        const message = `${why}; revise y anótelo con «npm run content:translated -- ${language} ${file.slice(3)}»`;
        return { file, line: 1, id: language, message };
      }),
  );
}

/** How much of each module a language has: «pt: m02 53 de 53, m01 0 de 44». What it lacks is taught in the first. */
export function coverage(loaded: Loaded): string[] {
  return loaded.translations.map(({ language, files }) => {
    const modules = Map.groupBy(files, ({ file }) => file.split("/")[1] ?? "");
    const told = [...modules].map(([name, own]) => {
      const there = own.filter(({ original }) => original !== undefined).length;
      return `${name.replace(".yaml", "")} ${there} de ${own.length}`;
    });
    return `${language}, archivos traducidos: ${told.join(", ")}`;
  });
}

/** A translation says the same under the same ids: a learner may change language in the middle of a lesson. */
export function translations(course: Course, loaded: Loaded): Fault[] {
  const [original] = loaded.courses;
  const untitled = course.title[course.language]
    ? []
    : [faultAt({ file: "course.yaml", at: `${course.id}.title` }, `falta el título en «${course.language}»`)];
  if (!original || original === course) return untitled;
  const own = without(original.modules, course);
  const theirs = without(course.modules, original);
  return [...untitled, ...missing(own, theirs), ...extra(own, theirs), ...otherKeys(own, theirs)];
}

/** A course without the modules that two languages share: those are the same in every word. */
function without(shared: readonly Module[], course: Course): Course {
  return { ...course, modules: course.modules.filter((module) => !shared.includes(module)) };
}

function missing(course: Course, original: Course): Fault[] {
  return onlyIn(original, course).map((thing) => faultAt(thing, `falta «${thing.id}», que está en el original`));
}

function extra(course: Course, original: Course): Fault[] {
  return onlyIn(course, original).map((thing) =>
    faultAt(thing, `«${thing.id}» no está en el original; quítelo o agréguelo allá`),
  );
}

/** The outermost things that one course has and another lacks: what is in them goes with them. */
function onlyIn(one: Course, other: Course): Named[] {
  const known = new Set(groupsOfIds(other).flat().map(key));
  return groupsOfIds(one)
    .flat()
    .filter((thing) => !known.has(key(thing)) && (!thing.at.includes("/") || known.has(key(outer(thing)))));
}

function otherKeys(course: Course, original: Course): Fault[] {
  const there = new Map(keysOf(original).map((one) => [key(one), one.answer]));
  return keysOf(course).flatMap((one) => {
    const answer = there.get(key(one));
    return answer === undefined || answer === one.answer ? [] : [faultAt(one, `${one.what} que en el original`)];
  });
}

type Keyed = Located & { readonly answer: string; readonly what: string };

/** What decides: the key of a question, and where a decision leads. */
function keysOf(course: Course): Keyed[] {
  const answers = questionsIn(course).map(({ file, at, question }) => {
    return { file, at, answer: JSON.stringify(answerOf(question)), what: "la respuesta correcta no es la misma" };
  });
  const decisions = casesIn(course).flatMap((spot) =>
    spot.case.scenes.flatMap((scene) =>
      scene.decisions.map(({ id, to, judgement }) => {
        const answer = JSON.stringify([to, judgement]);
        return { ...sceneAt(spot, scene.id, id), answer, what: "la decisión no lleva a lo mismo o no se juzga igual" };
      }),
    ),
  );
  return [...answers, ...decisions];
}

function answerOf(question: Question): unknown {
  switch (question.kind) {
    case "single":
    case "multiple":
      return [question.kind, question.options.flatMap(({ id, right }) => (right ? id : [])).toSorted()];
    case "boolean":
      return question.answer;
    case "number":
      return [question.answer, question.tolerance];
    case "order":
      return question.items.map(({ id }) => id);
    case "text":
    case "match":
      return question.kind;
  }
}

function key({ file, at }: Located): string {
  return `${file} ${at}`;
}

function outer(thing: Located): Located {
  return { file: thing.file, at: thing.at.replace(/\/[^/]*$/, "") };
}
