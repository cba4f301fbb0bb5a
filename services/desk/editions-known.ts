import { demo, type Edition, timesOf, wordsFor } from "../../dialogs/admission/edition.ts";
import type { EditionBook } from "../editions.ts";
import type { KnownEdition } from "./sight.ts";

/** Every edition that there is, and that of the demonstration: who learned before there were others is in it. */
export async function editionsKnown(book: Pick<EditionBook, "fresh">): Promise<KnownEdition[]> {
  const { all } = await book.fresh();
  const known = [...all.values()].map(knownOf);
  return all.has(demo.id) ? known : [...known, knownOf(demo)];
}

function knownOf(edition: Edition): KnownEdition {
  const { ends } = timesOf(edition);
  const isEndless = edition.runs.ends === undefined;
  return { id: edition.id, name: wordsFor(edition.name, "es"), ends: isEndless ? undefined : ends, edition };
}
