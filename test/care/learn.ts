import { matters } from "../../dialogs/care/likelihood.ts";

/** A message by its signs, and which matter it tells of. */
export interface Example {
  readonly signs: readonly string[];
  readonly matter: number;
}

const rounds = 25;
const stepLength = 0.3;
/** Keeps weights small where signs tell the same. */
const penalty = 0.0005;
/** A sign that one message has tells nothing of others. */
const leastSeen = 2;

/** Weights of each sign for each matter, in hundredths: softmax regression by adaptive gradient descent, always the same. */
export function learn(examples: readonly Example[]): Map<string, number[]> {
  const numberOf = signsSeen(examples);
  const width = matters.length;
  const weights = new Float64Array(numberOf.size * width);
  const moved = new Float64Array(weights.length).fill(1e-6);
  const known = examples.map(({ signs, matter }) => ({
    matter,
    signs: signs.flatMap((sign) => numberOf.get(sign) ?? []),
  }));
  for (let round = 0; round < rounds; round += 1) {
    for (const { signs, matter } of shuffled(known, round)) {
      const each = 1 / Math.sqrt(Math.max(1, signs.length));
      const errors = sharesOf(signs, weights, each).map((share, k) => (share - (k === matter ? 1 : 0)) * each);
      for (const sign of signs) step(weights, moved, sign * width, errors);
    }
  }
  return new Map(
    [...numberOf].map(([sign, number]) => [
      sign,
      [...weights.subarray(number * width, (number + 1) * width)].map((weight) => Math.round(weight * 100)),
    ]),
  );
}

/** Moves the weights of one sign against its errors: the less, the more it has moved before. */
function step(weights: Float64Array, moved: Float64Array, from: number, errors: readonly number[]): void {
  for (const [k, error] of errors.entries()) {
    const at = from + k;
    const slope = error + penalty * (weights[at] ?? 0);
    moved[at] = (moved[at] ?? 0) + slope * slope;
    weights[at] = (weights[at] ?? 0) - (stepLength * slope) / Math.sqrt(moved[at] ?? 1);
  }
}

function signsSeen(examples: readonly Example[]): Map<string, number> {
  const seen = new Map<string, number>();
  for (const { signs } of examples) for (const sign of signs) seen.set(sign, (seen.get(sign) ?? 0) + 1);
  const kept = [...seen].filter(([, count]) => count >= leastSeen).map(([sign]) => sign);
  return new Map(kept.map((sign, number) => [sign, number]));
}

function sharesOf(signs: readonly number[], weights: Float64Array, each: number): number[] {
  const sums = matters.map(
    (_, k) => signs.reduce((sum, sign) => sum + (weights[sign * matters.length + k] ?? 0), 0) * each,
  );
  const most = Math.max(...sums);
  const shares = sums.map((sum) => Math.exp(sum - most));
  const all = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => share / all);
}

/** Another order each round, the same each time it is fitted. */
function shuffled<T>(list: readonly T[], round: number): T[] {
  const order = [...list];
  let state = 7 + round;
  for (let last = order.length - 1; last > 0; last -= 1) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    const other = state % (last + 1);
    const [one, two] = [order[last], order[other]];
    if (one === undefined || two === undefined) continue;
    order[last] = two;
    order[other] = one;
  }
  return order;
}
