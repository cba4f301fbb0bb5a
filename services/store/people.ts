/** How somebody can be reached through one of our numbers. */
export interface Contact {
  /** Whom to write to, exactly as the channel gave it. */
  readonly address: string;
  /** When they last wrote, in milliseconds since 1970. */
  readonly heard: number;
  /** The channel's code for why nothing reaches them; they are not written to before they write again. */
  readonly unreachable?: number;
  /** When they were last asked, by a template, to write again. */
  readonly asked?: number;
}

export interface Known {
  readonly names: readonly string[];
  readonly contacts: readonly Contact[];
}

/** Who is behind the names by which a channel knows people: phone numbers, and ids that change with them. */
export interface People {
  /**
   * The learner whom `names` name: of those that are known, the first counts. Names that nobody has become theirs. When
   * all are new the learner is `fresh`.
   */
  learnerOf(names: readonly string[], fresh: string, on: number): Promise<string>;
  /**
   * From now on `to` names whom `from` named, and is their address where `from` was. What was sent before may still
   * arrive: until `until`, `from` names them too, but is no address. Later it is a name that nobody has.
   */
  rename(from: string, to: string, until: number): Promise<void>;
  contact(learner: string, number: string): Promise<Contact | undefined>;
  /** They wrote to `number`: they can be reached again, and their time to be written to runs from the latest message. */
  heardFrom(learner: string, number: string, address: string, on: number): Promise<void>;
  /** Nothing reaches them; `code` is the channel's reason. */
  lost(learner: string, number: string, code: number): Promise<void>;
  /** The channel says that their time to be written to is over, whatever we know. */
  closed(learner: string, number: string): Promise<void>;
  /** They were asked by a template. */
  asked(learner: string, number: string, on: number): Promise<void>;
  /** The names that name a learner, and how they can be reached. */
  known(learner: string): Promise<Known>;
  /** Forgets names that ceased to be anybody's before `on`. */
  forgetOld(on: number): Promise<void>;
  /** Nobody has the learner's names any more, and nothing is known of how to reach them. */
  forget(learner: string): Promise<void>;
}
