import type { Course } from "../../../content/schema.ts";
import type { Column, Table } from "../../../dialogs/coordinator/table.ts";
import type { Listed } from "../../roster/roster.ts";
import { mark, markLength } from "../track.ts";
import { average, averagePercent, count, percent, share } from "./numbers.ts";

/** How far people are in each module. */
export function byModule(course: Course, people: readonly Listed[]): Table {
  const columns: Column[] = [
    { id: "module", is: "module" },
    { id: "people", ...count },
    { id: "started", ...count },
    { id: "finished", ...count },
    { id: "done", ...share },
  ];
  const sums = sumsOf(course, people);
  const here = hereIn(people);
  const rows = course.modules.map(({ id }, index) => {
    const { begun, passed, done } = sums[index] ?? noSums();
    return [id, here.get(id) ?? 0, begun, passed, averagePercent(done, people.length)];
  });
  return { columns, rows };
}

/** How many are at each module and not through the course. */
function hereIn(people: readonly Listed[]): ReadonlyMap<string | undefined, number> {
  const here = new Map<string | undefined, number>();
  for (const { track } of people) if (!track.finished) here.set(track.module, (here.get(track.module) ?? 0) + 1);
  return here;
}

/** Evaluations: by module, or of one. */
export function results(course: Course, people: readonly Listed[], module: string | undefined): Table {
  const columns: Column[] = [
    { id: "module", is: "module" },
    { id: "attempted", ...count },
    { id: "passed", ...count },
    { id: "passRate", ...share },
    { id: "firstTry", ...share },
    { id: "average", ...count },
    { id: "attempts", ...count },
  ];
  const sums = sumsOf(course, people);
  const all = course.modules.map(({ id }, index) => {
    const { tried, passed, firstPassed, scores, attempts } = sums[index] ?? noSums();
    const rates = [percent(passed, tried), percent(firstPassed, tried)];
    return [id, tried, passed, ...rates, average(scores, attempts), average(attempts, tried)];
  });
  return { columns, rows: all.filter(([id]) => module === undefined || id === module) };
}

interface Sums {
  begun: number;
  /** Of percentages. */
  done: number;
  /** Those with an attempt that ended. */
  tried: number;
  passed: number;
  firstPassed: number;
  scores: number;
  attempts: number;
}

function noSums(): Sums {
  return { begun: 0, done: 0, tried: 0, passed: 0, firstPassed: 0, scores: 0, attempts: 0 };
}

/** What stands in everybody's marks, added up by module. */
function sumsOf(course: Course, people: readonly Listed[]): readonly Sums[] {
  const all = course.modules.map(noSums);
  for (const { track } of people) {
    const { marks, steps } = track;
    for (let from = 0; from < marks.length; from += markLength) {
      const of = (which: keyof typeof mark) => marks[from + mark[which]] ?? 0;
      const sums = all[of("module")];
      if (!sums) continue;
      sums.begun += 1;
      sums.done += (100 * of("done")) / Math.max(1, steps[of("module")] ?? 0);
      sums.tried += of("attempts") > 0 ? 1 : 0;
      sums.passed += of("passed");
      sums.firstPassed += of("firstPassed");
      sums.scores += of("scores");
      sums.attempts += of("attempts");
    }
  }
  return all;
}
