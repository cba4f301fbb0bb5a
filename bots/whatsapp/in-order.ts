import { SaveConflict, StoreUnavailable } from "../../services/errors.ts";

/** Of one learner; more are found in the inbox by the sweep. */
const most = 20;

interface Parts<T> {
  readonly play: (one: T) => Promise<void>;
  /** Hears of what waits from now on. */
  readonly waits: (one: T) => void;
}

/**
 * Plays what comes for a learner, and before it what the store could not take: the letter that answers one question would
 * otherwise come after the next. To be called for one after the other. What was played elsewhere meanwhile is played again,
 * and nothing comes of it. What fails for another reason may fail for ever, and holds nobody up.
 * @throws what the first that failed threw.
 */
export function inOrder<T>({ play, waits }: Parts<T>): (learner: string, next: T) => Promise<void> {
  const left = new Map<string, readonly T[]>();
  const failureOf = (one: T) =>
    play(one).then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
  return async (learner, next) => {
    const all = [...(left.get(learner) ?? []), next];
    left.delete(learner);
    const failures: unknown[] = [];
    for (const [index, one] of all.entries()) {
      const failed = await failureOf(one);
      if (!failed) continue;
      failures.push(failed.error);
      const held = isPassing(failed.error) ? all.slice(index) : [];
      waits(one);
      held.slice(1).forEach(waits);
      if (held.length === 0) continue;
      left.set(learner, held.slice(-most));
      break;
    }
    if (failures.length > 0) throw failures[0];
  };
}

function isPassing(error: unknown): boolean {
  return error instanceof StoreUnavailable || error instanceof SaveConflict;
}
