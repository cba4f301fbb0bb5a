/** A document of a folder: JSON that whoever keeps it parses. */
export interface Kept {
  readonly id: string;
  readonly body: string;
  readonly revision: string;
}

/** What was written to a folder since an earlier look. */
export interface Changed {
  /** In the order of writing; one that was told before may be told again. */
  readonly documents: readonly Kept[];
  /** Where the next look begins. */
  readonly mark: string;
}

/**
 * What is kept beside learners and conversations: editions, applications, staff, summaries, questions, leases. Small
 * documents by folder; on a store of partitions a folder is one, so that a question about a folder reads one partition.
 * Folders and ids are printable ASCII of 1 to 200 characters.
 */
export interface Register {
  get(folder: string, id: string): Promise<Kept | undefined>;
  /** Those whose ids begin with `prefix`, in the order of ids, after the id `after`, at most `limit`. */
  list(folder: string, page: Page): Promise<Kept[]>;
  /**
   * What was written since `mark`; from the beginning without one. What was removed is not told: who follows a folder
   * marks a document as gone instead.
   */
  changes(folder: string, mark: string | undefined): Promise<Changed>;
  /**
   * Writes over `revision`, or a new document when it is undefined; answers the new revision.
   * @throws {RegisterConflict} when there is another by now, or none; nothing is written then.
   */
  put(folder: string, id: string, body: string, revision: string | undefined): Promise<string>;
  /** Writes it, whatever was there. */
  set(folder: string, id: string, body: string): Promise<void>;
  /** Removes it, if it is there. */
  remove(folder: string, id: string): Promise<void>;
}

export interface Page {
  readonly prefix: string;
  readonly after: string;
  readonly limit: number;
}

const name = /^[!-~]{1,200}$/;

/** @throws {TypeError} for a folder or an id that not every store can keep. */
export function checkNames(...names: readonly string[]): void {
  const wrong = names.find((one) => !name.test(one));
  if (wrong !== undefined) throw new TypeError(`not a name for the register: ${JSON.stringify(wrong)}`);
}
