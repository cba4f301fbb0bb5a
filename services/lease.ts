import { z } from "zod";
import { RegisterConflict } from "./errors.ts";
import type { Log } from "./log.ts";
import type { Kept, Register } from "./store/register.ts";

/** The right to do, alone among all servers, something that must run once. */
export interface Lease {
  /**
   * Takes the lease, or renews it; answers whether it is ours at `now`, a time of this server's own, in milliseconds. To be
   * asked for several times within a term.
   */
  take(now: number): Promise<boolean>;
  /** Gives it back, so that another need not wait for its end. */
  release(): Promise<void>;
}

interface Terms {
  readonly name: string;
  /** Which server this is: another after each start. */
  readonly holder: string;
  /** Milliseconds after which a lease that was not renewed may be taken by another. */
  readonly term: number;
}

const folder = "leases";
/** A lease that was given back has no holder. */
const body = z.object({ holder: z.string(), renewal: z.int() });
type Body = z.infer<typeof body>;

/**
 * No clock is compared with another: each server measures by its own how long the lease has been without renewal, so clocks
 * may be wrong by any amount. They must only go at the same pace, to a tenth: the holder lets go at nine tenths of a term.
 *
 * A holder that stands still between asking and doing may be overtaken. What is done under a lease must bear being done
 * twice; that it nearly never is saves work.
 */
export function lease(register: Register, { name, holder, term }: Terms, log: Log): Lease {
  /** What was last seen of another's lease, and since when. */
  let seen: { readonly revision: string; readonly since: number } | undefined;
  /** Since when ours is good for a term: from before it was asked for. */
  let ours: { readonly revision: string; readonly since: number; readonly renewal: number } | undefined;

  async function write(before: Kept | undefined, said: Body | undefined, now: number): Promise<boolean> {
    const renewal = (said?.renewal ?? 0) + 1;
    try {
      const revision = await register.put(folder, name, JSON.stringify({ holder, renewal }), before?.revision);
      if (!ours) log.info("lease taken", { name, renewal });
      ours = { revision, since: now, renewal };
      return true;
    } catch (error) {
      if (!(error instanceof RegisterConflict)) throw error;
      ours = undefined;
      return false;
    }
  }

  function isOver({ revision }: Kept, now: number): boolean {
    if (seen?.revision !== revision) seen = { revision, since: now };
    return now - seen.since >= term;
  }

  return {
    async take(now) {
      // Where the store cannot be asked, what was ours is ours no longer than it was granted.
      if (ours && now - ours.since > term * 0.9) ours = undefined;
      const found = await register.get(folder, name);
      const said = found && body.parse(JSON.parse(found.body));
      const free = !found || said?.holder === holder || said?.holder === "" || isOver(found, now);
      if (free) return write(found, said, now);
      ours = undefined;
      return false;
    },
    async release() {
      if (!ours) return;
      const { revision, renewal } = ours;
      ours = undefined;
      // Removed only by writing over what is ours: a lease that another took is left alone.
      await register.put(folder, name, JSON.stringify({ holder: "", renewal: renewal + 1 }), revision).catch(ignore);
    },
  };
}

function ignore(error: unknown): void {
  if (!(error instanceof RegisterConflict)) throw error;
}
