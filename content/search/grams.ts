/** Runs of four characters of many texts, to tell how alike a question and each of them look, whatever the endings. */
export interface Grams {
  /** Cosine of the question with each text, 0 to 1, written to `into`. */
  compare(question: string, into: Float32Array): void;
}

const runLength = 4;

/** `texts` are folded. */
export function grams(texts: readonly string[]): Grams {
  const numbers = new Map<string, number>();
  const counted = texts.map((text) => counts(text, numbers));
  const spread = new Uint32Array(numbers.size);
  for (const runs of counted) for (const run of runs.keys()) spread[run] = (spread[run] ?? 0) + 1;
  const rarity = Float32Array.from(spread, (many) => Math.log(1 + texts.length / many));
  const unseen = Math.log(1 + texts.length);
  const { starts, holders, weights } = listed(counted, spread, rarity);

  return {
    compare(question, into) {
      into.fill(0);
      const runs = [...new Set(runsOf(question))].map((run) => numbers.get(run));
      const norm = Math.sqrt(runs.reduce((sum: number, run) => sum + squared(run, rarity, unseen), 0)) || 1;
      for (const run of runs) {
        if (run === undefined) continue;
        const weight = (rarity[run] ?? 0) / norm;
        for (let at = starts[run] ?? 0; at < (starts[run + 1] ?? 0); at++) {
          const text = holders[at] ?? 0;
          into[text] = (into[text] ?? 0) + weight * (weights[at] ?? 0);
        }
      }
    },
  };
}

function squared(run: number | undefined, rarity: Float32Array, unseen: number): number {
  return (run === undefined ? unseen : (rarity[run] ?? 0)) ** 2;
}

/** How often each run stands in a text; new runs are numbered as they come. */
function counts(text: string, numbers: Map<string, number>): Map<number, number> {
  const found = new Map<number, number>();
  for (const run of runsOf(text)) {
    const number = numbers.get(run) ?? numbers.size;
    numbers.set(run, number);
    found.set(number, (found.get(number) ?? 0) + 1);
  }
  return found;
}

/** For each run, the texts that hold it with its weight there; lists stand one after the other in two arrays. */
function listed(counted: readonly ReadonlyMap<number, number>[], spread: Uint32Array, rarity: Float32Array) {
  const starts = new Uint32Array(spread.length + 1);
  for (const [run, many] of spread.entries()) starts[run + 1] = (starts[run] ?? 0) + many;
  const next = starts.slice();
  const holders = new Uint32Array(starts.at(-1) ?? 0);
  const weights = new Float32Array(holders.length);
  for (const [text, runs] of counted.entries()) {
    const weighed = [...runs].map(([run, count]) => [run, (1 + Math.log(count)) * (rarity[run] ?? 0)] as const);
    const norm = Math.sqrt(weighed.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1;
    for (const [run, weight] of weighed) {
      const at = next[run] ?? 0;
      holders[at] = text;
      weights[at] = weight / norm;
      next[run] = at + 1;
    }
  }
  return { starts, holders, weights };
}

function runsOf(text: string): string[] {
  const padded = ` ${text} `;
  return Array.from({ length: Math.max(0, padded.length - runLength + 1) }, (_, at) =>
    padded.slice(at, at + runLength),
  );
}
