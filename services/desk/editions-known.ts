import { z } from "zod";
import { demoEdition } from "../../dialogs/summary.ts";
import type { Register } from "../store/register.ts";
import type { KnownEdition } from "./sight.ts";

/** What numbers need of an edition; the rest of it is none of their business. */
const shape = z.looseObject({
  name: z.union([z.string(), z.record(z.string(), z.string())]).optional(),
  runs: z.looseObject({ ends: z.union([z.int(), z.string()]).optional() }).optional(),
});

const stored = z.looseObject({ edition: shape });

/** Every edition that there is. On a fresh install, that of the demonstration. */
export async function editionsKnown(register: Register): Promise<KnownEdition[]> {
  const kept = await register.list("editions", { prefix: "", after: "", limit: 1000 });
  const known = kept.map(({ id, body }) => {
    const { name, runs } = stored.parse(JSON.parse(body)).edition;
    const ends = typeof runs?.ends === "string" ? Date.parse(runs.ends) : runs?.ends;
    return { id, name: nameIn(name) ?? id, ends: ends === undefined || Number.isNaN(ends) ? undefined : ends };
  });
  return known.some(({ id }) => id === demoEdition)
    ? known
    : [...known, { id: demoEdition, name: demoEdition, ends: undefined }];
}

function nameIn(name: string | Readonly<Record<string, string>> | undefined): string | undefined {
  return typeof name === "object" ? (name.es ?? Object.values(name)[0]) : name;
}
