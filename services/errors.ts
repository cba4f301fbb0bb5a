import { createHash } from "node:crypto";

/** Somebody else saved the learner in between; load again and replay the turn. */
export class SaveConflict extends Error {
  override readonly name = "SaveConflict";

  constructor(id: string) {
    super(`${traceOf(id)} was saved by another turn`);
  }
}

/** Somebody else wrote the document in between, or removed it; read again and decide again. */
export class RegisterConflict extends Error {
  override readonly name = "RegisterConflict";

  constructor(folder: string) {
    super(`a document of ${folder} was written by somebody else`);
  }
}

/** Where the data is cannot be reached, or is in use by another server. */
export class StoreUnavailable extends Error {
  override readonly name = "StoreUnavailable";
}

/** Something is larger than the store can hold, and cannot be divided. */
export class TooLarge extends Error {
  override readonly name = "TooLarge";
}

/** A stored learner is not what `state.ts` says, even after migration. */
export class CorruptLearner extends Error {
  override readonly name = "CorruptLearner";
}

/** The environment cannot be used: the message says which setting and why. */
export class WrongSetting extends Error {
  override readonly name = "WrongSetting";
}

/** Something that is owed cannot be sent now; it stays owed. No fault: whoever throws it has said why where it matters. */
export class NotNow extends Error {
  override readonly name = "NotNow";
}

/**
 * A learner as logs may name them: by a digest, which nobody can turn back into who they are, and which who has the data can
 * find them by (`npm run store:find`).
 */
export function traceOf(id: string): string {
  return `learner #${createHash("sha256").update(id).digest("hex").slice(0, 12)}`;
}
