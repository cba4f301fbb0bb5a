import { stringify } from "yaml";
import { z } from "zod";
import type { Problem } from "../../content/problem.ts";
import { readYaml } from "../../content/source-text.ts";
import { type Edition, type Editions, edition } from "../../dialogs/admission/edition.ts";
import { type Breach, breachesOf } from "../../dialogs/admission/edition-rules.ts";

const file = z.strictObject({ editions: z.array(edition).min(1) });

interface Against {
  readonly course: string;
  /** The editions that there are. */
  readonly kept: Editions;
  readonly on: number;
}

/** Editions as somebody wrote them, or what is wrong with the file: all of it, with lines. */
export function readEditions(
  name: string,
  text: string,
  { course, kept, on }: Against,
): { readonly editions: readonly Edition[] } | { readonly problems: readonly Problem[] } {
  const read = readYaml({ file: name, id: "editions", text, startsAt: 1 }, file);
  if ("problems" in read) return read;
  const { editions } = read.data;
  const problems = editions.flatMap((one, index) =>
    [
      ...(editions.findIndex(({ id }) => id === one.id) < index ? ["hay otra edición con este id"] : []),
      ...(one.course !== undefined && one.course !== course
        ? [`este servidor da el curso «${course}», no «${one.course}»`]
        : []),
      ...breachesOf(one, kept.all.get(one.id), on).map(breachText),
    ].map((message) => ({ file: name, line: read.marks.lines.get(one.id) ?? 1, id: one.id, message })),
  );
  return problems.length > 0 ? { problems } : { editions };
}

function breachText(breach: Breach): string {
  if (breach.what === "past") {
    const { day, local } = breach;
    return `${local} ya pasó: ${day === "ends" ? "nadie podría empezar" : "nadie podría inscribirse"}`;
  }
  if (breach.what === "quota") return `la cuota de ${breach.name} (${breach.most}) es mayor que los lugares`;
  return "las fechas no van en orden";
}

/** The same, to be edited and given back: without what says nothing. */
export function writeEditions(editions: Iterable<Edition>): string {
  return stringify({ editions: [...editions].map(tidy) });
}

function tidy({ call, runs, quotas, questions, ...one }: Edition) {
  const limits = Object.entries(quotas).filter(([, limit]) => Object.keys(limit).length > 0);
  return {
    ...one,
    ...(Object.keys(call).length > 0 ? { call } : {}),
    ...(Object.keys(runs).length > 0 ? { runs } : {}),
    ...(limits.length > 0 ? { quotas: Object.fromEntries(limits) } : {}),
    ...(questions.length > 0 ? { questions } : {}),
  };
}
