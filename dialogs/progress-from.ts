import type { Event } from "./events.ts";
import type { Attempt, LearnerProgress } from "./state.ts";

/** The progress that events tell of, from the first to the last. */
export function progressFrom(events: readonly Event[]): LearnerProgress {
  let progress: LearnerProgress = noProgress();
  for (const event of events) progress = applied(progress, event);
  return progress;
}

function noProgress(): LearnerProgress {
  return { lessons: {}, cases: {}, tasks: {}, attempts: [] };
}

/** Progress with one event more. What was given is its caller's no longer: thousands follow each other. */
export function applied(progress: LearnerProgress, event: Event): LearnerProgress {
  switch (event.kind) {
    case "carried-over":
    case "progress-restated":
      return structuredCopy(event.progress);
    case "erased":
      return noProgress();
    case "check-answered":
      progress.lessons[event.lesson] = answered(progress.lessons[event.lesson], event.check, event.right);
      return progress;
    case "lesson-done":
      progress.lessons[event.lesson] = {
        done: event.on,
        checks: wrongIn(progress.lessons[event.lesson]?.checks ?? {}),
      };
      return progress;
    case "lesson-restated":
      progress.lessons[event.lesson] = event.record;
      return progress;
    case "case-ended":
      progress.cases[event.case] = event.on;
      return progress;
    case "task-done":
      progress.tasks[event.task] = event.on;
      return progress;
    case "attempt-started":
    case "item-answered":
    case "attempt-finished":
    case "attempt-restated":
      return { ...progress, attempts: attemptsAfter(progress.attempts, event) };
    default:
      return progress;
  }
}

type OfAttempt = Extract<
  Event,
  { kind: "attempt-started" | "item-answered" | "attempt-finished" | "attempt-restated" }
>;

function attemptsAfter(attempts: Attempt[], event: OfAttempt): Attempt[] {
  if (event.kind === "attempt-started") {
    const { module, number, on, items } = event;
    return [...attempts, { module, number, started: on, items }];
  }
  const { module, number } = event.kind === "attempt-restated" ? event.record : event;
  return attempts.map((attempt) =>
    attempt.module === module && attempt.number === number ? attemptAfter(attempt, event) : attempt,
  );
}

function attemptAfter(attempt: Attempt, event: Exclude<OfAttempt, { kind: "attempt-started" }>): Attempt {
  if (event.kind === "attempt-restated") return event.record;
  if (event.kind === "attempt-finished") {
    return { ...attempt, finished: event.on, score: event.score, passed: event.passed };
  }
  const { item, right, answer } = event;
  return { ...attempt, items: attempt.items.map((one) => (one.item === item ? { ...one, right, answer } : one)) };
}

type LessonRecord = LearnerProgress["lessons"][string];

function answered(record: LessonRecord | undefined, check: string, right: boolean): LessonRecord {
  const checks = { ...record?.checks, [check]: right };
  return record?.done === undefined ? { checks } : { done: record.done, checks: wrongIn(checks) };
}

/** Of a lesson that is done only the wrong ones are kept. */
function wrongIn(checks: Readonly<Record<string, boolean>>): Record<string, boolean> {
  return Object.fromEntries(Object.entries(checks).filter(([, right]) => !right));
}

function structuredCopy({ lessons, cases, tasks, attempts }: LearnerProgress): LearnerProgress {
  return { lessons: { ...lessons }, cases: { ...cases }, tasks: { ...tasks }, attempts };
}
