import { z } from "zod";
import type { Editions } from "../../dialogs/admission/edition.ts";
import { isLeftAlone } from "../../dialogs/state.ts";
import { editionsKnown } from "../desk/editions-known.ts";
import type { EditionBook } from "../editions.ts";
import { lately } from "../lately.ts";
import type { Log } from "../log.ts";
import type { Member, Staff } from "../staff.ts";
import type { Register } from "../store/register.ts";
import type { LearnerStore } from "../store/store.ts";
import { reachFolder } from "./reach-folder.ts";

/** One of the staff, and where they are written to. */
export interface Reached {
  readonly id: string;
  readonly to: string;
}
type Whom = ReadonlyMap<string, readonly Reached[]>;

/** Who is told of an alert: those who coordinate the learner's edition, or, where none of them can be, who administers. */
export interface Reach {
  /** Editions with who can be reached in each, as of some minutes ago: a turn costs no read. */
  now(): Promise<Editions>;
  /** As of now. */
  fresh(): Promise<Whom>;
  /** Somebody of the staff came to the desk, from where they can be written to. */
  note(id: string, to: string): Promise<void>;
  /** Somebody is of the staff no more: where they were is nobody's business. */
  left(id: string): Promise<void>;
}

interface Parts {
  readonly register: Register;
  readonly learners: Pick<LearnerStore, "load">;
  readonly staff: Pick<Staff, "all">;
  readonly editions: Pick<EditionBook, "now" | "fresh">;
  readonly now: () => number;
  readonly log: Log;
}

const address = z.strictObject({ to: z.string() });

/** Milliseconds after which it is looked again who can be reached. */
const stale = 300_000;

export function reach({ register, learners, staff, editions, now, log }: Parts): Reach {
  const noted = new Map<string, string>();
  let known: Whom = new Map();
  let looked = Number.NEGATIVE_INFINITY;
  let given: { readonly from: Editions; readonly reach: Whom; readonly editions: Editions } | undefined;

  async function reachable(): Promise<(Member & Reached)[]> {
    const kept = await register.list(reachFolder, { prefix: "", after: "", limit: 1000 });
    const addresses: ReadonlyMap<string, string> = new Map(
      kept.map(({ id, body }) => [id, address.parse(JSON.parse(body)).to]),
    );
    // Who left, also by way of another server, and is invited again is noted again.
    for (const id of noted.keys()) if (!addresses.has(id)) noted.delete(id);
    const all = await Promise.all(
      (await staff.all()).map(async (member) => {
        const to = addresses.get(member.id);
        if (to === undefined) return [];
        const saved = await learners.load(member.id);
        return saved && !isLeftAlone(saved.learner.place) ? [{ ...member, to }] : [];
      }),
    );
    return all.flat();
  }

  async function fresh(): Promise<Whom> {
    looked = now();
    const people = await reachable();
    const whom = (await editionsKnown(editions)).map(({ id, edition }): [string, readonly Reached[]] => {
      if (edition.alerts === false) return [id, []];
      const own = people.filter((one) => one.role === "coordinator" && one.editions.includes(id));
      const told = own.length > 0 ? own : people.filter(({ role }) => role === "administrator");
      return [id, told.map((one) => ({ id: one.id, to: one.to }))];
    });
    known = new Map(whom.filter(([, told]) => told.length > 0));
    return known;
  }

  function lookAgain(): void {
    looked = now();
    fresh().catch((error: unknown) => log.error("who can be alerted could not be looked up", error));
  }

  return {
    fresh,
    async now() {
      const from = await editions.now();
      if (!lately(looked, now(), stale)) lookAgain();
      if (known.size === 0) return from;
      if (given?.from !== from || given.reach !== known)
        given = { from, reach: known, editions: { ...from, reach: known } };
      return given.editions;
    },
    async note(id, to) {
      if (to === "" || noted.get(id) === to) return;
      const before = await register.get(reachFolder, id);
      const body = JSON.stringify({ to });
      if (before?.body !== body) await register.set(reachFolder, id, body);
      noted.set(id, to);
      await fresh();
    },
    async left(id) {
      await register.remove(reachFolder, id);
      await fresh();
    },
  };
}
