/** Time as a thing that is given, so that windows, pacing and back-off can be tried. Milliseconds since 1970. */
export interface Clock {
  now(): number;
  /** Runs `task` when `milliseconds` have passed; the answer cancels it. */
  after(milliseconds: number, task: () => void): () => void;
}

export const systemClock: Clock = {
  now: Date.now,
  after(milliseconds, task) {
    const timer = setTimeout(task, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
