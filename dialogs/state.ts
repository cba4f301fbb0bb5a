import { z } from "zod";
import { alertSituation } from "./care/alert-situation.ts";
import { command } from "./coordinator/command.ts";
import { draft } from "./coordinator/draft.ts";
import { query } from "./coordinator/query.ts";

/** Exactly what is stored of a learner. A change here comes with a version and a step in `migrate.ts`. */

const settled = z.discriminatedUnion("at", [
  z.strictObject({ at: z.literal("language"), change: z.boolean() }),
  z.strictObject({ at: z.literal("consent"), change: z.boolean() }),
  z.strictObject({ at: z.literal("name"), change: z.boolean() }),
  z.strictObject({ at: z.literal("country"), change: z.boolean() }),
  z.strictObject({ at: z.literal("role"), change: z.boolean() }),
  z.strictObject({ at: z.literal("forget") }),
  /** Everything is to be erased at `until`; till then the learner can have it back. */
  z.strictObject({ at: z.literal("erasing"), until: z.int().min(0) }),
  z.strictObject({ at: z.literal("enrol") }),
  /** `field`: what of the application is asked; «review» shows all of it. */
  z.strictObject({ at: z.literal("application"), edition: z.string(), field: z.string() }),
  z.strictObject({ at: z.literal("withdraw") }),
  z.strictObject({ at: z.literal("menu") }),
  z.strictObject({ at: z.literal("modules") }),
  z.strictObject({ at: z.literal("module"), module: z.string() }),
  z.strictObject({ at: z.literal("unit"), unit: z.string() }),
  z.strictObject({ at: z.literal("countries"), module: z.string(), choosing: z.boolean() }),
  z.strictObject({ at: z.literal("results") }),
  z.strictObject({ at: z.literal("ask") }),
  z.strictObject({ at: z.literal("settings") }),
  z.strictObject({ at: z.literal("resting") }),
  z.strictObject({ at: z.literal("stopped") }),
  z.strictObject({ at: z.literal("lesson-note"), lesson: z.string() }),
  z.strictObject({ at: z.literal("lesson"), lesson: z.string(), card: z.string() }),
  z.strictObject({
    at: z.literal("check"),
    lesson: z.string(),
    question: z.string(),
    attempt: z.int().min(1),
    /** Order in which the parts of the question are shown. */
    order: z.array(z.string()),
    /** The card from which the screen begins that this check rides on. */
    from: z.string().optional(),
  }),
  z.strictObject({ at: z.literal("lesson-end"), lesson: z.string() }),
  z.strictObject({ at: z.literal("case"), case: z.string(), scene: z.string() }),
  z.strictObject({ at: z.literal("practice"), practice: z.string(), checking: z.boolean() }),
  z.strictObject({ at: z.literal("reading"), reading: z.string() }),
  z.strictObject({ at: z.literal("evaluation-start"), module: z.string() }),
  z.strictObject({ at: z.literal("evaluation"), module: z.string() }),
  z.strictObject({ at: z.literal("evaluation-end"), module: z.string() }),
  /** Where staff ask and act. What they may is decided anew at each request. */
  z.strictObject({
    at: z.literal("desk"),
    /** Which answer is on the screen: buttons of another are old. */
    turn: z.int(),
    role: z.enum(["coordinator", "administrator"]),
    /** The edition that is spoken of when none is named. */
    edition: z.string().optional(),
    /** What was answered last, for «¿y de Honduras?». */
    query: query.optional(),
    /** The row from which «más» goes on. */
    more: z.int().optional(),
    /** What is offered instead of an answer. */
    choices: z
      .array(z.union([z.strictObject({ label: z.string(), query }), z.strictObject({ label: z.string(), command })]))
      .optional(),
    /** What waits for a yes. */
    pending: command.optional(),
  }),
]);
/** A place that one may be called away from. */
export type Settled = z.infer<typeof settled>;

const place = z.discriminatedUnion("at", [
  ...settled.options,
  /** Care came first: whether it was asked what is meant, and the place that waits. Not what it was about. */
  z.strictObject({ at: z.literal("care"), step: z.enum(["asking", "told"]), back: settled }),
  /** The glossary: of some initials, of words that were typed, from after a term on, or one term; and the place that waits. */
  z.strictObject({
    at: z.literal("glossary"),
    initials: z.string().optional(),
    words: z.string().optional(),
    after: z.string().optional(),
    term: z.string().optional(),
    back: settled,
  }),
  /** Before a question is sent to who coordinates: its words, masked, and the place that waits. */
  z.strictObject({ at: z.literal("pass-on"), question: z.string(), topic: z.string().optional(), back: settled }),
  /** Before an alert is sent to who coordinates, since when that is asked: as long as it waits for a yes, and no longer. */
  z.strictObject({ at: z.literal("alert"), situation: alertSituation, asked: z.int().min(0), back: settled }),
]);
export type Place = z.infer<typeof place>;

/** The place itself, or the one that waits behind it. */
export function settledAt(place: Place): Settled {
  return "back" in place ? place.back : place;
}

/** Places of learning, which «continue» comes back to. */
const taught: ReadonlySet<Place["at"]> = new Set([
  "lesson-note",
  "lesson",
  "check",
  "lesson-end",
  "case",
  "practice",
  "reading",
  "evaluation",
  "evaluation-end",
]);

export function teaches(place: Place): boolean {
  return taught.has(place.at);
}

/** Places from which nothing is sent but answers. */
export function isLeftAlone({ at }: Place): boolean {
  return at === "stopped" || at === "erasing";
}

export type PlaceAt<K extends Place["at"]> = Extract<Place, { at: K }>;

export const time = z.int().min(0);

export const lessonRecord = z.strictObject({
  /** When its last card and check were done; absent while it is under way. */
  done: time.optional(),
  /**
   * Whether each check was right at last; one that was skipped is absent. Of a lesson that is done only the wrong ones are
   * kept: a learner has hundreds of lessons.
   */
  checks: z.record(z.string(), z.boolean()),
});

export const drawn = z.strictObject({
  item: z.string(),
  objective: z.string(),
  order: z.array(z.string()),
  /** Graded when it was answered: a later edit of the course changes no mark. */
  right: z.boolean().optional(),
  answer: z.string().optional(),
});
export type Drawn = z.infer<typeof drawn>;

export const attempt = z.strictObject({
  module: z.string(),
  number: z.int().min(1),
  started: time,
  items: z.array(drawn),
  finished: time.optional(),
  score: z.int().min(0).max(100).optional(),
  passed: z.boolean().optional(),
});
export type Attempt = z.infer<typeof attempt>;

/** What a learner has done so far. Events tell the same, one by one. */
export const progress = z.strictObject({
  lessons: z.record(z.string(), lessonRecord),
  /** When each case was taken to an end. */
  cases: z.record(z.string(), time),
  /** When each practice and each reading was done. */
  tasks: z.record(z.string(), time),
  attempts: z.array(attempt),
});
export type LearnerProgress = z.infer<typeof progress>;

const asked = z.strictObject({
  /** Which fact of a country, for «¿y en Honduras?». */
  topic: z.string().optional(),
  /** Ids of the last two passages that were told, for «¿cuál es la diferencia?», while the learner stays where they are. */
  told: z.array(z.string()).max(2).optional(),
  /** Ids of the passages that were offered. */
  offered: z.array(z.string()).optional(),
  /** Where the answer stands, while there is a button to go there. */
  open: z.strictObject({ lesson: z.string(), card: z.string().optional() }).optional(),
  /** Terms related to the answer, while there are buttons to them. */
  related: z.array(z.string()).optional(),
  /** The lesson that is visited, and where from. */
  visit: z.strictObject({ lesson: z.string(), from: place }).optional(),
  /** What the course does not answer, masked, for the one turn in which it may be passed on; and its nearest module. */
  unanswered: z.strictObject({ question: z.string(), topic: z.string().optional() }).optional(),
});

const enrolment = z.strictObject({
  edition: z.string(),
  status: z.enum(["applied", "waiting", "refused", "admitted", "left"]),
  /** Since when it is so. */
  on: time,
  /** Why, where the coordination said so. */
  reason: z.string().optional(),
});

export const learner = z.strictObject({
  version: z.literal(2),
  id: z.string(),
  language: z.enum(["es", "pt", "en"]),
  /**
   * When the privacy notice was accepted, and which version of it. Before that only ids, language and the day of the
   * latest message are kept.
   */
  consent: z.strictObject({ on: time, notice: z.int() }).optional(),
  name: z.string().optional(),
  country: z.string().optional(),
  role: z.string().optional(),
  /** Countries chosen to study beside the one where they work, where a module treats each by itself. */
  contrasts: z.array(z.string()).optional(),
  place,
  /** The last place of learning, for «continue». */
  bookmark: place.optional(),
  /** The edition of the course that they are in, or asked to be in. */
  enrolment: enrolment.optional(),
  /** Where they work, as the application said with which they were admitted. */
  institution: z.string().max(200).optional(),
  /** An application that was not sent yet: what was answered so far. */
  application: z.strictObject({ edition: z.string(), answers: z.record(z.string(), z.string()) }).optional(),
  /** An edition that a coordinator left half made. */
  drafted: draft.optional(),
  /** Of the latest question: enough to understand what follows it. */
  asked: asked.optional(),
  /** When questions were sent to who coordinates, in the last day. */
  sent: z.array(time).optional(),
  /** When an alert was sent to who coordinates, for the hour in which there is no other. */
  alerted: time.optional(),
  ...progress.shape,
  /** Attempts beyond those of the course, given by a coordinator, by module. */
  granted: z.record(z.string(), z.int().min(1)).optional(),
  /** The day of the latest message, as its first millisecond: who stays away for long is erased. */
  seen: time.optional(),
  /** When the latest message was sent by the channel's own clock, where it tells, of who agreed to the notice. */
  latest: time.optional(),
  /** Ids of the latest messages, oldest first: what is heard twice is played once. */
  heard: z.array(z.string()),
  /** Marks of some hundred ids before those, of eight characters each. */
  heardBefore: z.string().optional(),
});
export type Learner = z.infer<typeof learner>;

export function newLearner(id: string): Learner {
  return {
    version: 2,
    id,
    language: "es",
    place: { at: "language", change: false },
    lessons: {},
    cases: {},
    tasks: {},
    attempts: [],
    heard: [],
  };
}
