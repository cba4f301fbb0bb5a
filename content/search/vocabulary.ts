import { at } from "./at.ts";
import { sounded } from "./sound.ts";
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
  /** The words that sound like one that nobody wrote: «nasio» is «nació». */
  alike(typed: string): readonly number[];
  /** Which words, in order of fit, may have been meant by one that nobody wrote; at most eight. */
  correct(typed: string): readonly Meant[];
}

const mostCandidates = 8;

/** How fast a candidate's weight falls with the cost of its slips, a letter. */
const decay = 0.45;

/** What is left of a candidate's weight where there was none within the usual cost, and twice as much was allowed. */
const farOff = 0.7;

/** Words with at least this share of the typed word's pairs of letters are compared letter by letter. */
const sharedPairs = 0.3;

export function vocabulary(words: ReadonlySet<string>): Vocabulary {
  // By length, so that words of about the same length stand together in every list.
  const forms = [...words].sort((one, other) => one.length - other.length);
  const numberOf = new Map(forms.map((form, index) => [form, index]));
  const byPair = pairIndex(forms);
  const bySound = Map.groupBy(numberOf.values(), (form) => sounded(forms[form] ?? ""));
  const shared = new Uint8Array(forms.length);
  return {
    forms,
    numberOf,
    alike: (typed) => (/\d/.test(typed) ? [] : (bySound.get(sounded(typed)) ?? [])),
    correct(typed) {
      // 1988 is no slip of 1989.
      if (/\d/.test(typed)) return [];
      const most = allowedFor(typed.length);
      const alike = sharing(typed, forms, byPair, shared);
      const within = (cost: number) => nearest(typed, alike, forms, cost);
      const near = within(most);
      if (near.length > 0 || typed.length < 3) return fits(near, typed.length);
      return fits(within(2 * most), typed.length).map(({ form, fit }) => ({ form, fit: fit * farOff }));
    },
  };
}

interface Near {
  readonly form: number;
  readonly cost: number;
}

function nearest(typed: string, alike: readonly number[], forms: readonly string[], most: number): Near[] {
  return alike
    .map((form) => ({ form, cost: typingCost(typed, forms[form] ?? "", most) }))
    .filter(({ cost }) => cost <= most)
    .sort((one, other) => one.cost - other.cost)
    .slice(0, mostCandidates);
}

function fits(near: readonly Near[], length: number): Meant[] {
  return near.map(({ form, cost }) => ({ form, fit: fitOf(cost, near[0]?.cost ?? 0, length) }));
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

/**
 * Forms of about the same length that share pairs of letters, those that share most when they are many. `shared` is
 * scratch space, all zero between calls.
 */
function sharing(typed: string, forms: readonly string[], byPair: PairIndex, shared: Uint8Array): number[] {
  const pairs = pairsOf(typed);
  const [from, to] = lengthsNear(typed, forms);
  const touched: number[] = [];
  for (const pair of pairs) {
    const list = between(byPair.get(pair) ?? none, from, to);
    for (let place = 0; place < list.length; place++) {
      const form = list[place] ?? 0;
      const count = shared[form] ?? 0;
      if (count === 0) touched.push(form);
      shared[form] = count + 1;
    }
  }
  const least = leastShared(touched, shared, Math.max(1, Math.floor(pairs.size * sharedPairs)));
  const near = touched.filter((form) => (shared[form] ?? 0) >= least);
  for (const form of touched) shared[form] = 0;
  return near;
}

/** Comparing letter by letter is what takes time. */
const mostCompared = 160;

/** How many pairs must be shared so that not too many forms remain. */
function leastShared(touched: readonly number[], shared: Uint8Array, atLeast: number): number {
  const having = new Uint32Array(64);
  for (const form of touched) {
    const count = shared[form] ?? 0;
    having[count] = (having[count] ?? 0) + 1;
  }
  let [least, kept] = [having.length, 0];
  while (least > atLeast && kept + at(having, least - 1) <= mostCompared) {
    least -= 1;
    kept += at(having, least);
  }
  return least;
}

/** The first form that may be meant, by length, and the first after those: letters are doubled more often than lost. */
function lengthsNear(typed: string, forms: readonly string[]): [number, number] {
  const most = allowedFor(typed.length);
  const from = firstWhere(forms.length, (form) => (forms[form]?.length ?? 0) >= typed.length - most / 0.5);
  const to = firstWhere(forms.length, (form) => (forms[form]?.length ?? 0) > typed.length + most / 0.7);
  return [from, to];
}

const none = new Int32Array();

function between(list: Int32Array, from: number, to: number): Int32Array {
  const [first, end] = [from, to].map((form) => firstWhere(list.length, (place) => at(list, place) >= form));
  return list.subarray(first, end);
}

/** Binary search: the first of `size` positions from which on something holds. */
function firstWhere(size: number, holds: (position: number) => boolean): number {
  let [from, to] = [0, size];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (holds(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}
