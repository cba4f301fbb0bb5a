import { z } from "zod";
import type { Event } from "../../dialogs/events.ts";
import type { Documents } from "./cosmos-documents.ts";

/** What a learner's document holds of what they did: the latest, and which pages beside it hold the rest. */
export const toldOf = z.object({
  /** Pages from `first` to before `next` are theirs. */
  first: z.int(),
  next: z.int(),
  /** Pages from here to before `first` were erased and may still be there. */
  swept: z.int(),
  tail: z.array(z.unknown()),
});
export type Told = z.infer<typeof toldOf>;

export const nothingTold: Told = { first: 0, next: 0, swept: 0, tail: [] };

const page = z.object({ events: z.array(z.unknown()) });

/** Beyond either, the tail becomes a page. It is read and written with every turn, told or not. */
const mostInTail = 16;
const mostCharacters = 4096;

const together = 8;

/**
 * What learners did: the latest in their own document, so that it is saved with them or not at all, and the rest in pages,
 * which are never changed.
 *
 * A page is made of a tail as it was saved, before the learner is saved who names it. Whoever makes the page of one number
 * therefore makes the same, and a crash, or a save that is refused, leaves nothing wrong.
 */
export function learnerEvents(docs: Documents) {
  async function keepPage(learner: string, told: Told): Promise<Told> {
    await docs.create({ ...pageKey(learner, told.next), events: told.tail });
    return { ...told, next: told.next + 1, tail: [] };
  }

  return {
    /** What to save of `told` with more events; pages are written already. */
    async with(learner: string, told: Told, events: readonly Event[]): Promise<Told> {
      const erased = events.findLastIndex(({ kind }) => kind === "erased");
      // A page more is given up: somebody on old knowledge may be making it just now.
      if (erased >= 0) return { ...told, first: told.next + 1, next: told.next + 1, tail: events.slice(erased) };
      const full = told.tail.length >= mostInTail || JSON.stringify(told.tail).length > mostCharacters;
      const { tail, ...rest } = full ? await keepPage(learner, told) : told;
      return { ...rest, tail: [...tail, ...events] };
    },
    /** Takes away what was erased, once that is saved. */
    async sweep(learner: string, told: Told): Promise<Told> {
      await inTurns(told.swept, told.first, (number) => docs.remove(pageKey(learner, number)));
      return { ...told, swept: told.first };
    },
    /** Everything that is told, oldest first; undefined when a page is missing. */
    async all(learner: string, { first, next, tail }: Told): Promise<unknown[] | undefined> {
      const pages = await inTurns(first, next, (number) => docs.read(pageKey(learner, number), page));
      if (!pages.every((one) => one !== undefined)) return undefined;
      return [...pages.flatMap(({ value }) => value.events), ...tail];
    },
    /** Keeps events that were told elsewhere. */
    async put(learner: string, events: readonly unknown[]): Promise<Told> {
      const pages = Math.max(0, Math.ceil(events.length / mostInTail) - 1);
      const some = (number: number) => events.slice(number * mostInTail, (number + 1) * mostInTail);
      await inTurns(0, pages, (number) => docs.put({ ...pageKey(learner, number), events: some(number) }));
      return { ...nothingTold, next: pages, tail: some(pages) };
    },
  };
}

function pageKey(learner: string, number: number) {
  return { id: `events.${String(number).padStart(6, "0")}`, pk: learner };
}

/** Does something for the numbers from `first` to before `end`, some of them side by side. */
async function inTurns<T>(first: number, end: number, work: (number: number) => Promise<T>): Promise<T[]> {
  const done: T[] = [];
  for (let next = first; next < end; next += together) {
    const numbers = Array.from({ length: Math.min(together, end - next) }, (_, index) => next + index);
    done.push(...(await Promise.all(numbers.map(work))));
  }
  return done;
}
