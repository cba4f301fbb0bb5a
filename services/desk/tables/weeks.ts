import type { Column, Table } from "../../../dialogs/coordinator/table.ts";
import { weekOf } from "../../../dialogs/summary.ts";
import type { Listed } from "../../roster/roster.ts";
import { count } from "./numbers.ts";

/** So many weeks are shown where no time is named. */
const usualWeeks = 8;

/** What was done in each of the latest weeks. */
export function weeks(people: readonly Listed[], on: number, days: number | undefined): Table {
  const back = days === undefined ? usualWeeks : Math.max(1, Math.ceil(days / 7));
  const first = weekOf(on) - back + 1;
  const sums = Array.from({ length: back }, () => ({ active: 0, steps: 0, evaluations: 0 }));
  for (const { track } of people) {
    for (let at = 0; at < track.weeks.length; at += 2) {
      const sum = sums[(track.weeks[at] ?? 0) - first];
      if (!sum) continue;
      sum.active += 1;
      sum.steps += track.weeks[at + 1] ?? 0;
    }
    for (const week of track.ended) {
      const sum = sums[week - first];
      if (sum) sum.evaluations += 1;
    }
  }
  const columns: Column[] = [
    { id: "week", is: "week" },
    { id: "active", ...count },
    { id: "steps", ...count },
    { id: "evaluations", ...count },
  ];
  return {
    columns,
    rows: sums.map(({ active, steps, evaluations }, index) => [first + index, active, steps, evaluations]),
  };
}
