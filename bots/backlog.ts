import type { PartState } from "./readiness.ts";

/** How far the sweep that sends what is owed has come. */
export interface Backlog {
  /** Runs a sweep, and notes how it went. @param sweep answers how many learners were owed something. */
  swept(sweep: () => Promise<number>): Promise<number>;
  state(): PartState;
}

/** Milliseconds: a sweep begins every half minute; four that never ended are a fault. */
const late = 120_000;

export function backlog(now: () => number): Backlog {
  let learners = 0;
  let ended: number | undefined;
  let begun: number | undefined;
  return {
    async swept(sweep) {
      begun ??= now();
      learners = await sweep();
      ended = now();
      return learners;
    },
    state() {
      const since = ended ?? begun;
      if (since === undefined) return { ok: true, learners };
      const seconds = Math.round((now() - since) / 1000);
      const ok = now() - since < late;
      return { ok, learners, seconds, ...(ok ? {} : { why: "no sweep has ended in two minutes" }) };
    },
  };
}
