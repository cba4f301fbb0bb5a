/** A fault in a course file, in words for its author. */
export interface Problem {
  /** Relative to the course's folder. */
  readonly file: string;
  readonly line: number;
  /** What it is in: a lesson, a question, a source… */
  readonly id: string;
  readonly message: string;
}

export function describe(problem: Problem): string {
  return `${problem.file}:${problem.line}  ${problem.id}  ${problem.message}`;
}

/** Languages that share a file share its faults; they are told once. */
export function once(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [describe(problem), problem])).values()];
}

/** A course that must not reach learners. Its message lists every fault. */
export class BrokenCourse extends Error {
  override readonly name = "BrokenCourse";
  readonly problems: readonly Problem[];

  constructor(folder: string, problems: readonly Problem[]) {
    super(`El curso de ${folder} tiene ${problems.length} faltas:\n${problems.map(describe).join("\n")}`);
    this.problems = problems;
  }
}
