import { openCourse } from "../../content/open.ts";
import type { Store } from "../../services/store/store.ts";
import { tinyCourse } from "../courses/tiny-course.ts";
import { cohort, enrol } from "./cohort.ts";
import { officeFor } from "./office.ts";

const library = await openCourse(tinyCourse);

/** Twelve learners of the demo edition who played real turns, for a desk to be asked about. */
export async function deskPeople(store: Store, now: number): Promise<void> {
  const { roster } = officeFor(store, library, { now: () => now });
  const countries = ["guatemala", "méxico"];
  await enrol(cohort({ course: library.first, count: 12, now, turns: 110, countries }), store, roster);
}

/** Makes a coordinator of the demo edition of somebody. */
export async function coordinates(store: Store, id: string, name: string): Promise<void> {
  await store.register.set("staff", id, JSON.stringify({ role: "coordinator", editions: ["demo"], name }));
}
