import { basename } from "node:path";
import { lint } from "./lint.ts";
import { readCourse } from "./load.ts";
import { BrokenCourse } from "./problem.ts";
import type { Course, Language } from "./schema.ts";

/** A course in every language it is written in. */
export interface Library {
  readonly first: Course;
  readonly translations: Partial<Record<Language, Course>>;
}

/**
 * Reads a course that is fit for learners.
 * @throws {BrokenCourse} with every fault, of form and of lint.
 */
export async function openCourse(folder: string): Promise<Library> {
  const loaded = await readCourse(folder);
  const problems = [...loaded.problems, ...(loaded.problems.length > 0 ? [] : lint(loaded))];
  const [first, ...others] = loaded.courses;
  if (problems.length > 0 || !first) throw new BrokenCourse(basename(folder), problems);
  return { first, translations: Object.fromEntries(others.map((course) => [course.language, course])) };
}
