import { z } from "zod";
import { RegisterConflict } from "../errors.ts";
import { queue } from "../queue.ts";
import type { Register } from "../store/register.ts";
import { type Application, application, folderOf, readApplication } from "./application.ts";

const page = z.object({
  /** What was decided last, and perhaps not written everywhere: whoever comes next makes it good. */
  pending: z.array(application),
  /** How many places the edition had then. */
  places: z.int().optional(),
});
type Page = z.infer<typeof page>;

/** What a decision changes. `tell`: who does not know of it yet. */
export interface Decision {
  readonly writes: readonly Application[];
  readonly tell: readonly Application[];
}

export interface Ledger {
  /** Everyone of an edition, as of now. */
  everyone(edition: string): Promise<ReadonlyMap<string, Application>>;
  /**
   * Decides on all that was decided before, on whatever server, and keeps it. `decide` is asked again when somebody else
   * was faster.
   */
  decide(edition: string, places: number | undefined, decide: Deciding): Promise<Decision>;
}

/** `added`: places that the edition has more than at the decision before. */
type Deciding = (all: ReadonlyMap<string, Application>, added: number) => Decision;

const folder = "seats";
const mostTries = 20;

interface Followed {
  readonly all: Map<string, Application>;
  mark: string | undefined;
}

/**
 * Places are given one decision after the other. The register writes one document at a time: a decision is first written
 * whole, over the one before, and then to the applications it changes. A crash in between costs nothing.
 */
export function ledger(register: Register, warn: (untold: readonly Application[]) => Promise<void>): Ledger {
  const turns = queue();
  const followed = new Map<string, Followed>();

  async function everyone(edition: string): Promise<ReadonlyMap<string, Application>> {
    const known = followed.get(edition) ?? { all: new Map(), mark: undefined };
    followed.set(edition, known);
    const { documents, mark } = await register.changes(folderOf(edition), known.mark);
    for (const { id, body } of documents) known.all.set(id, readApplication(body));
    known.mark = mark;
    return known.all;
  }

  /** Unless it was written already, or somebody decided on it since. */
  async function makeGood(one: Application): Promise<void> {
    const kept = await register.get(folderOf(one.edition), one.learner);
    if (kept && readApplication(kept.body).history.length >= one.history.length) return;
    await register.put(folderOf(one.edition), one.learner, JSON.stringify(one), kept?.revision).catch(unlessConflict);
  }

  async function once(edition: string, places: number | undefined, decide: Deciding): Promise<Decision | undefined> {
    const kept = await register.get(folder, edition);
    const before: Page = kept ? page.parse(JSON.parse(kept.body)) : { pending: [] };
    for (const one of before.pending) await makeGood(one);
    const added = Math.max(0, (places ?? 0) - (before.places ?? places ?? 0));
    const decision = decide(await everyone(edition), added);
    if (decision.writes.length === 0 && before.pending.length === 0 && before.places === places) return decision;
    await warn(decision.tell);
    try {
      const now = { pending: decision.writes, places };
      const revision = await register.put(folder, edition, JSON.stringify(now), kept?.revision);
      for (const one of decision.writes) await makeGood(one);
      await register.put(folder, edition, JSON.stringify({ pending: [], places }), revision).catch(unlessConflict);
    } catch (error) {
      unlessConflict(error);
      return undefined;
    }
    return decision;
  }

  return {
    everyone,
    decide: (edition, places, decide) =>
      turns.run(edition, async () => {
        for (let tries = 0; tries < mostTries; tries += 1) {
          const done = await once(edition, places, decide);
          if (done) return done;
        }
        throw new RegisterConflict(folder);
      }),
  };
}

function unlessConflict(error: unknown): void {
  if (!(error instanceof RegisterConflict)) throw error;
}
