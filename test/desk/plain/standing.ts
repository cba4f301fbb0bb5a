import { outline } from "../../../content/outline.ts";
import type { Course } from "../../../content/schema.ts";
import { stepsOf } from "../../../dialogs/path.ts";
import { dayOf, type Summary } from "../../../dialogs/summary.ts";
import { rules } from "../../../services/desk/standing.ts";

/** Where people stand as it reads most simply: worked out for each of them and each question. */

/** Where somebody stands. */
export interface Standing {
  readonly done: number;
  readonly total: number;
  readonly share: number;
  readonly started: boolean;
  readonly finished: boolean;
  /** The module where they are; undefined before the first step. */
  readonly module: string | undefined;
  /** Days since something was done last, or since they joined. */
  readonly idle: number;
  /** Days since their latest message. */
  readonly quiet: number;
  readonly passed: number;
  readonly reasons: readonly Reason[];
}

/** Why somebody is at risk: `what` and its number of days or its module. */
export interface Reason {
  readonly what: "unstarted" | "quiet" | "no-attempts" | "last-attempt" | "pace";
  readonly with: string;
}

const day = 86_400_000;

export function standingOf(summary: Summary, course: Course, on: number, ends: number | undefined): Standing {
  const { modules, last, since, seen, step, evaluation } = summary;
  const total = totalOf(summary, course);
  const known = course.modules.flatMap(({ id }) => modules[id] ?? []);
  const done = known.reduce((sum, one) => sum + one.done, 0);
  const passed = known.filter(({ attempts }) => attempts.some((one) => one.passed)).length;
  const share = (done + passed) / Math.max(1, total + course.modules.length);
  const started = known.length > 0 || step !== undefined || evaluation !== undefined;
  const finished = passed === course.modules.length;
  const spot = outline(course).spots.get(step ?? "");
  const standing = {
    done,
    total,
    share,
    started,
    finished,
    module: evaluation ?? spot?.module.id,
    idle: Math.max(0, Math.floor((on - (last ?? since)) / day)),
    quiet: Math.max(0, dayOf(on) - (seen ?? dayOf(since))),
    passed,
  };
  return { ...standing, reasons: finished ? [] : reasonsFor(standing, summary, course, { on, ends }) };
}

type Bare = Omit<Standing, "reasons">;

function reasonsFor(
  { started, quiet, share }: Bare,
  summary: Summary,
  course: Course,
  { on, ends }: { on: number; ends: number | undefined },
): Reason[] {
  const here = Math.floor((on - summary.since) / day);
  const reasons: Reason[] = [];
  if (!started && here >= rules.unstarted) reasons.push({ what: "unstarted", with: String(here) });
  if (started && quiet >= rules.quiet) reasons.push({ what: "quiet", with: String(quiet) });
  for (const { id } of course.modules) {
    const left = attemptsLeft(summary, course, id);
    if (left === 0) reasons.push({ what: "no-attempts", with: id });
    if (left === 1 && course.evaluation.attempts > 1 && hasFailed(summary, id))
      reasons.push({ what: "last-attempt", with: id });
  }
  const needed = share > 0 ? ((1 - share) * here) / share : undefined;
  if (ends !== undefined && needed !== undefined && here >= 7 && on + needed * day > ends)
    reasons.push({ what: "pace", with: String(Math.ceil(needed)) });
  return reasons;
}

/** Attempts that are left at a module that was not passed; undefined where it was. */
function attemptsLeft({ modules, granted }: Summary, course: Course, id: string): number | undefined {
  const attempts = modules[id]?.attempts ?? [];
  if (attempts.some(({ passed }) => passed) || modules[id]?.open) return undefined;
  return Math.max(0, course.evaluation.attempts + (granted?.[id] ?? 0) - attempts.length);
}

export function hasFailed({ modules }: Summary, id: string): boolean {
  const attempts = modules[id]?.attempts ?? [];
  return attempts.length > 0 && !attempts.some(({ passed }) => passed);
}

export function hasPassed({ modules }: Summary, id: string): boolean {
  return modules[id]?.attempts.some(({ passed }) => passed) ?? false;
}

export function isOutOfAttempts(summary: Summary, course: Course, id: string): boolean {
  return attemptsLeft(summary, course, id) === 0;
}

const totals = new WeakMap<Course, Map<string, number>>();

/** Steps of the whole way: it depends on the countries alone. */
function totalOf(summary: Summary, course: Course): number {
  const { country, contrasts } = summary;
  const known = totals.get(course) ?? new Map<string, number>();
  totals.set(course, known);
  const way = contrasts ? `${country} ${contrasts.join(" ")}` : (country ?? "");
  const total = known.get(way) ?? course.modules.reduce((sum, module) => sum + stepsIn(summary, course, module.id), 0);
  known.set(way, total);
  return total;
}

/** Steps of somebody's way through a module. */
export function stepsIn(summary: Summary, course: Course, id: string): number {
  const module = course.modules.find((one) => one.id === id);
  return module ? stepsOf({ learner: summary, outline: outline(course) }, module).length : 0;
}
