import { remembered } from "../../../content/remembered.ts";
import type { Course } from "../../../content/schema.ts";
import type { Cell, Column, Table } from "../../../dialogs/coordinator/table.ts";
import type { Listed } from "../../roster/roster.ts";
import { itemCodes } from "../item-codes.ts";
import { count, percent, share } from "./numbers.ts";

interface Tally {
  readonly id: string;
  /** Undefined where the course has it no more. */
  readonly module: string | undefined;
  readonly asked: number;
  readonly right: number;
}

/** Items by how often they were answered wrongly, hardest first. */
export function items(course: Course, people: readonly Listed[], module: string | undefined): Table {
  const known = itemsOf(course);
  const tallies = tallyItems(course, people).map((tally) => ({ ...tally, module: known.get(tally.id)?.module }));
  return hardestFirst({ id: "item", is: "item" }, tallies, module);
}

/** Objectives by how often their items were answered wrongly, most missed first. */
export function objectives(course: Course, people: readonly Listed[], module: string | undefined): Table {
  const known = itemsOf(course);
  const sums = new Map<string, Tally>();
  for (const { id, asked, right } of tallyItems(course, people)) {
    const item = known.get(id);
    if (!item || (module !== undefined && item.module !== module)) continue;
    const sum = sums.get(item.objective) ?? { asked: 0, right: 0, module: item.module };
    const added = { asked: sum.asked + asked, right: sum.right + right };
    sums.set(item.objective, { id: item.objective, module: sum.module, ...added });
  }
  return hardestFirst({ id: "objective", is: "objective" }, [...sums.values()], module);
}

function hardestFirst(head: Column, tallies: readonly Tally[], module: string | undefined): Table {
  const columns: Column[] = [
    head,
    { id: "module", is: "module" },
    { id: "asked", ...count },
    { id: "right", ...count },
    { id: "rightRate", ...share },
  ];
  const chosen = tallies.filter((tally) => module === undefined || tally.module === module).toSorted(byMissed);
  const rows = chosen.map(({ id, module: of, asked, right }): Cell[] => [id, of, asked, right, percent(right, asked)]);
  return { columns, rows };
}

function byMissed(one: Tally, other: Tally): number {
  return missed(other) - missed(one) || other.asked - one.asked || (one.id < other.id ? -1 : 1);
}

function missed({ asked, right }: Tally): number {
  return 1 - right / Math.max(1, asked);
}

/** Items that were answered by somebody, with how often and how often rightly. */
function tallyItems(course: Course, people: readonly Listed[]): Omit<Tally, "module">[] {
  const { ids } = itemCodes(course);
  const counts = new Uint32Array(2 * ids.length);
  for (const { track } of people) {
    const packed = track.items;
    for (let at = 0; at < packed.length; at += 1) {
      const answer = packed.charCodeAt(at);
      counts[answer] = (counts[answer] ?? 0) + 1;
    }
  }
  return ids.flatMap((id, code) => {
    const [wrong = 0, right = 0] = counts.subarray(2 * code, 2 * code + 2);
    return wrong + right === 0 ? [] : [{ id, asked: wrong + right, right }];
  });
}

const itemsOf = remembered(
  (course: Course) =>
    new Map(
      course.modules.flatMap((module) =>
        module.evaluation.map(({ id, objective }) => [id, { module: module.id, objective }] as const),
      ),
    ),
);
