import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { readCourse } from "../../content/load.ts";
import { language } from "../../content/schema.ts";
import { build } from "../../content/search/build.ts";
import { prepareSearch, search } from "../../content/search/search.ts";
import paraphrased from "./faq-es.json" with { type: "json" };
import { inOtherLanguages } from "./other-languages.ts";
import { typedOnPhone } from "./phone.ts";
import { type SampleSet, sampleSets } from "./samples.ts";
import { ofStrangers } from "./strangers.ts";

/** Prints how well questions are answered, of the course and of public data: the figures of `docs/search.md`. */
const folder = process.argv[2] ?? join(import.meta.dirname, "../../content/courses/ninez-migrante");
const publicData = join(import.meta.dirname, "../../../shared/bench/search/data");

const publicSet = z.object({
  lang: language,
  passages: z.array(z.object({ id: z.string(), title: z.string(), question: z.string().optional(), text: z.string() })),
  queries: z.array(z.object({ id: z.int(), text: z.string(), noisy: z.string(), rel: z.array(z.string()) })),
});

const entries = z.array(z.tuple([z.string(), z.string(), z.array(z.string())])).parse(paraphrased);

await measureCourse();
measureParaphrases();
if (existsSync(publicData)) for (const name of ["xquad-es", "faquad-pt", "stackfaq-en"]) await measureRanking(name);
else process.stdout.write("public data: ../shared is not here, nothing measured\n");

async function measureCourse(): Promise<void> {
  const { courses } = await readCourse(folder);
  const [course] = courses;
  if (!course) throw new Error(`no course in ${folder}`);
  const before = memory();
  const began = process.cpuUsage();
  prepareSearch(course);
  const { user, system } = process.cpuUsage(began);
  process.stdout.write(
    `index: ${((user + system) / 1000).toFixed(0)} ms CPU, ${(memory() - before).toFixed(0)} MB\n\n`,
  );
  process.stdout.write(
    "| questions | of | answered (right) | offered (right among) | silent | nearest named (right) |\n| --- | --- | --- | --- | --- | --- |\n",
  );
  const taken: number[] = [];
  const isHeldOut = (_: unknown, index: number) => index % 2 === 1;
  for (const set of await sampleSets(course)) {
    process.stdout.write(rowOf({ ...set, samples: set.samples.filter(isHeldOut) }, taken));
  }
  for (const set of [...inOtherLanguages(courses), ...ofStrangers(courses)]) process.stdout.write(rowOf(set, taken));
  const sorted = taken.toSorted((one, other) => one - other);
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1);
  process.stdout.write(`\na question: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms CPU\n\n`);
}

function memory(): number {
  // Lists of numbers are given back at the second time.
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}

function rowOf({ name, course, ours, samples: tested }: SampleSet, taken: number[]): string {
  const found = tested.map((sample) => ({
    sample,
    found: timed(() => search(course, sample.text, sample.countries), taken),
  }));
  const answers = found.flatMap(({ sample, found: one }) =>
    one.zone === "answer" ? [sample.isRight(one.passage)] : [],
  );
  const offers = found.flatMap(({ sample, found: one }) =>
    one.zone === "offer" ? [one.passages.some(sample.isRight)] : [],
  );
  // Where the course says that it does not treat it, and names what comes nearest.
  const nearest = found.flatMap(({ sample, found: one }) =>
    one.zone === "none" && one.nearest ? [sample.isRight(one.nearest)] : [],
  );
  const share = (some: number) => `${((100 * some) / tested.length).toFixed(1)} %`;
  const right = (some: readonly boolean[]) =>
    ours && some.length > 0 ? ` (${((100 * some.filter(Boolean).length) / some.length).toFixed(1)} %)` : "";
  const silent = share(tested.length - answers.length - offers.length);
  return `| ${name} | ${tested.length} | ${share(answers.length)}${right(answers)} | ${share(offers.length)}${right(offers)} | ${silent} | ${share(nearest.length)}${right(nearest)} |\n`;
}

function timed<T>(what: () => T, taken: number[]): T {
  const began = process.cpuUsage();
  const result = what();
  const { user, system } = process.cpuUsage(began);
  taken.push((user + system) / 1000);
  return result;
}

/** Recall of the ranking alone where people ask in other words, of `faq-es.json`: nothing was chosen with it. */
function measureParaphrases(): void {
  const passages = entries.map(([question, text], id) => ({ id: `${id}`, title: "", question, text }));
  const { search: find } = build(passages, { lang: "es" });
  const asked = entries.flatMap(([, , ways], id) => ways.map((text) => ({ text, id: `${id}` })));
  const recall = (typed: (text: string, seed: number) => string, first: number) =>
    asked.filter(({ text, id }, seed) => find(typed(text, seed), first).includes(id)).length / asked.length;
  const told = [1, 3].map((first) => {
    const [clean, phone] = [recall((text) => text, first), recall(typedOnPhone, first)];
    return `Recall@${first} clean / typed on a phone ${clean.toFixed(3)} / ${phone.toFixed(3)}`;
  });
  process.stdout.write(`faq-es (${asked.length}): ${told.join(", ")}\n`);
}

/** Recall of the ranking alone on public questions: on the half that weights were chosen with, and on the other. */
async function measureRanking(name: string): Promise<void> {
  const data = publicSet.parse(JSON.parse(await readFile(join(publicData, `${name}.json`), "utf8")));
  const { search: find } = build(data.passages, { lang: data.lang });
  const recall = (half: number, typed: "text" | "noisy") => {
    const asked = data.queries.filter(({ id }) => (id / 2) % 2 === half);
    return (asked.filter((query) => query.rel.includes(find(query[typed], 1)[0] ?? "")).length / asked.length).toFixed(
      3,
    );
  };
  const halves = [0, 1].map((half) => `${recall(half, "text")} / ${recall(half, "noisy")}`);
  process.stdout.write(`${name}: Recall@1 clean / typed on a phone: tuned on ${halves[0]}, other half ${halves[1]}\n`);
}
