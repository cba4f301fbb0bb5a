import type { Rank } from "./dispatches.ts";
import type { StoredRecord } from "./records.ts";

/** One thing that a store holds, as any store can hold it. Revisions are each store's own and are not among them. */
export type Entry =
  | {
      readonly kind: "learner";
      readonly id: string;
      /** JSON, of whatever version it was saved in: nobody is brought forward by being moved. */
      readonly rest: string;
      /** By field and key. */
      readonly records: readonly StoredRecord[];
      /** JSON. */
      readonly owed: string;
      /** What they did, oldest first, each in JSON; null where nothing was told of them yet. */
      readonly events: readonly string[] | null;
    }
  | {
      readonly kind: "conversation";
      readonly id: string;
      readonly user: string;
      /** Of a user's conversations, the one with the highest was opened last. */
      readonly opened: number;
      /** The number of the last line that was forgotten, or any later one. */
      readonly last: number;
    }
  | {
      readonly kind: "line";
      readonly conversation: string;
      readonly number: number;
      readonly id: string;
      readonly activity: string;
    }
  | {
      readonly kind: "message";
      /** In which messages were taken in. */
      readonly order: number;
      readonly id: string;
      readonly learner: string;
      readonly taken: number;
      /** Null once it was played. */
      readonly body: string | null;
    }
  | { readonly kind: "name"; readonly name: string; readonly learner: string; readonly until: number | null }
  | {
      readonly kind: "contact";
      readonly learner: string;
      readonly number: string;
      readonly address: string;
      readonly heard: number;
      readonly unreachable: number | null;
      readonly asked: number | null;
    }
  | {
      readonly kind: "dispatch";
      readonly id: string;
      readonly channelId: string | null;
      readonly learner: string;
      readonly number: string;
      readonly rank: Rank;
      readonly tries: number;
      readonly changed: number;
      readonly code: number | null;
      readonly said: string | null;
    }
  | {
      readonly kind: "card";
      readonly learner: string;
      readonly id: string;
      readonly channelId: string;
      readonly said: string;
    }
  | { readonly kind: "kept"; readonly folder: string; readonly id: string; readonly body: string };

export type EntryOf<K extends Entry["kind"]> = Extract<Entry, { kind: K }>;

/** Everything a store holds, to be moved to another. */
export interface Archive {
  /** Conversations come before their lines. What is written meanwhile may be missing. */
  everything(): AsyncGenerator<Entry>;
  /** Of everything, the learners. */
  learners(): AsyncGenerator<EntryOf<"learner">>;
  /** Keeps entries in a store that does not hold them. */
  put(entries: readonly Entry[]): Promise<void>;
}
