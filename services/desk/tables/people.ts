import type { Course } from "../../../content/schema.ts";
import type { Cell, Column, Table } from "../../../dialogs/coordinator/table.ts";
import type { Listed } from "../../roster/roster.ts";
import { idleDays, type Moment, reasonsFor } from "../standing.ts";
import { hasPassed } from "../track.ts";
import { count, percent, share } from "./numbers.ts";

/** People, one a row. */
export function peopleTable(people: readonly Listed[], moment: Moment): Table {
  const columns: Column[] = [
    { id: "name", is: "text" },
    { id: "country", is: "country" },
    { id: "where", is: "step" },
    { id: "done", ...share },
    { id: "idle", ...count },
    { id: "seen", is: "day" },
    { id: "reasons", is: "reasons" },
  ];
  return { columns, rows: people.map((person) => personRow(person, moment)) };
}

function personRow(person: Listed, moment: Moment): Cell[] {
  const { summary, track } = person;
  return [
    summary.name,
    summary.country,
    summary.evaluation ?? summary.step,
    percent(track.done, track.total),
    idleDays(track, moment),
    summary.seen,
    reasonsText(person, moment),
  ];
}

/** «quiet:15;no-attempts:m03»: read by whoever writes it out. */
function reasonsText(person: Listed, moment: Moment): string | undefined {
  const reasons = reasonsFor(person, moment);
  return reasons.length === 0 ? undefined : reasons.map((one) => `${one.what}:${one.with}`).join(";");
}

/** One person: what is known of them, and each module that they began. */
export function personTables(course: Course, person: Listed, moment: Moment): { facts: Table; table: Table } {
  return { facts: factsOf(person, moment), table: begunModules(course, person) };
}

function factsOf(person: Listed, moment: Moment): Table {
  const { summary, track } = person;
  return {
    columns: [
      { id: "name", is: "text" },
      { id: "country", is: "country" },
      { id: "institution", is: "text" },
      { id: "role", is: "role" },
      { id: "where", is: "step" },
      { id: "done", ...share },
      { id: "since", is: "time" },
      { id: "seen", is: "day" },
      { id: "idle", ...count },
      { id: "reasons", is: "reasons" },
    ],
    rows: [
      [
        summary.name,
        summary.country,
        summary.institution,
        summary.role,
        summary.evaluation ?? summary.step,
        percent(track.done, track.total),
        summary.since,
        summary.seen,
        idleDays(track, moment),
        reasonsText(person, moment),
      ],
    ],
  };
}

function begunModules(course: Course, { summary, track }: Listed): Table {
  const columns: Column[] = [
    { id: "module", is: "module" },
    { id: "done", ...share },
    { id: "attempts", ...count },
    { id: "best", ...count },
    { id: "state", is: "word" },
  ];
  const rows = course.modules.flatMap(({ id }, index): Cell[][] => {
    const marks = summary.modules[id];
    if (!marks) return [];
    const { done, attempts } = marks;
    const best = attempts.length === 0 ? undefined : Math.max(...attempts.map(({ score }) => score));
    const state = hasPassed(marks) ? "passed" : attempts.length > 0 ? "failed" : "underway";
    return [[id, percent(done, track.steps[index] ?? 0), attempts.length, best, state]];
  });
  return { columns, rows };
}
