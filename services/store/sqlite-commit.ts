import type { DatabaseSync } from "node:sqlite";
import { StoreUnavailable } from "../errors.ts";

/** How the stores reach the database: they read at once, and write in company. */
export interface Access {
  /** Reads what is committed. */
  read<T>(work: () => T): Promise<T>;
  /**
   * Writes together with all that the same tick of the event loop asks for: one transaction, one disk sync.
   * Resolves when it is on disk. Work that throws undoes itself alone, and its error is the promise's. Work may be done
   * twice, so it does nothing but write.
   * @throws {StoreUnavailable} when nothing of the transaction could be written.
   */
  write<T>(work: () => T): Promise<T>;
  /** Whether the latest transaction could not be written. */
  failed(): boolean;
  /** Writes what is waiting. Whatever is asked later is refused. */
  end(): void;
}

interface Job {
  /** Does the work, and answers how to tell that it is on disk. */
  work(): () => void;
  fail(error: unknown): void;
}

/** Milliseconds: commits that follow each other faster than this are load, and then writes wait this long for company. */
const busy = 5;
const gathering = 2;

export function groupCommit(database: DatabaseSync, file: string): Access {
  const begin = database.prepare("BEGIN IMMEDIATE");
  const commit = database.prepare("COMMIT");
  const rollback = database.prepare("ROLLBACK");
  const mark = database.prepare("SAVEPOINT job");
  const unmark = database.prepare("RELEASE job");
  const undo = database.prepare("ROLLBACK TO job");
  let jobs: Job[] = [];
  let ended = false;
  let lastCommit = Number.NEGATIVE_INFINITY;
  let failed = false;

  /** At once when there is little to do; under load a moment later, when a disk sync serves many. */
  function schedule(): void {
    if (performance.now() - lastCommit > busy) setImmediate(flush);
    else setTimeout(flush, gathering);
  }

  function flush(): void {
    const batch = jobs;
    jobs = [];
    if (batch.length === 0) return;
    try {
      const answers = together(batch) ?? apart(batch);
      commit.run();
      lastCommit = performance.now();
      failed = false;
      for (const answer of answers) answer();
    } catch (error) {
      failed = true;
      const unavailable = unusable(file, error);
      for (const job of batch) job.fail(unavailable);
      if (database.isTransaction) rollback.run();
    }
  }

  /** Undefined when any of the work throws: then nothing is done. */
  function together(batch: readonly Job[]): (() => void)[] | undefined {
    begin.run();
    try {
      return batch.map((job) => job.work());
    } catch {
      if (database.isTransaction) rollback.run();
      return undefined;
    }
  }

  /** Each undone alone where it throws. Hardly any does, and a savepoint costs a copy of every page that is written. */
  function apart(batch: readonly Job[]): (() => void)[] {
    begin.run();
    return batch.map(attempt);
  }

  function attempt(job: Job): () => void {
    mark.run();
    try {
      const answer = job.work();
      unmark.run();
      return answer;
    } catch (error) {
      // On some errors, such as a full disk, SQLite gives up the whole transaction.
      if (!database.isTransaction) throw error;
      undo.run();
      unmark.run();
      return () => job.fail(named(file, error));
    }
  }

  return {
    async read(work) {
      if (ended) throw unusable(file, "closed");
      try {
        return work();
      } catch (error) {
        throw named(file, error);
      }
    },
    async write(work) {
      if (ended) throw unusable(file, "closed");
      return new Promise((resolve, reject) => {
        const attempted = () => {
          const value = work();
          return () => resolve(value);
        };
        if (jobs.push({ work: attempted, fail: reject }) === 1) schedule();
      });
    },
    failed: () => failed,
    end() {
      flush();
      ended = true;
    },
  };
}

/** The database's own errors under our name; those of the work as they are. */
function named(file: string, error: unknown): unknown {
  return isFromSqlite(error) ? unusable(file, error) : error;
}

export function isFromSqlite(error: unknown): error is { errcode: number; errstr: string } {
  return typeof error === "object" && error !== null && "errcode" in error && "errstr" in error;
}

export function unusable(file: string, cause: unknown): StoreUnavailable {
  const why = isFromSqlite(cause) ? cause.errstr : String(cause);
  return new StoreUnavailable(`No se puede usar el archivo de datos ${file} / cannot use the data file: ${why}`, {
    cause,
  });
}
