import type { Course } from "../../../content/schema.ts";
import type { Grouping, Query } from "../../../dialogs/coordinator/query.ts";
import type { Cell, Column, Table } from "../../../dialogs/coordinator/table.ts";
import { weekOf } from "../../../dialogs/summary.ts";
import { rules } from "../../../services/desk/standing.ts";
import type { Person, Sight } from "./sight.ts";
import { hasFailed, stepsIn } from "./standing.ts";

/** Numbers about people, as tables. Percentages are of 100 and rounded. */

const count = { is: "number" } as const;
const share = { is: "percent" } as const;

function percent(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : Math.round((100 * part) / whole);
}

function average(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  return Math.round((10 * values.reduce((sum, value) => sum + value, 0)) / values.length) / 10;
}

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
function figuresOf(people: readonly Person[]): Cell[] {
  const of = (test: (person: Person) => boolean) => people.filter(test).length;
  const attempts = people.flatMap(({ summary }) => Object.values(summary.modules).flatMap((one) => one.attempts));
  return [
    people.length,
    of(({ standing }) => standing.started),
    of(({ standing, summary }) => summary.seen !== undefined && standing.quiet < rules.active),
    of(({ standing }) => standing.reasons.length > 0),
    of(({ standing }) => standing.finished),
    average100(people.map(({ standing }) => (100 * standing.done) / Math.max(1, standing.total))),
    percent(attempts.filter(({ passed }) => passed).length, attempts.length),
    average(attempts.map(({ score }) => score)),
  ];
}

function average100(values: readonly number[]): number | undefined {
  const mean = average(values);
  return mean === undefined ? undefined : Math.round(mean);
}

export function overview(people: readonly Person[]): Table {
  return { columns: figures, rows: [figuresOf(people)] };
}

export function progress({ course }: Sight, people: readonly Person[], by: Grouping): Table {
  return by === "module" ? byModule(course, people) : byGroup(people, by);
}

function byModule(course: Course, people: readonly Person[]): Table {
  const columns: Column[] = [
    { id: "module", is: "module" },
    { id: "people", ...count },
    { id: "started", ...count },
    { id: "finished", ...count },
    { id: "done", ...share },
  ];
  const rows = course.modules.map(({ id }) => {
    const begun = people.filter(({ summary }) => summary.modules[id] !== undefined);
    const passed = begun.filter(({ summary }) => summary.modules[id]?.attempts.some((one) => one.passed));
    const done = people.map(
      ({ summary }) => (100 * (summary.modules[id]?.done ?? 0)) / Math.max(1, stepsIn(summary, course, id)),
    );
    const here = people.filter(({ standing }) => standing.module === id && !standing.finished);
    return [id, here.length, begun.length, passed.length, average100(done)];
  });
  return { columns, rows };
}

function byGroup(people: readonly Person[], by: Exclude<Grouping, "module">): Table {
  const groups = new Map<string | undefined, Person[]>();
  for (const person of people) {
    const key = person.summary[by];
    const group = groups.get(key) ?? [];
    group.push(person);
    groups.set(key, group);
  }
  const is = by === "institution" ? "text" : by;
  const rows = [...groups].map(([key, group]) => [key, ...figuresOf(group)]);
  return {
    columns: [{ id: by, is }, ...figures],
    rows: rows.toSorted((one, other) => Number(other[1]) - Number(one[1])),
  };
}

/** Evaluations: by module, or of one. */
export function results(course: Course, people: readonly Person[], module: string | undefined): Table {
  const columns: Column[] = [
    { id: "module", is: "module" },
    { id: "attempted", ...count },
    { id: "passed", ...count },
    { id: "passRate", ...share },
    { id: "firstTry", ...share },
    { id: "average", ...count },
    { id: "attempts", ...count },
  ];
  const chosen = course.modules.filter(({ id }) => module === undefined || id === module);
  const rows = chosen.map(({ id }) => {
    const tried = people.flatMap(({ summary }) => summary.modules[id]?.attempts.slice() ?? []);
    const who = people.filter(({ summary }) => (summary.modules[id]?.attempts.length ?? 0) > 0);
    const passed = who.filter(({ summary }) => !hasFailed(summary, id)).length;
    const first = who.filter(({ summary }) => summary.modules[id]?.attempts[0]?.passed).length;
    return [
      id,
      who.length,
      passed,
      percent(passed, who.length),
      percent(first, who.length),
      average(tried.map(({ score }) => score)),
      average(who.map(({ summary }) => summary.modules[id]?.attempts.length ?? 0)),
    ];
  });
  return { columns, rows };
}

interface Tally {
  asked: number;
  right: number;
}

/** Items by how often they were answered wrongly, hardest first. */
export function items(course: Course, people: readonly Person[], module: string | undefined): Table {
  const known = itemsOf(course);
  const tallies = tallyItems(people);
  const rows = [...tallies]
    .filter(([id]) => module === undefined || known.get(id)?.module === module)
    .map(([id, { asked, right }]) => [id, known.get(id)?.module, asked, right, percent(right, asked)]);
  const columns: Column[] = [
    { id: "item", is: "item" },
    { id: "module", is: "module" },
    { id: "asked", ...count },
    { id: "right", ...count },
    { id: "rightRate", ...share },
  ];
  return { columns, rows: rows.toSorted(hardest(2, 3)) };
}

/** Objectives by how often their items were answered wrongly, most missed first. */
export function objectives(course: Course, people: readonly Person[], module: string | undefined): Table {
  const known = itemsOf(course);
  const sums = new Map<string, Tally & { module: string }>();
  for (const [id, { asked, right }] of tallyItems(people)) {
    const item = known.get(id);
    if (!item || (module !== undefined && item.module !== module)) continue;
    const sum = sums.get(item.objective) ?? { asked: 0, right: 0, module: item.module };
    sums.set(item.objective, { ...sum, asked: sum.asked + asked, right: sum.right + right });
  }
  const rows = [...sums].map(([id, sum]) => [id, sum.module, sum.asked, sum.right, percent(sum.right, sum.asked)]);
  const columns: Column[] = [
    { id: "objective", is: "objective" },
    { id: "module", is: "module" },
    { id: "asked", ...count },
    { id: "right", ...count },
    { id: "rightRate", ...share },
  ];
  return { columns, rows: rows.toSorted(hardest(2, 3)) };
}

function hardest(asked: number, right: number) {
  const missed = (row: readonly Cell[]) => 1 - Number(row[right]) / Math.max(1, Number(row[asked]));
  return (one: readonly Cell[], other: readonly Cell[]) =>
    missed(other) - missed(one) ||
    Number(other[asked]) - Number(one[asked]) ||
    (String(one[0]) < String(other[0]) ? -1 : 1);
}

function tallyItems(people: readonly Person[]): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  const add = (id: string, right: number) => {
    const tally = tallies.get(id);
    if (tally) {
      tally.asked += 1;
      tally.right += right;
    } else tallies.set(id, { asked: 1, right });
  };
  for (const { summary } of people) {
    for (const id of summary.right) add(id, 1);
    for (const id of summary.wrong) add(id, 0);
  }
  return tallies;
}

const knownItems = new WeakMap<Course, Map<string, { module: string; objective: string }>>();

function itemsOf(course: Course): Map<string, { module: string; objective: string }> {
  const made =
    knownItems.get(course) ??
    new Map(
      course.modules.flatMap((module) =>
        module.evaluation.map(({ id, objective }) => [id, { module: module.id, objective }] as const),
      ),
    );
  knownItems.set(course, made);
  return made;
}

/** So many weeks are shown where no time is named. */
const usualWeeks = 8;

export function weeks({ on }: Sight, people: readonly Person[], { filter }: Query): Table {
  const now = weekOf(on);
  const back = filter.days === undefined ? usualWeeks : Math.max(1, Math.ceil(filter.days / 7));
  const rows = Array.from({ length: back }, (_, index) => {
    const week = now - back + 1 + index;
    const busy = people.filter(({ summary }) => summary.weeks[week] !== undefined);
    const steps = busy.reduce((sum, { summary }) => sum + (summary.weeks[week] ?? 0), 0);
    const ended = people.flatMap(({ summary }) =>
      Object.values(summary.modules).flatMap(({ attempts }) => attempts.filter((one) => weekOf(one.on) === week)),
    );
    return [week, busy.length, steps, ended.length];
  });
  const columns: Column[] = [
    { id: "week", is: "week" },
    { id: "active", ...count },
    { id: "steps", ...count },
    { id: "evaluations", ...count },
  ];
  return { columns, rows };
}

/** People, one a row. */
export function peopleTable(people: readonly Person[]): Table {
  const columns: Column[] = [
    { id: "name", is: "text" },
    { id: "country", is: "country" },
    { id: "where", is: "step" },
    { id: "done", ...share },
    { id: "idle", ...count },
    { id: "seen", is: "day" },
    { id: "reasons", is: "reasons" },
  ];
  return { columns, rows: people.map(personRow) };
}

function personRow({ summary, standing }: Person): Cell[] {
  return [
    summary.name,
    summary.country,
    summary.evaluation ?? summary.step,
    percent(standing.done, standing.total),
    standing.idle,
    summary.seen,
    reasonsText(standing.reasons),
  ];
}

/** «quiet:15;no-attempts:m03»: read by whoever writes it out. */
function reasonsText(reasons: Person["standing"]["reasons"]): string | undefined {
  return reasons.length === 0 ? undefined : reasons.map((one) => `${one.what}:${one.with}`).join(";");
}

/** One person: what is known of them, and each module that they began. */
export function personTables(course: Course, { summary, standing }: Person): { facts: Table; table: Table } {
  const facts: Table = {
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
        percent(standing.done, standing.total),
        summary.since,
        summary.seen,
        standing.idle,
        reasonsText(standing.reasons),
      ],
    ],
  };
  const columns: Column[] = [
    { id: "module", is: "module" },
    { id: "done", ...share },
    { id: "attempts", ...count },
    { id: "best", ...count },
    { id: "state", is: "word" },
  ];
  const begun = course.modules.filter(({ id }) => summary.modules[id] !== undefined);
  const rows = begun.map(({ id }) => {
    const { done = 0, attempts = [] } = summary.modules[id] ?? {};
    const best = attempts.length === 0 ? undefined : Math.max(...attempts.map(({ score }) => score));
    const passed = attempts.some((one) => one.passed);
    const state = passed ? "passed" : attempts.length > 0 ? "failed" : "underway";
    return [id, percent(done, stepsIn(summary, course, id)), attempts.length, best, state];
  });
  return { facts, table: { columns, rows } };
}
