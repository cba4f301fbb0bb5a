import type { Learner } from "../../dialogs/state.ts";
import { TooLarge } from "../errors.ts";
import type { OpenCard } from "./cards.ts";
import type { CardsToWrite } from "./cosmos-cards.ts";
import type { Documents } from "./cosmos-documents.ts";
import type { Told } from "./cosmos-events.ts";
import type { Body } from "./cosmos-found.ts";
import { cardIn, learnerKey, owedFields, toldFields } from "./cosmos-learner-document.ts";
import type { learnerPages, PageLists } from "./cosmos-pages.ts";
import type { Owed, Saved } from "./store.ts";

/** What a server knows of a learner from having just read or saved them: enough to save or strike off without reading. */
export interface Known {
  readonly saved: Saved;
  /** Undefined where it is all in one document. */
  readonly lists: PageLists | undefined;
  /** Undefined where nothing was told yet. */
  readonly told: Told | undefined;
  readonly card: OpenCard | undefined;
  /** Whether a turn was played on it without reading. */
  readonly recalled?: true;
}

interface Saving {
  readonly learner: Learner;
  readonly owed: readonly Owed[];
  readonly revision: string | undefined;
  readonly known: Known | undefined;
  readonly told: Told | undefined;
}

interface Parts {
  readonly docs: Documents;
  readonly pages: ReturnType<typeof learnerPages>;
  readonly cards: CardsToWrite;
  readonly keepWritten: (known: Known) => void;
}

/** Writes learners, over the revision that they were read at; answers undefined where there is another by now. */
export function learnerWrites({ docs, pages, cards, keepWritten }: Parts) {
  return write;

  /** In one document where it fits, and it nearly always does. */
  async function write(saving: Saving): Promise<string | undefined> {
    const { learner, owed, revision, known, told } = saving;
    if (known?.lists) return writeInPages(saving);
    const card = cards.over(learner.id, known?.card);
    try {
      const whole = { ...learnerKey(learner.id), learner, ...owedFields(owed), ...toldFields(told), ...cardIn(card) };
      const etag = await writeAt(whole, revision);
      if (etag !== undefined) keepWritten({ saved: savedAs(saving, etag), lists: undefined, told, card });
      return etag;
    } catch (error) {
      if (error instanceof TooLarge) return writeInPages(saving);
      throw error;
    }
  }

  async function writeInPages(saving: Saving): Promise<string | undefined> {
    const { learner, owed, revision, known, told } = saving;
    const divided = await pages.write(learner, known?.lists ?? { pages: [], stale: [] });
    const card = cards.over(learner.id, known?.card);
    const body = { ...learnerKey(learner.id), learner: divided.rest, ...owedFields(owed), ...toldFields(told) };
    const etag = await writeAt({ ...body, ...cardIn(card), ...divided.lists }, revision);
    if (etag === undefined) {
      await pages.remove(learner.id, divided.fresh);
      return undefined;
    }
    await pages.remove(learner.id, divided.lists.stale);
    keepWritten({ saved: savedAs(saving, etag), lists: { pages: divided.lists.pages, stale: [] }, told, card });
    return etag;
  }

  function writeAt(body: Body, revision: string | undefined): Promise<string | undefined> {
    return revision === undefined ? docs.create(body) : docs.replace(body, revision);
  }
}

function savedAs({ learner, owed, told }: Saving, revision: string): Saved {
  return told ? { learner, owed, revision } : { learner, owed, revision, beforeEvents: true };
}
