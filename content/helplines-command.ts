import { join } from "node:path";
import { z } from "zod";
import { helplineDays, staleHelplines } from "./helplines.ts";
import { openCourse } from "./open.ts";

/**
 * `npm run care:helplines [-- 2027-05-24]`: helplines that must be verified anew on that day, or today. Fails when there
 * are any.
 */
const today = z.iso.date().parse(process.argv[2] ?? new Date().toISOString().slice(0, 10));
const { first: course } = await openCourse(join(import.meta.dirname, "courses/ninez-migrante"));
const countries = course.modules.flatMap((module) => module.countries);
const stale = staleHelplines(countries, today);
const without = countries.filter(({ helplines }) => helplines.length === 0).map(({ name }) => name);

console.log(
  [
    ...stale,
    `${stale.length} líneas por verificar de nuevo el ${today} (cada ${helplineDays} días), de ${countries.flatMap(({ helplines }) => helplines).length}.`,
    `Sin línea verificada, se dice cómo hallarla: ${without.join(", ")}.`,
  ].join("\n"),
);
process.exitCode = stale.length > 0 ? 1 : 0;
