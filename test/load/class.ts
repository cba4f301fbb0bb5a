import { join } from "node:path";
import type { Course, Module } from "../../content/schema.ts";
import { type Learner, newLearner } from "../../dialogs/state.ts";
import { sqliteStore } from "../../services/store/sqlite.ts";

/** Learners in the middle of an evaluation, whose answers are on record one by one: what is lost or counted twice shows. */

export interface Pupil {
  readonly phone: string;
  readonly learner: string;
}

/** Questions that a letter answers. */
export const itemsEach = 20;
export const letters = ["a", "b"] as const;

export function pupils(count: number): Pupil[] {
  return Array.from({ length: count }, (_, index) => ({
    phone: `5049${String(index).padStart(7, "0")}`,
    learner: `pupil-${index}`,
  }));
}

/** Writes the class to the file that the server will open. */
export async function enrol(folder: string, course: Course, all: readonly Pupil[], number: string, now: number) {
  const store = sqliteStore(join(folder, "sendero.sqlite"));
  const module = largest(course);
  for (const pupil of all) {
    await store.people.learnerOf([pupil.phone], pupil.learner, now);
    await store.people.heardFrom(pupil.learner, number, pupil.phone, now);
    await store.learners.save(examined(pupil.learner, module, now), [], undefined);
  }
  await store.close();
}

/** What became of each: their answers, in the order of the questions. */
export async function marks(folder: string, all: readonly Pupil[]): Promise<Map<string, string[]>> {
  const store = sqliteStore(join(folder, "sendero.sqlite"));
  const found = new Map<string, string[]>();
  for (const { phone, learner } of all) {
    const items = (await store.learners.load(learner))?.learner.attempts.flatMap((attempt) => attempt.items) ?? [];
    const answered = items.filter((item) => item.right !== undefined);
    found.set(
      phone,
      answered.map(({ answer = "", order }) => letters[order.indexOf(answer)] ?? answer),
    );
  }
  await store.close();
  return found;
}

function examined(id: string, module: Module, now: number): Learner {
  const items = lettered(module).slice(0, itemsEach);
  return {
    ...newLearner(id),
    consent: { on: now, notice: 1 },
    name: "Ana Pérez",
    country: "HN",
    role: "protection",
    place: { at: "evaluation", module: module.id },
    attempts: [
      {
        module: module.id,
        number: 1,
        started: now,
        items: items.map((item) => ({
          item: item.id,
          objective: item.objective,
          order: item.kind === "single" ? item.options.map((option) => option.id) : [],
        })),
      },
    ],
  };
}

function largest(course: Course): Module {
  const [first] = course.modules.toSorted((one, other) => lettered(other).length - lettered(one).length);
  if (!first || lettered(first).length < itemsEach) throw new Error("no module has enough questions with one answer");
  return first;
}

function lettered(module: Module) {
  return module.evaluation.filter((item) => item.kind === "single");
}
