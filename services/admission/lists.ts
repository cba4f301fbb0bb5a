import { createHmac, randomInt, randomUUID } from "node:crypto";
import { z } from "zod";
import { fold } from "../../content/search/fold.ts";
import { RegisterConflict } from "../errors.ts";
import type { Kept, Register } from "../store/register.ts";
import { phoneKey } from "./phone.ts";
import type { Row } from "./rows.ts";

/** Somebody who may take part in an edition because a list says so: in the folder `listed/<edition>`. */
const listed = z.object({
  person: z.string(),
  edition: z.string(),
  /** The import that listed them; it counts once all of it is kept. */
  batch: z.string(),
  answers: z.record(z.string(), z.string()),
  phone: z.string().optional(),
  /** When their code ends, where they have one. The code itself is kept nowhere, only its hash. */
  expires: z.int().optional(),
  /** Who came by it. */
  learner: z.string().optional(),
  by: z.string(),
  on: z.int(),
});
type Listed = z.infer<typeof listed>;

/** What leads to a person: in the folder `invited`, by phone, by the hash of a code, and by who came. */
const lead = z.object({ edition: z.string(), person: z.string(), batch: z.string() });
const leads = "invited";

/** Imports that are kept whole. */
const batches = "imports";

const guesses = z.object({ hour: z.int(), count: z.int() });
const guessed = "guesses";
/** Codes that do not exist, in an hour: by one person, and by all. There are 2^39 codes. */
const mostGuesses = { own: 5, all: 500 };
const everybody = "all";
const hour = 3_600_000;

/** Rows that are written side by side. */
const together = 200;

type Refused = { readonly why: "bad-code" | "used-code" | "old-code" | "guesses" | "unlisted" };
type Found = { readonly edition: string; readonly answers: Readonly<Record<string, string>> };

/** A person who is on the list with a code to give them. */
export interface Invitation {
  readonly name: string;
  readonly code: string;
}

export interface Added {
  readonly added: number;
  /** Who was on the list before, by phone or e-mail. */
  readonly already: number;
  /** For who has no phone on the list. */
  readonly invitations: readonly Invitation[];
}

type First = (batch: string, added: Added) => Promise<void>;

export interface Lists {
  claim(learner: string, code: string, on: number): Promise<Found | Refused>;
  /** By the phone that they write from, where the channel tells it. */
  recognise(learner: string, to: string, on: number): Promise<Found | Refused>;
  /**
   * All of these people, or none. `expires`: when their codes end. `first` is done when everything is written and before
   * it counts, so that codes are safe before anybody could need them.
   */
  add(edition: string, rows: readonly Row[], by: string, expires: number, first?: First): Promise<Added>;
  /** Of these people, those who are on no list of the edition yet. */
  fresh(edition: string, rows: readonly Row[]): Promise<readonly Row[]>;
  /** Whether an import was kept whole. */
  isWhole(batch: string): Promise<boolean>;
  forget(learner: string): Promise<void>;
}

interface Parts {
  readonly register: Register;
  /** Without it nobody can tell from what is stored which codes there are. */
  readonly secret: string;
  readonly phoneOf: (learner: string, to: string) => Promise<string | undefined>;
  readonly now: () => number;
}

export function lists({ register, secret, phoneOf, now }: Parts): Lists {
  const hashed = (code: string) => createHmac("sha256", secret).update(`invitation ${code}`).digest("hex");

  async function tooMany(who: string, most: number): Promise<boolean> {
    const kept = await register.get(guessed, who);
    if (!kept) return false;
    const { hour: then, count } = guesses.parse(JSON.parse(kept.body));
    return then === Math.floor(now() / hour) && count >= most;
  }

  async function countGuess(who: string): Promise<void> {
    const kept = await register.get(guessed, who);
    const before = kept ? guesses.parse(JSON.parse(kept.body)) : { hour: 0, count: 0 };
    const current = Math.floor(now() / hour);
    const count = before.hour === current ? before.count + 1 : 1;
    try {
      await register.put(guessed, who, JSON.stringify({ hour: current, count }), kept?.revision);
    } catch (error) {
      if (!(error instanceof RegisterConflict)) throw error;
      await countGuess(who);
    }
  }

  /** Who a lead leads to, where their import is whole. */
  async function follow(found: Kept | undefined): Promise<{ one: Listed; revision: string } | undefined> {
    if (!found) return undefined;
    const { edition, person, batch } = lead.parse(JSON.parse(found.body));
    const kept = await register.get(`listed/${edition}`, person);
    const isWhole = kept && (await register.get(batches, batch));
    return isWhole && { one: listed.parse(JSON.parse(kept.body)), revision: kept.revision };
  }

  /** The person becomes this learner; undefined when somebody else was faster. */
  async function taken(
    learner: string,
    { one, revision }: { one: Listed; revision: string },
  ): Promise<Found | undefined> {
    const { edition, person, batch, answers } = one;
    if (one.learner === learner) return { edition, answers };
    if (one.learner !== undefined) return undefined;
    try {
      await register.set(leads, `learner:${learner}:${edition}`, JSON.stringify({ edition, person, batch }));
      await register.put(`listed/${edition}`, person, JSON.stringify({ ...one, learner }), revision);
    } catch (error) {
      if (error instanceof RegisterConflict) return undefined;
      throw error;
    }
    return { edition, answers };
  }

  type Listing = Pick<Listed, "edition" | "batch" | "by" | "on">;

  /** Who has no phone on the list gets a code. */
  async function listOne(row: Row, listing: Listing, expires: number): Promise<Invitation | undefined> {
    const { edition, batch } = listing;
    const person = randomUUID();
    const { phone, ...answers } = row;
    const where = JSON.stringify({ edition, person, batch });
    const put = (more: Partial<Listed>) =>
      register.set(`listed/${edition}`, person, JSON.stringify({ ...listing, person, answers, ...more }));
    if (phone !== undefined) {
      await Promise.all([put({ phone }), register.set(leads, `phone:${phone}:${edition}`, where)]);
      return undefined;
    }
    const code = newCode();
    await Promise.all([put({ expires }), register.set(leads, `code:${hashed(code.replace("-", ""))}`, where)]);
    return { name: row.name, code };
  }

  return {
    async claim(learner, code, on) {
      if ((await tooMany(learner, mostGuesses.own)) || (await tooMany(everybody, mostGuesses.all)))
        return { why: "guesses" };
      const found = await follow(await register.get(leads, `code:${hashed(code)}`));
      if (!found) {
        await Promise.all([countGuess(learner), countGuess(everybody)]);
        return { why: "bad-code" };
      }
      if (found.one.learner !== undefined && found.one.learner !== learner) return { why: "used-code" };
      if (found.one.learner === undefined && on >= (found.one.expires ?? 0)) return { why: "old-code" };
      return (await taken(learner, found)) ?? { why: "used-code" };
    },
    async recognise(learner, to) {
      const phone = await phoneOf(learner, to);
      if (phone === undefined) return { why: "unlisted" };
      const known = await register.list(leads, { prefix: `phone:${phoneKey(phone)}:`, after: "", limit: 20 });
      for (const one of known) {
        const found = await follow(one);
        const mine = found && (await taken(learner, found));
        if (mine) return mine;
      }
      return { why: "unlisted" };
    },
    async fresh(edition, rows) {
      const isKnown = among(await peopleOf(register, edition));
      return rows.filter((row) => !isKnown(row));
    },
    isWhole: async (batch) => (await register.get(batches, batch)) !== undefined,
    async add(edition, rows, by, expires, first) {
      const isKnown = among(await peopleOf(register, edition));
      const fresh = rows.filter((row) => !isKnown(row));
      const batch = randomUUID();
      const keep = (row: Row) => listOne(row, { edition, batch, by, on: now() }, expires);
      const invitations: Invitation[] = [];
      for (let from = 0; from < fresh.length; from += together) {
        const some = await Promise.all(fresh.slice(from, from + together).map(keep));
        invitations.push(...some.flatMap((one) => one ?? []));
      }
      const added = { added: fresh.length, already: rows.length - fresh.length, invitations };
      await first?.(batch, added);
      // Only now do they count: an import that was cut short has listed nobody.
      await register.set(batches, batch, JSON.stringify({ edition, by, on: now(), people: fresh.length }));
      return added;
    },
    async forget(learner) {
      const own = await register.list(leads, { prefix: `learner:${learner}:`, after: "", limit: 200 });
      for (const { id, body } of own) {
        const { edition, person } = lead.parse(JSON.parse(body));
        const kept = await register.get(`listed/${edition}`, person);
        const phone = kept && listed.parse(JSON.parse(kept.body)).phone;
        if (phone !== undefined) await register.remove(leads, `phone:${phone}:${edition}`);
        await register.remove(`listed/${edition}`, person);
        await register.remove(leads, id);
      }
      await register.remove(guessed, learner);
    },
  };
}

/** Everyone of an edition's lists whose import is whole. */
async function peopleOf(register: Register, edition: string): Promise<Listed[]> {
  const people: Listed[] = [];
  let after = "";
  for (;;) {
    const page = await register.list(`listed/${edition}`, { prefix: "", after, limit: 500 });
    people.push(...page.map(({ body }) => listed.parse(JSON.parse(body))));
    const last = page.at(-1);
    if (!last || page.length < 500) break;
    after = last.id;
  }
  const whole = new Set<string>();
  for (const batch of new Set(people.map((one) => one.batch))) if (await register.get(batches, batch)) whole.add(batch);
  return people.filter(({ batch }) => whole.has(batch));
}

/** Whether a row is somebody who is listed. */
function among(people: readonly Listed[]): (row: Row) => boolean {
  const phones = new Set(people.flatMap(({ phone }) => phone ?? []));
  const emails = new Set(people.flatMap(({ answers }) => answers.email?.toLowerCase() ?? []));
  const bare = ({ name, institution }: Pick<Row, "name" | "institution">) => `${fold(name)} ${fold(institution ?? "")}`;
  const unreachable = people.filter(({ phone, answers }) => phone === undefined && answers.email === undefined);
  const others = new Set(unreachable.map(({ answers }) => bare({ ...answers, name: answers.name ?? "" })));
  return (row) => {
    const { phone, email } = row;
    if (phone === undefined && email === undefined) return others.has(bare(row));
    return (phone !== undefined && phones.has(phone)) || (email !== undefined && emails.has(email.toLowerCase()));
  };
}

/** Without letters and digits that are mistaken for each other. */
const letters = "ABCDEFGHJKMNPQRSTUVWXYZ";
const signs = `${letters}23456789`;

/** Eight signs, a letter and a digit among them at least, so that no word of a message is one. */
function newCode(): string {
  const code = Array.from({ length: 8 }, () => signs[randomInt(signs.length)] ?? "").join("");
  return /\d/.test(code) && /[A-Z]/.test(code) ? `${code.slice(0, 4)}-${code.slice(4)}` : newCode();
}
