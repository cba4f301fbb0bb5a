import type { Column, Table } from "../../dialogs/coordinator/table.ts";
import { allAlerts, codeOf } from "../alerts/kept.ts";
import type { Register } from "../store/register.ts";
import type { LearnerStore } from "../store/store.ts";
import type { KnownEdition } from "./sight.ts";

interface Sources {
  readonly register: Register;
  readonly learners: Pick<LearnerStore, "load">;
}

const columns: readonly Column[] = [
  { id: "name", is: "text" },
  { id: "code", is: "text" },
  { id: "country", is: "country" },
  { id: "what", is: "situation" },
  { id: "edition", is: "text" },
  { id: "when", is: "moment" },
];

/** Alerts of their editions that nobody sees to yet, and whose they are. */
export async function alertsTable(
  { register, learners }: Sources,
  editions: readonly KnownEdition[],
): Promise<{ table: Table; people: string[] }> {
  const open = (await allAlerts(register)).filter(({ taken }) => !taken);
  const own = open.flatMap((one) => {
    const edition = editions.find(({ id }) => id === one.edition);
    return edition ? [{ one, edition }] : [];
  });
  const rows = await Promise.all(
    own.map(async ({ one, edition }) => {
      const { name, country } = (await learners.load(one.learner))?.learner ?? {};
      return [name, codeOf(one), country, one.situation, edition.name, one.on];
    }),
  );
  return { table: { columns, rows }, people: [...new Set(own.map(({ one }) => one.learner))] };
}
