import type { Loaded } from "../load.ts";
import type { Problem } from "../problem.ts";
import { coursePassages } from "../search/course-passages.ts";
import { fold } from "../search/fold.ts";
import { faultAt, type Located, locate } from "./fault.ts";

/**
 * Wordings ask for what is there, each for one thing. Read by `npm run content:lint`, not at the start: a course without
 * them is taught as well, and only found less.
 */
export function wordings(loaded: Loaded): Problem[] {
  const [course] = loaded.courses;
  if (!course) return [];
  const known = new Set(coursePassages(course).map(({ id }) => id));
  const entries = loaded.wordings.flatMap(entriesOf);
  const lost = entries.filter(({ id }) => !known.has(id));
  const all = entries.flatMap(({ spot, id, ways }) => ways.map((way) => ({ spot, id, way, said: fold(way) })));
  const first = new Map(all.toReversed().map(({ said, id }) => [said, id]));
  const faults = [
    ...lost.map(({ spot, id }) => faultAt(spot, `no hay lección ni entrada «${id}»; corrija el id o quite sus frases`)),
    ...all
      .filter(({ said, id }) => first.get(said) !== id)
      .map(({ spot, way, said }) => faultAt(spot, `«${way}» ya pregunta por «${first.get(said)}»; déjelo en una sola`)),
  ];
  const marks = loaded.marks.get(course.language) ?? [];
  return [...loaded.wordings.flatMap(faultsOf), ...faults.flatMap((fault) => locate(fault, marks))];
}

type WordingFile = Loaded["wordings"][number];

function faultsOf(file: WordingFile): Problem[] {
  const read = file();
  return "problems" in read ? read.problems : [];
}

interface Entry {
  readonly spot: Located;
  readonly id: string;
  readonly ways: readonly string[];
}

function entriesOf(file: WordingFile): Entry[] {
  const read = file();
  if ("problems" in read) return [];
  const module = read.marks.file.replace(/^.*\/|\.yaml$/g, "");
  return Object.entries(read.data).map(([id, { es, pt, en }]) => ({
    spot: { file: read.marks.file, at: `${module}.${id}` },
    id,
    ways: [...es, ...pt, ...en],
  }));
}
