import type { Image } from "../content/schema.ts";
import type { Answer, Request } from "./requests.ts";
import type { Learner, Place } from "./state.ts";

/** What a channel can show; it travels with every input, so that the engine never asks which channel it is. */
export interface Screen {
  /** Characters of lesson text that one message holds comfortably. */
  readonly length: number;
  /** The same where the answer is typed: a message without picture and buttons may hold more. */
  readonly typed: number;
  /** Whether a turn's replies should be joined, because every message costs money. */
  readonly join: boolean;
}

interface Heard {
  /** The channel's own id of the message: one heard before is not played again. */
  readonly id: string;
  /** When it was sent, in milliseconds since 1970. */
  readonly on: number;
  /** The same by the channel's own clock, where messages may come out of order: what overtook another is known by it. */
  readonly sent?: number;
  /** Where chance comes from: the same seed gives the same draw. */
  readonly seed: number;
  readonly screen: Screen;
}

/** What a learner did, in plain terms. */
export type Input = Heard &
  (
    | { readonly kind: "hello" }
    /** `form`: the place of the form that it was given in, where it was: an old form is not obeyed. */
    | { readonly kind: "text"; readonly text: string; readonly form?: string }
    | { readonly kind: "tap"; readonly option: string }
    | { readonly kind: "unreadable"; readonly what: Unreadable }
    /** A file that was given, and under which name it is kept. Only who may give us files is heard so. */
    | { readonly kind: "file"; readonly upload: string }
    /** What the world answers to a request of an earlier turn. */
    | { readonly kind: "answer"; readonly answer: Answer }
  );

/** Something we cannot read: a file, a voice note, a message far too long, or what has no name yet. */
export type Unreadable = "attachment" | "voice" | "picture" | "other" | "too-long" | "empty";

/** One thing to choose. Its id carries the place and the question it belongs to, so an old button is known as old. */
export interface Option {
  readonly id: string;
  readonly label: string;
}

/**
 * How an answer of several parts may be given by hand. A channel that can draws it; the answer is the text that a
 * person would type («a, c», «b a c», «1b 2a»), so every channel can do without. Like the id of an option, `place` tells
 * which question was asked.
 */
export type Form = { readonly place: string } & (
  | { readonly kind: "several" | "order"; readonly options: readonly Labelled[] }
  | { readonly kind: "match"; readonly left: readonly Labelled[]; readonly right: readonly Labelled[] }
);
interface Labelled {
  readonly key: string;
  readonly label: string;
}

/** How far along something is, for channels that can draw it. */
export interface Progress {
  readonly label: string;
  readonly done: number;
  readonly total: number;
}

/** One message, in the Markdown that every channel can show. */
export interface Reply {
  readonly text: string;
  readonly image?: Image;
  readonly options: readonly Option[];
  readonly form?: Form;
  readonly progress?: Progress;
  /** Whether a file may be given in answer, for channels that can take one. */
  readonly takesFile?: boolean;
}

/** Something the outside is asked to do. */
export type Effect =
  | { readonly kind: "forget-conversation" }
  /** What coordinators ask about the learner is another now; `left` is the edition that they were counted in before. */
  | { readonly kind: "summarise"; readonly left?: string | undefined }
  /** It is answered by an input of kind `answer`. */
  | { readonly kind: "request"; readonly request: Request };

/** Where an input leads. Without `to` the same place is shown again. */
export interface Move {
  readonly to?: Place;
  readonly learner?: Partial<Learner>;
  /** A learner who begins anew in place of this one. */
  readonly fresh?: Learner;
  readonly replies?: readonly Reply[];
  readonly effects?: readonly Effect[];
  /** Whether the replies already say how to go on, so that the place need not be shown again. */
  readonly quiet?: boolean;
}

/** One place of the conversation: what it shows, and where an input leads. Changes nothing itself. */
export interface Dialog {
  show(): readonly Reply[];
  /** How to answer here, for who was not understood. */
  readonly hint?: string;
  /** What is shown again to who was not understood, where that is less than the whole place. */
  readonly again?: Place;
  /** What stands below an answer in place of a long message that was read already; without text only its buttons do. */
  aside?(): Reply;
  /** Whether the course may not be quoted here, because what is asked is examined. */
  readonly examines?: boolean;
  /** Whether only the place itself hears, because the learner asked to be left alone. */
  readonly closed?: boolean;
  /** Whether the learner is asked about themselves here: a name is theirs. */
  readonly names?: boolean;
  /** Whether nothing of what is typed here is kept, whatever it tells. */
  readonly discreet?: boolean;
  /** Whether they are asked to write of their work: grave words may be part of it, and are only taken for trouble where sure. */
  readonly tells?: boolean;
  /** Whether the place hears before the words that work anywhere: it is not the learner who speaks there. */
  readonly first?: boolean;
  /** Of an act on others, by who works here or after the help, what it does: its reasons disclose nothing. Undefined where it is no act. */
  readonly acts?: (said: string) => string | undefined;
  /** Undefined when the input means nothing here. */
  hear(input: Input): Move | undefined;
}

export interface Turn {
  /** What may be kept of the words that were typed; absent when nothing may. */
  readonly words?: string;
  readonly learner: Learner;
  readonly replies: readonly Reply[];
  readonly effects: readonly Effect[];
}
