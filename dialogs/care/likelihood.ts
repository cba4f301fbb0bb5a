import learnt from "../../content/care/weights.json" with { type: "json" };
import { signsIn } from "./signs.ts";

/**
 * What a message may tell of, in the order of the weights: nothing, details of a child that are to be masked, and what
 * needs care; `either` may be a question for learning.
 */
export const matters = ["none", "case", "distress", "threat", "child", "disclosure", "either"] as const;
const harmless = 2;

/** How likely it is that a message needs care, 0 to 1, and what it most likely tells of if it does. */
export interface Likely {
  readonly needy: number;
  readonly about: "distress" | "threat" | "child" | "disclosure" | "either";
}

/** Each sign's weights, one for each matter, in hundredths. */
const weights: ReadonlyMap<string, readonly number[]> = new Map(
  Object.entries<string>(learnt).map(([sign, written]) => [sign, written.split(" ").map((one) => Number(one) / 100)]),
);

/**
 * A logistic model over the signs of a message, fitted by `npm run care:fit` on labelled messages and on what people ask
 * of the course. It hears what no list of phrases holds; `docs/safety.md` says how well.
 */
export function likelyMatter(text: string): Likely {
  const sums = sumsOf(signsIn(text));
  const most = Math.max(...sums);
  const shares = sums.map((sum) => Math.exp(sum - most));
  const all = shares.reduce((sum, share) => sum + share, 0);
  const needs = shares.slice(harmless);
  const [, , ...abouts] = matters;
  const about = abouts[needs.indexOf(Math.max(...needs))] ?? "either";
  return { needy: needs.reduce((sum, share) => sum + share, 0) / all, about };
}

function sumsOf(signs: readonly string[]): number[] {
  const heard = signs.flatMap((sign) => {
    const found = weights.get(sign);
    return found ? [found] : [];
  });
  const each = 1 / Math.sqrt(Math.max(1, heard.length));
  return matters.map((_, matter) => heard.reduce((sum, weight) => sum + (weight[matter] ?? 0), 0) * each);
}
