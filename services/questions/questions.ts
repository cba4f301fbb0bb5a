import { createHash } from "node:crypto";
import { z } from "zod";
import { language } from "../../content/schema.ts";
import { demo } from "../../dialogs/admission/edition.ts";
import { wordsIn } from "../../dialogs/words.ts";
import { RegisterConflict } from "../errors.ts";
import type { Kept, Register } from "../store/register.ts";
import type { Owed } from "../store/store.ts";

/**
 * Questions that the course did not answer and learners sent on: each waits in the folder of its edition until somebody who
 * coordinates it answers. Its words were masked before; who asked is kept only as long as it waits.
 */
const waiting = z.strictObject({
  question: z.string(),
  topic: z.string(),
  language,
  /** When it was sent, and until when an answer was promised. */
  on: z.int(),
  due: z.int(),
  asker: z.string(),
  to: z.string(),
});
type Waiting = z.infer<typeof waiting>;

/** A question with its answer, without who asked: what the authors of the FAQ read. */
const answered = z.strictObject({
  question: z.string(),
  topic: z.string(),
  language,
  on: z.int(),
  answer: z.string(),
  answeredOn: z.int(),
  /** When an author took it into a draft of the FAQ, or put it aside. */
  read: z.int().optional(),
});
export type Answered = z.infer<typeof answered> & { readonly id: string };

/** A question as it is shown to who may answer: without who asked. */
export type Question = Omit<Waiting, "asker" | "to"> & { readonly id: string };

/** Where questions go of learners who are in no edition: to the demo, which they are taken to be in. */
export const noEdition = demo.id;

const answeredFolder = "questions-answered";

function folderOf(edition: string): string {
  return `questions/${edition}`;
}

const day = 86_400_000;

/** Keeps a question that was sent on. The same request kept again is kept once. */
export async function keepQuestion(
  register: Register,
  { id, edition, days, ...sent }: Omit<Waiting, "due"> & { id: string; edition: string; days: number },
): Promise<void> {
  const kept: Waiting = { ...sent, due: sent.on + days * day };
  await written(register.put(folderOf(edition), nameOf(id, sent.on), JSON.stringify(kept), undefined));
}

/** Names sort by the time of asking. */
function nameOf(id: string, on: number): string {
  return `${on.toString(36).padStart(9, "0")}-${createHash("sha256").update(id).digest("hex").slice(0, 16)}`;
}

/** Questions of an edition that nobody answered yet, the oldest first. */
export async function waitingQuestions(register: Register, edition: string, limit = 50): Promise<Question[]> {
  const kept = await register.list(folderOf(edition), { prefix: "", after: "", limit });
  return kept.map(({ id, body }) => {
    const { asker: _, to: __, ...shown } = waiting.parse(JSON.parse(body));
    return { id, ...shown };
  });
}

interface Answering {
  readonly register: Register;
  readonly conversation: { owe(learner: string, debt: Owed): Promise<void> };
  readonly edition: string;
  readonly id: string;
  readonly answer: string;
  readonly on: number;
}

/**
 * Answers a question that waits: the learner is owed the answer in their thread, with their question quoted, and the
 * authors of the FAQ find both. Who answers twice, or second, changes nothing: "gone". Asked again after a crash, it
 * finishes what was begun.
 */
export async function answerQuestion(answering: Answering): Promise<"answered" | "gone"> {
  const { register, conversation, edition, id } = answering;
  const kept = await register.get(folderOf(edition), id);
  if (!kept) return "gone";
  const { asker, to, due: _, ...asked } = waiting.parse(JSON.parse(kept.body));
  const mine = { ...asked, answer: answering.answer, answeredOn: answering.on };
  const first = await written(register.put(answeredFolder, id, JSON.stringify(mine), undefined));
  const given = first ? mine : ((await answeredOf(register, id)) ?? mine);
  await conversation.owe(asker, {
    id: `answer.${id}`,
    to,
    replies: [{ text: wordsIn(given.language)("passOn.answer", given), options: [] }],
    effects: [],
  });
  await register.remove(folderOf(edition), id);
  return first ? "answered" : "gone";
}

async function answeredOf(register: Register, id: string): Promise<Answered | undefined> {
  const kept = await register.get(answeredFolder, id);
  return kept && { ...answered.parse(JSON.parse(kept.body)), id };
}

/** Answered questions that no author has read yet, the oldest first. */
export async function answeredQuestions(register: Register): Promise<Answered[]> {
  const all: Answered[] = [];
  for (let after = ""; ; ) {
    const page = await register.list(answeredFolder, { prefix: "", after, limit: 100 });
    all.push(...page.map(({ id, body }) => ({ ...answered.parse(JSON.parse(body)), id })));
    const last = page.at(-1);
    if (page.length < 100 || !last) return all.filter(({ read }) => read === undefined);
    after = last.id;
  }
}

/** Takes an answered question out of the authors' inbox. */
export async function markRead(register: Register, { id, ...kept }: Answered, on: number): Promise<void> {
  await register.set(answeredFolder, id, JSON.stringify({ ...kept, read: on }));
}

/** Forgets a learner's questions that still wait: nobody could bring them the answer. */
export async function forgetQuestions(register: Register, edition: string, asker: string): Promise<void> {
  for (const { id } of await questionsOf(register, edition, asker)) await register.remove(folderOf(edition), id);
}

/** A learner's own questions that still wait. */
export async function questionsOf(register: Register, edition: string, asker: string): Promise<Kept[]> {
  const own: Kept[] = [];
  for (let after = ""; ; ) {
    const page = await register.list(folderOf(edition), { prefix: "", after, limit: 100 });
    own.push(...page.filter((one) => isOf(one, asker)));
    const last = page.at(-1);
    if (page.length < 100 || !last) return own;
    after = last.id;
  }
}

function isOf({ body }: Kept, asker: string): boolean {
  return waiting.parse(JSON.parse(body)).asker === asker;
}

/** Whether a document was new. */
async function written(putting: Promise<unknown>): Promise<boolean> {
  try {
    await putting;
    return true;
  } catch (error) {
    if (error instanceof RegisterConflict) return false;
    throw error;
  }
}
