/** Time as a thing that is given, so that windows, pacing and back-off can be tried. Milliseconds since 1970. */
export interface Clock {
  now(): number;
  /** Runs `task` when `milliseconds` have passed; the answer cancels it. */
  after(milliseconds: number, task: () => void): () => void;
}

/** Milliseconds: clocks are set right by as much all the time. */
const slack = 1000;

/**
 * Tells the time, and `back` when it was put back since it was last told. What was reckoned with the times before would
 * otherwise come as much too late.
 */
export function noticing(clock: Pick<Clock, "now">, back: () => void): () => number {
  let latest = Number.NEGATIVE_INFINITY;
  return () => {
    const now = clock.now();
    if (now < latest - slack) back();
    latest = now;
    return now;
  };
}

export const systemClock: Clock = {
  now: Date.now,
  after(milliseconds, task) {
    const timer = setTimeout(task, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
