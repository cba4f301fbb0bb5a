import type { Cell, Column, Table } from "../../dialogs/coordinator/table.ts";
import type { Admissions } from "../admissions.ts";
import type { Roster } from "../roster/roster.ts";
import type { KnownEdition } from "./sight.ts";

/** The editions that may be seen: when, how one gets in, and how many are in. Days are those of the edition's clocks. */
export async function calendarTable(
  { roster, admissions }: { readonly roster: Pick<Roster, "of">; readonly admissions: Admissions },
  { editions }: { readonly editions: readonly KnownEdition[] },
): Promise<Table> {
  const columns: Column[] = [
    { id: "edition", is: "text" },
    { id: "admission", is: "word" },
    { id: "opens", is: "text" },
    { id: "closes", is: "text" },
    { id: "starts", is: "text" },
    { id: "ends", is: "text" },
    { id: "places", is: "number" },
    { id: "inside", is: "number" },
    { id: "pending", is: "number" },
    { id: "waiting", is: "number" },
  ];
  const rows = await Promise.all(
    editions.map(async ({ id, name, edition }): Promise<Cell[]> => {
      const { call, runs, places, admission } = edition;
      const all = await admissions.everyone(id);
      const counted = (status: string) => all.filter((one) => one.status === status).length || undefined;
      const inside = (await roster.of(id)).size;
      const days = [call.opens, call.closes, runs.starts, runs.ends];
      const how = admission === "open" ? "free" : admission;
      return [
        name === id ? name : `${name} · ${id}`,
        how,
        ...days,
        places,
        inside,
        counted("applied"),
        counted("waiting"),
      ];
    }),
  );
  return { columns, rows };
}
