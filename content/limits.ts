/** Text lengths, in code points, that fit every channel we serve. */
export const limits = {
  /** A card as shown: title, text and the line with its sources. */
  card: 600,
  /** All cards of a lesson together. */
  lesson: 1800,
  /** The question itself, without its options. */
  ask: 500,
  option: 140,
  /** A question with its lettered options: the body of a WhatsApp message with buttons holds 1 024. */
  question: 960,
  /** Why one option is right or wrong. */
  why: 320,
  explanation: 420,
  /** A scene of a case, without its decisions. */
  scene: 600,
  consequence: 420,
  debrief: 700,
  task: 1000,
  criterion: 160,
  closing: 500,
  look: 500,
  title: 72,
  /** A fact of a country in the row of a comparison, and as cards quote it. */
  row: 110,
  fact: 300,
  /** What to ask of one who is called. */
  step: 180,
  /** A definition or an answer, quoted in one message. */
  quote: 600,
} as const;

/** Length as channels count it: code points, not UTF-16 units. */
export function lengthOf(text: string): number {
  if (!/[\ud800-\udfff]/.test(text)) return text.length;
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}
