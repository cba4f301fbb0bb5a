import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Register } from "./store/register.ts";

/** Every look of staff at people, and everything they changed. It is added to, and nothing of it is ever changed. */
const act = z.strictObject({
  on: z.int(),
  by: z.string(),
  /** What they were called and were then: both may change. */
  name: z.string().optional(),
  role: z.string(),
  edition: z.string(),
  /** What was asked or done: `person`, `people stuck`, `grant`… */
  what: z.string(),
  /** Whose data were shown or changed, by id. */
  people: z.array(z.string()),
  /** More about it, without words of learners. */
  about: z.string().optional(),
});
export type Act = z.infer<typeof act>;

export interface Audit {
  note(act: Act): Promise<void>;
  /** From a time on, oldest first. */
  since(on: number): Promise<Act[]>;
}

/** So many people stand in one document: it must fit in every store. */
const mostPeople = 2000;
const page = 500;

export function audit(register: Register): Audit {
  return {
    async note(one) {
      for (let from = 0; from === 0 || from < one.people.length; from += mostPeople) {
        const people = one.people.slice(from, from + mostPeople);
        await register.set("audit", idFor(one.on), JSON.stringify({ ...one, people }));
      }
    },
    async since(on) {
      const acts: Act[] = [];
      for (let after = stamp(on); ; ) {
        const found = await register.list("audit", { prefix: "", after, limit: page });
        acts.push(...found.map(({ body }) => act.parse(JSON.parse(body))));
        const last = found.at(-1);
        if (!last || found.length < page) return acts;
        after = last.id;
      }
    },
  };
}

function idFor(on: number): string {
  return `${stamp(on)}-${randomBytes(5).toString("hex")}`;
}

/** In the order of time. */
function stamp(on: number): string {
  return String(Math.max(0, Math.floor(on))).padStart(14, "0");
}
