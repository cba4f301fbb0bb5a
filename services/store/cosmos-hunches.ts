/** Whether what this server remembers of learners is worth playing on. */
export interface Hunches {
  worthIt(): boolean;
  /** One was tried, and was right or not. */
  came(right: boolean): void;
}

/** How many of the last tries count. */
const latest = 16;
/** Where it is not worth it, one in so many is tried all the same. */
const now = 16;

/**
 * A turn on what is remembered costs a write, and where another server played since, a refusal, a read and a write; one that
 * reads first costs a read and a write. With several servers and a balancer that knows nobody most would be refused.
 */
export function hunchesSoFar(): Hunches {
  let right = 1;
  let passedOver = 0;
  return {
    worthIt() {
      if (right >= 0.5) return true;
      passedOver += 1;
      return passedOver % now === 0;
    },
    came(was) {
      right += (Number(was) - right) / latest;
    },
  };
}
