import { setImmediate } from "node:timers/promises";
import { z } from "zod";
import type { Library } from "../../content/open.ts";
import type { Learner } from "../../dialogs/state.ts";
import { editionOf, summary, summaryOf } from "../../dialogs/summary.ts";
import { type Told, type Track, trackOf } from "../desk/track.ts";
import { RegisterConflict } from "../errors.ts";
import type { Register } from "../store/register.ts";
import type { LearnerStore } from "../store/store.ts";

/** Somebody of an edition. */
export interface Listed {
  readonly id: string;
  /** Where they are written to: the address of their latest turn that changed anything here. */
  readonly to: string;
  readonly summary: Told;
  /** What follows from the summary: made with it, so that no question works it out for everybody again. */
  readonly track: Track;
}

const inEdition = z.strictObject({ to: z.string(), summary });
type InEdition = z.infer<typeof inEdition>;
const kept = z.union([inEdition, z.strictObject({ gone: z.literal(true) })]);

/**
 * Who is in an edition and how far: a summary of each learner, so that no question reads learners. It is written when a
 * learner's turn changed it, from a debt that was saved with the turn, and kept in memory by edition.
 */
export interface Roster {
  /** Writes the summary of a learner as they are stored now, or that there is none, in each of these editions. */
  keep(id: string, to: string, editions: readonly string[]): Promise<void>;
  /** Everybody of an edition, as of now. */
  of(edition: string): Promise<ReadonlyMap<string, Listed>>;
}

interface Parts {
  readonly register: Register;
  readonly learners: Pick<LearnerStore, "load">;
  readonly library: Library;
}

interface Known {
  readonly people: Map<string, Listed>;
  mark: string | undefined;
}

/** Another server may write the same summary at the same time; more than this many in a row is a fault elsewhere. */
const tries = 8;

/** Summaries that are read in one go: some hundredths of a second. */
const atOnce = 2000;

export function roster({ register, learners, library }: Parts): Roster {
  const known = new Map<string, Known>();
  const readings = new Map<string, Promise<Known>>();

  /**
   * The learner is read after the document whose place the summary takes: who wrote in between is noticed, and what stands
   * there at last is made of the newest learner.
   */
  async function write(folder: string, id: string, to: string, triesLeft: number): Promise<void> {
    const before = await register.get(folder, id);
    const saved = await learners.load(id);
    const body = bodyFor(folder, saved?.learner, to);
    if (body === before?.body || (body === gone && !before)) return;
    try {
      await register.put(folder, id, body, before?.revision);
    } catch (error) {
      if (error instanceof RegisterConflict && triesLeft > 0) return write(folder, id, to, triesLeft - 1);
      throw error;
    }
  }

  function bodyFor(folder: string, learner: Learner | undefined, to: string): string {
    const edition = learner && editionOf(learner);
    if (!learner || edition === undefined || rosterFolder(edition) !== folder) return gone;
    return listedBody(learner, library, to);
  }

  async function read(edition: string): Promise<Known> {
    const now = known.get(edition) ?? { people: new Map(), mark: undefined };
    const { documents, mark } = await register.changes(rosterFolder(edition), now.mark);
    for (const [index, { id, body }] of documents.entries()) {
      // Of a hundred thousand it takes a second or two, in which turns go on.
      if (index % atOnce === atOnce - 1) await setImmediate();
      const found = kept.parse(JSON.parse(body));
      if ("gone" in found) now.people.delete(id);
      else now.people.set(id, listedAs(id, found));
    }
    now.mark = mark;
    known.set(edition, now);
    return now;
  }

  /** With what a question needs of them, and no more: there may be a hundred thousand. */
  function listedAs(id: string, { to, summary }: InEdition): Listed {
    const { right: _, wrong: __, weeks: ___, ...told } = summary;
    return { id, to, summary: told, track: trackOf(summary, library.first) };
  }

  return {
    async keep(id, to, editions) {
      for (const edition of new Set(editions)) await write(rosterFolder(edition), id, to, tries);
    },
    async of(edition) {
      // One after the other: each goes on where the one before it ended.
      const before = readings.get(edition);
      const reading = (before ?? Promise.resolve()).catch(() => {}).then(() => read(edition));
      readings.set(edition, reading);
      return (await reading).people;
    },
  };
}

const gone = JSON.stringify({ gone: true });

/** Leaves no summary of somebody who is being erased. */
export async function strikeFrom(register: Register, edition: string, id: string): Promise<void> {
  await register.set(rosterFolder(edition), id, gone);
}

export function rosterFolder(edition: string): string {
  return `roster/${edition}`;
}

/** A learner as the roster has them. */
function listedBody(learner: Learner, library: Library, to: string): string {
  // In one course, whatever the language: the same steps stand in all of them.
  return JSON.stringify({ to, summary: summaryOf(learner, library.first) });
}
