import { typingCost } from "./typing-cost.ts";

/** A word of the course that may have been meant, and how well it fits: 1 for the word itself. */
export interface Meant {
  readonly form: number;
  readonly fit: number;
}

/** Every word that is written in the course, by number, and what each is a form of. */
export interface Vocabulary {
  readonly forms: readonly string[];
  readonly numberOf: ReadonlyMap<string, number>;
  /** Which words, in order of fit, may have been meant by one that nobody wrote; at most eight. */
  correct(typed: string): readonly Meant[];
}

const mostCandidates = 8;

/** How fast a candidate's weight falls with the cost of its slips, a letter. */
const decay = 0.35;

/** Words with at least this share of the typed word's pairs of letters are compared letter by letter. */
const sharedPairs = 0.3;

export function vocabulary(words: Iterable<string>): Vocabulary {
  const forms = [...new Set(words)];
  const numberOf = new Map(forms.map((form, index) => [form, index]));
  const byPair = pairIndex(forms);
  const shared = new Uint8Array(forms.length);
  return {
    forms,
    numberOf,
    correct(typed) {
      // 1988 is no slip of 1989.
      if (/\d/.test(typed)) return [];
      const most = allowedFor(typed.length);
      const near = sharing(typed, forms, byPair, shared)
        .map((form) => ({ form, cost: typingCost(typed, forms[form] ?? "", most) }))
        .filter(({ cost }) => cost <= most)
        .sort((one, other) => one.cost - other.cost)
        .slice(0, mostCandidates);
      return near.map(({ form, cost }) => ({ form, fit: fitOf(cost, near[0]?.cost ?? 0, typed.length) }));
    },
  };
}

/** A worse candidate than the best loses twice: for its own slips, and for being worse. */
function fitOf(cost: number, best: number, length: number): number {
  const letters = Math.max(3, length);
  return Math.exp(-cost / letters / decay - (2 * (cost - best)) / letters);
}

/** What slips may cost in all, in a word of so many letters. */
function allowedFor(length: number): number {
  if (length <= 3) return 0.7;
  if (length <= 5) return 1.25;
  if (length <= 7) return 1.95;
  return length <= 9 ? 2.35 : 3;
}

type PairIndex = ReadonlyMap<string, Int32Array>;

function pairIndex(forms: readonly string[]): PairIndex {
  const lists = new Map<string, number[]>();
  for (const [index, form] of forms.entries()) {
    for (const pair of pairsOf(form)) {
      const list = lists.get(pair);
      if (list) list.push(index);
      else lists.set(pair, [index]);
    }
  }
  return new Map([...lists].map(([pair, list]) => [pair, Int32Array.from(list)]));
}

/** Neighbouring letters of a word with its two ends: «sí» has ^s, sí, í$. */
function pairsOf(word: string): Set<string> {
  const padded = `^${word}$`;
  return new Set(Array.from({ length: padded.length - 1 }, (_, index) => padded.slice(index, index + 2)));
}

/** Forms of about the same length that share pairs of letters. `shared` is scratch space, all zero between calls. */
function sharing(typed: string, forms: readonly string[], byPair: PairIndex, shared: Uint8Array): number[] {
  const pairs = pairsOf(typed);
  const touched: number[] = [];
  for (const pair of pairs) {
    for (const form of byPair.get(pair) ?? []) {
      if (shared[form] === 0) touched.push(form);
      shared[form] = (shared[form] ?? 0) + 1;
    }
  }
  const least = Math.max(1, Math.floor(pairs.size * sharedPairs));
  const lengthens = allowedFor(typed.length) / 0.5;
  const near = touched.filter((form) => {
    const [count, length] = [shared[form] ?? 0, forms[form]?.length ?? 0];
    return count >= least && Math.abs(length - typed.length) <= lengthens;
  });
  for (const form of touched) shared[form] = 0;
  return near;
}
