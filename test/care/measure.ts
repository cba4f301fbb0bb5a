import { readySession, type Session, say } from "../../bots/console/session.ts";
import type { Course } from "../../content/schema.ts";
import { mask } from "../../dialogs/care/mask.ts";
import type { Turn } from "../../dialogs/types.ts";
import { wordsIn } from "../../dialogs/words.ts";
import type { Labelled } from "./messages.ts";

/** Labels of messages that care must answer; `either` may be a question for learning, and must be asked. */
export const needy = ["distress", "threat", "child", "disclosure", "case", "either"] as const;

export interface Measured {
  /** How often a message of a label (row) was answered as a matter (column); `-` is not at all. */
  readonly table: Record<string, Record<string, number>>;
  readonly recall: number;
  readonly falseAlarms: number;
  readonly masked: number;
  readonly wrong: readonly string[];
}

function share<T>(of: readonly T[], holds: (one: T) => boolean): number {
  return of.filter(holds).length / Math.max(1, of.length);
}

/** How much of what must be masked is, and how many messages without any of it lose a word. */
export function maskingOf(messages: readonly Labelled[]): { readonly masked: number; readonly touched: number } {
  const personal = messages.flatMap(({ text, personal }) =>
    personal.map((one) => ({ one, text, left: mask(text).text })),
  );
  return {
    masked: share(personal, ({ one, ...both }) => !isLeft(one, both)),
    touched: share(
      messages.filter(({ personal }) => personal.length === 0),
      ({ text }) => mask(text).text !== text,
    ),
  };
}

/** Types every message at the menu of the course and sees what it leads to. */
export function measure(messages: readonly Labelled[], course: Course): Measured {
  const answered = messages.map((message) => ({ ...message, got: answerTo(readySession(course), message.text) }));
  const table: Record<string, Record<string, number>> = {};
  for (const { label, got } of answered) {
    const row = table[label] ?? {};
    table[label] = { ...row, [got]: (row[got] ?? 0) + 1 };
  }
  const isNeedy = ({ label }: Labelled) => needy.some((one) => one === label);
  return {
    table,
    recall: share(answered.filter(isNeedy), ({ got }) => got !== "-"),
    falseAlarms: share(
      answered.filter((one) => !isNeedy(one)),
      ({ got }) => isAlarm(got),
    ),
    masked: maskingOf(messages).masked,
    wrong: answered
      .filter((one) => (isNeedy(one) ? one.got === "-" : isAlarm(one.got)))
      .map(({ label, text, got }) => `${label} → ${got}: ${text}`),
  };
}

const matters = ["distress", "threat", "child", "disclosure", "case", "urgent"] as const;

function answerTo(session: Session, text: string): string {
  const { turn } = say(session, text);
  if (turn?.learner.place.at !== "care") return lines.find((line) => isShown(turn, line)) ?? "-";
  if (turn.learner.place.step === "asking") return "asked";
  const first = turn.replies[0]?.text ?? "";
  return matters.find((matter) => first.startsWith(wordsIn("es")(`care.${matter}`))) ?? "?";
}

/** A question that is answered with a line on what to do if it is happening was taken for a question. */
function isAlarm(got: string): boolean {
  return got !== "-" && got !== "ifNow";
}

/** Lines of care below an answer of the course. */
const lines = ["ifNow", "reminder"] as const;

function isShown(turn: Turn | undefined, line: (typeof lines)[number]): boolean {
  return turn?.replies.some((reply) => reply.text.includes(wordsIn("es")(`care.${line}`))) ?? false;
}

/** Words that stand before a name or a number and tell nothing. */
const labels = new Set("don doña dona señor señora senhor senhora the dni cpf tel".split(" "));

/** Whether a telling word or number of what should be masked is still there; «correo» before an address is not of it. */
function isLeft(personal: string, { text, left }: { readonly text: string; readonly left: string }): boolean {
  const words = (of: string) => of.split(/[^\p{L}\d]+/u).filter((word) => word.length > 2);
  const count = (word: string, of: string) => words(of).filter((one) => one === word).length;
  const around = text.replace(personal, " ");
  return words(personal).some((word) => !labels.has(word.toLowerCase()) && count(word, left) > count(word, around));
}
