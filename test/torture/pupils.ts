import type { Course } from "../../content/schema.ts";
import { carriedOver } from "../../dialogs/happened.ts";
import { type Learner, newLearner } from "../../dialogs/state.ts";
import type { Store } from "../../services/store/store.ts";
import { everythingLearnt } from "../fakes/learners.ts";

/** Where somebody stands when the torture begins. */
export type Standing = "new" | "before lessons" | "before an evaluation";
export const standings: readonly Standing[] = ["new", "before lessons", "before an evaluation"];

function learnerAt(standing: Exclude<Standing, "new">, before: Learner, course: Course): Learner {
  const about = { consent: { on: 1, notice: 1 }, name: "Ana Pérez", country: "HN", role: "shelter" };
  if (standing === "before lessons") return { ...before, ...about, place: { at: "menu" } };
  const module = course.modules[0]?.id ?? "";
  return { ...before, ...about, ...everythingLearnt(course), place: { at: "evaluation-start", module } };
}

/** Writes somebody's standing to the store; answers who they are. */
export async function prepare(store: Store, id: string, standing: Standing, course: Course): Promise<Learner> {
  const saved = await store.learners.load(id);
  const before = saved?.learner ?? newLearner(id);
  if (standing === "new") return before;
  const learner = learnerAt(standing, before, course);
  const events = [carriedOver(learner, { id: "prepared", on: 1 })];
  await store.learners.save(learner, saved?.owed ?? [], saved?.revision, events);
  return learner;
}
