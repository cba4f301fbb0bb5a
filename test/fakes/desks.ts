import { type Lists, lists } from "../../services/admission/lists.ts";
import { type Admissions, admissions } from "../../services/admissions.ts";
import type { Clerk } from "../../services/asked.ts";
import { clerk } from "../../services/clerk.ts";
import type { Converse } from "../../services/converse.ts";
import { type EditionBook, editionBook } from "../../services/editions.ts";
import { silentLog } from "../../services/log.ts";
import type { Register } from "../../services/store/register.ts";
import { linkAnywhere } from "./front-desk.ts";

export interface Desks {
  readonly clerk: Clerk;
  readonly editions: EditionBook;
  readonly admissions: Admissions;
  readonly lists: Lists;
}

interface World {
  readonly owe?: Converse["owe"];
  readonly now?: () => number;
  readonly phoneOf?: (learner: string, to: string) => Promise<string | undefined>;
}

/** For conversations in which no staff speak. */
const nobodyOfStaff = async () => ({ kind: "failed" }) as const;

/** All that answers what turns ask, on a register. */
export function desksOn(register: Register, { owe, now = () => 1_000, phoneOf }: World = {}): Desks {
  const editions = editionBook(register, now, silentLog);
  const invited = lists({ register, secret: "a secret for tests", phoneOf: phoneOf ?? (async () => undefined), now });
  const desk = admissions({ register, editions, lists: invited, owe: owe ?? (async () => {}), now, log: silentLog });
  return {
    clerk: clerk({
      ...linkAnywhere,
      register,
      admissions: desk,
      desk: nobodyOfStaff,
      alerts: { raise: nobodyOfStaff },
    }),
    editions,
    admissions: desk,
    lists: invited,
  };
}
