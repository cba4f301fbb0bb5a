import { createHmac, randomInt } from "node:crypto";
import { z } from "zod";
import { RegisterConflict } from "./errors.ts";
import { firstSeed } from "./first-seed.ts";
import type { Register } from "./store/register.ts";

/** Whoever may see more than their own: coordinators of editions that are named, and administrators of all. */
const member = z.strictObject({
  role: z.enum(["coordinator", "administrator"]),
  editions: z.array(z.string()).default([]),
  /** What they are called in the audit trail: as they called themselves when they came. */
  name: z.string().optional(),
  since: z.int().default(0),
  /** Who let them in: the id of a member, or «setting» or «first code». */
  by: z.string().default(""),
});
export type Member = z.infer<typeof member> & { readonly id: string };

const invitation = z.strictObject({
  /** What it is called in lists: says nothing of the code. */
  name: z.string(),
  role: z.enum(["coordinator", "administrator"]),
  editions: z.array(z.string()),
  by: z.string(),
  on: z.int(),
  until: z.int(),
  /** Who used it, and by which request. */
  used: z.strictObject({ by: z.string(), asked: z.string(), on: z.int() }).optional(),
  revoked: z.int().optional(),
});
export type Invitation = z.infer<typeof invitation>;

export type Redeemed = "no-code" | "used" | Member;

export interface Staff {
  /** Undefined for everybody else. Read anew each time: who was dismissed is so at once. */
  member(id: string): Promise<Member | undefined>;
  all(): Promise<Member[]>;
  /** Answers the code, which is kept nowhere: only its keyed hash is. Asked twice by one request, the first code is void. */
  invite(wanted: Pick<Invitation, "role" | "editions" | "by">, on: number, asked: string): Promise<Issued>;
  invitations(): Promise<Invitation[]>;
  /** Whether there was one of that name that could still be used. */
  revoke(name: string, on: number): Promise<boolean>;
  /** Makes a member of who holds a code. */
  redeem(code: string, who: { id: string; name: string | undefined }, on: number, asked: string): Promise<Redeemed>;
  dismiss(id: string): Promise<void>;
  /** A code for the first administrator, where there is none; earlier ones are void. Servers that start together have one. */
  firstCode(on: number): Promise<Issued | undefined>;
}

export interface Issued {
  readonly code: string;
  readonly name: string;
  readonly until: number;
}

interface Parts {
  readonly register: Register;
  /** Keys the hashes of codes. */
  readonly secret: string;
  /** Ids of the learners who administer by setting. */
  readonly administrators: () => Promise<readonly string[]>;
}

const day = 86_400_000;
/** Without letters and digits that look alike. */
const alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const first = { role: "administrator", editions: [], by: "first code" } as const;
const most = { prefix: "", after: "", limit: 1000 };

export function staff({ register, secret, administrators }: Parts): Staff {
  const hash = (code: string) => createHmac("sha256", `invitation ${secret}`).update(code).digest("hex");

  async function memberOf(id: string): Promise<Member | undefined> {
    if ((await administrators()).includes(id))
      return { id, role: "administrator", editions: [], since: 0, by: "setting" };
    const kept = await register.get("staff", id);
    return kept && { id, ...member.parse(JSON.parse(kept.body)) };
  }

  async function invitations(): Promise<(Invitation & { hash: string; revision: string })[]> {
    const kept = await register.list("invitations", most);
    return kept.map(({ id, body, revision }) => ({ ...invitation.parse(JSON.parse(body)), hash: id, revision }));
  }

  async function issue(wanted: Pick<Invitation, "role" | "editions" | "by">, on: number, asked: string) {
    const code = codeOf(letters(12));
    const until = on + day;
    const name = `i-${hash(asked).slice(0, 6)}`;
    // The same request asked again: its code was never said.
    for (const known of await invitations()) if (known.name === name) await register.remove("invitations", known.hash);
    await register.set("invitations", hash(plainCode(code)), JSON.stringify({ ...wanted, name, on, until }));
    return { code, name, until };
  }

  async function annul(known: Invitation & { hash: string; revision: string }, on: number): Promise<void> {
    const { hash: id, revision, ...rest } = known;
    await register.put("invitations", id, JSON.stringify({ ...rest, revoked: on }), revision);
  }

  /** Whoever is of the staff already keeps what they have. */
  async function join(known: Invitation, who: { id: string; name: string | undefined }, on: number): Promise<Member> {
    const before = await memberOf(who.id);
    const role = before?.role === "administrator" ? before.role : known.role;
    const editions = [...new Set([...(before?.editions ?? []), ...known.editions])];
    const now = { role, editions, name: who.name, since: before?.since || on, by: known.by };
    await register.set("staff", who.id, JSON.stringify(now));
    return { id: who.id, ...now };
  }

  return {
    member: memberOf,
    async all() {
      const kept = await register.list("staff", most);
      const listed = kept.map(({ id, body }) => ({ id, ...member.parse(JSON.parse(body)) }));
      const named = await administrators();
      const set = await Promise.all(named.map(memberOf));
      return [...set.flatMap((one) => one ?? []), ...listed.filter(({ id }) => !named.includes(id))];
    },
    invite: issue,
    async invitations() {
      return (await invitations()).map(({ hash: _, revision: __, ...known }) => known);
    },
    async revoke(name, on) {
      const known = (await invitations()).find((one) => one.name === name && isOpen(one, on));
      if (known) await annul(known, on);
      return known !== undefined;
    },
    async redeem(code, who, on, asked) {
      const kept = await register.get("invitations", hash(plainCode(code)));
      const known = kept && invitation.parse(JSON.parse(kept.body));
      if (!kept || !known || known.revoked !== undefined || known.until < on) return "no-code";
      if (known.used && known.used.asked !== asked) return "used";
      const used = known.used ?? { by: who.id, asked, on };
      try {
        // Used before it makes a member: of two at once one is told that it was used.
        if (!known.used) await register.put("invitations", kept.id, JSON.stringify({ ...known, used }), kept.revision);
      } catch (error) {
        if (error instanceof RegisterConflict) return "used";
        throw error;
      }
      return join(known, who, used.on);
    },
    dismiss: (id) => register.remove("staff", id),
    async firstCode(on) {
      if ((await administrators()).length > 0) return undefined;
      const kept = await register.list("staff", most);
      if (kept.some(({ body }) => member.parse(JSON.parse(body)).role === "administrator")) return undefined;
      const seed = await firstSeed(register, on);
      const code = codeOf(spelled(createHmac("sha256", `first code ${secret}`).update(seed.word).digest()));
      const id = hash(plainCode(code));
      const others = (await invitations()).filter((one) => one.by === first.by && isOpen(one, on) && one.hash !== id);
      for (const one of others) await annul(one, on).catch(unlessConflict);
      const issued = { name: `i-${hash(seed.word).slice(0, 6)}`, on: seed.on, until: seed.on + day };
      const body = JSON.stringify({ ...first, ...issued });
      // Where another server that starts wrote it, it stands.
      await register.put("invitations", id, body, undefined).catch(unlessConflict);
      return { code, name: issued.name, until: issued.until };
    },
  };
}

export function isOpen({ used, revoked, until }: Invitation, on: number): boolean {
  return !used && revoked === undefined && until >= on;
}

/** As people type it: without dashes, in small letters. */
function plainCode(code: string): string {
  return code.toUpperCase().replace(/[^0-9A-Z]/g, "");
}

function codeOf(twelve: string): string {
  return `CO-${twelve.slice(0, 4)}-${twelve.slice(4, 8)}-${twelve.slice(8, 12)}`;
}

function letters(count: number): string {
  return Array.from({ length: count }, () => alphabet[randomInt(alphabet.length)]).join("");
}

function spelled(digest: Buffer): string {
  return Array.from(digest, (byte) => alphabet[byte % alphabet.length]).join("");
}

function unlessConflict(error: unknown): void {
  if (!(error instanceof RegisterConflict)) throw error;
}
