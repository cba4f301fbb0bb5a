import type { Grouping } from "../../../dialogs/coordinator/query.ts";
import type { Cell, Column, Table } from "../../../dialogs/coordinator/table.ts";
import type { Listed } from "../../roster/roster.ts";
import type { Sight } from "../sight.ts";
import { isActive, isAtRisk, type Moment } from "../standing.ts";
import { average, averagePercent, count, percent, share } from "./numbers.ts";

const figures: readonly Column[] = [
  { id: "people", ...count },
  { id: "started", ...count },
  { id: "active", ...count },
  { id: "risk", ...count },
  { id: "finished", ...count },
  { id: "done", ...share },
  { id: "passRate", ...share },
  { id: "average", ...count },
];

/** The figures of a group of people. */
export function overview(people: readonly Listed[], moment: Moment): Table {
  return { columns: figures, rows: [figuresOf(people, moment)] };
}

/** Several editions side by side. */
export function editionsTable(sights: readonly Sight[]): Table {
  const rows = sights.map((sight) => [sight.edition.name, ...figuresOf(sight.people, sight)]);
  return { columns: [{ id: "edition", is: "text" }, ...figures], rows };
}

/** Groups side by side, the largest first. */
export function byGroup(people: readonly Listed[], moment: Moment, by: Exclude<Grouping, "module">): Table {
  const groups = new Map<string | undefined, Sums>();
  for (const person of people) {
    const key = person.summary[by];
    const sums = groups.get(key) ?? noSums();
    if (sums.people === 0) groups.set(key, sums);
    add(sums, person, moment);
  }
  const rows = [...groups].map(([key, sums]) => [key, ...cellsOf(sums)]);
  return {
    columns: [{ id: by, is: by === "institution" ? "text" : by }, ...figures],
    rows: rows.toSorted((one, other) => Number(other[1]) - Number(one[1])),
  };
}

function figuresOf(people: readonly Listed[], moment: Moment): Cell[] {
  const sums = noSums();
  for (const person of people) add(sums, person, moment);
  return cellsOf(sums);
}

interface Sums {
  people: number;
  started: number;
  active: number;
  risk: number;
  finished: number;
  /** Of percentages. */
  done: number;
  attempts: number;
  passes: number;
  scores: number;
}

function noSums(): Sums {
  return { people: 0, started: 0, active: 0, risk: 0, finished: 0, done: 0, attempts: 0, passes: 0, scores: 0 };
}

/** In one go and without a list of anything: it is done for each of a hundred thousand. */
function add(sums: Sums, person: Listed, moment: Moment): void {
  const { track } = person;
  sums.people += 1;
  if (track.started) sums.started += 1;
  if (isActive(person, moment)) sums.active += 1;
  if (isAtRisk(person, moment)) sums.risk += 1;
  if (track.finished) sums.finished += 1;
  sums.done += (100 * track.done) / Math.max(1, track.total);
  sums.attempts += track.attempts;
  sums.passes += track.passes;
  sums.scores += track.scores;
}

function cellsOf({ people, started, active, risk, finished, done, attempts, passes, scores }: Sums): Cell[] {
  const rates = [averagePercent(done, people), percent(passes, attempts), average(scores, attempts)];
  return [people, started, active, risk, finished, ...rates];
}
