import { z } from "zod";

/** What the bench asks a server, and what it is told. They talk over Node's own channel between processes. */
const question = z.object({ what: z.string(), given: z.unknown().optional() });
export const told = z.union([z.object({ fault: z.string() }), z.object({ answer: z.unknown().optional() })]);

/** Microseconds of CPU time that a server process has used, in every thread and in the kernel. */
export const usage = z.number();

export function usageNow(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** Answers the bench until it hangs up. */
export function answerBench(answers: Readonly<Record<string, (given: unknown) => unknown>>): void {
  process.on("message", async (message) => {
    const { what, given } = question.parse(message);
    try {
      const answer = answers[what];
      if (!answer) throw new Error("nobody answers that");
      process.send?.({ answer: await answer(given) });
    } catch (error) {
      process.send?.({ fault: error instanceof Error ? error.stack : String(error) });
    }
  });
}
