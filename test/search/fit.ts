import { fileURLToPath } from "node:url";
import { readCourse } from "../../content/load.ts";
import { bestWithSigns } from "../../content/search/search.ts";
import { fitLogistic, likelihood, type Observation } from "./logistic.ts";
import { type SampleSet, sampleSets } from "./samples.ts";
import { ofStrangers } from "./strangers.ts";

/** Fits the model of `content/search/confidence.ts`, on half of the questions, and says how true it is on the others. */
const folder = process.argv[2] ?? fileURLToPath(new URL("../../content/courses/ninez-migrante", import.meta.url));
const { courses } = await readCourse(folder);
const [course] = courses;
if (!course) throw new Error(`no course in ${folder}`);
const sets = [...(await sampleSets(course)), ...ofStrangers(courses)];
const halves = [0, 1].map((half) => sets.flatMap((set) => observations(set, half)));
const [first = [], second = []] = halves;
const weights = fitLogistic(first);
process.stdout.write(`fitted on one half: ${written(weights)}\n`);
const limits = [0, 0.1, 0.2, 0.4, 0.6, 0.8, 1];
for (const [index, to] of limits.slice(1).entries()) {
  const from = limits[index] ?? 0;
  const within = second.filter(({ signs }) => likelihood(weights, signs) >= from && likelihood(weights, signs) < to);
  const total = within.reduce((sum, { weight }) => sum + weight, 0);
  const right = within.reduce((sum, { weight, holds }) => sum + (holds ? weight : 0), 0);
  if (within.length > 0)
    process.stdout.write(`  said ${from}-${to}: ${(right / total).toFixed(2)} of ${within.length}\n`);
}
process.stdout.write(`fitted on both: ${written(fitLogistic([...first, ...second]))}\n`);

function observations(set: SampleSet, half: number): Observation[] {
  return set.samples
    .filter((_, index) => index % 2 === half)
    .flatMap(({ text, countries, isRight }) => {
      const best = bestWithSigns(set.course, text, countries);
      return best ? [{ signs: best.signs, holds: isRight(best.passage), weight: weightOf(set.name) }] : [];
    });
}

/** The questions of people count more than the many that were made of wordings; in those, another passage may be right, too. */
function weightOf(name: string): number {
  if (name.startsWith("questions of")) return 5;
  if (name.startsWith("other domains, everyday") || name.startsWith("other domains, of strangers")) return 3;
  return name.startsWith("wordings") ? 0.6 : 1;
}

function written(numbers: readonly number[]): string {
  return numbers.map((one) => one.toFixed(2)).join(", ");
}
