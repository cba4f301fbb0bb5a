/** One observation of a logistic regression: the first sign is 1. */
export interface Observation {
  readonly signs: readonly number[];
  readonly holds: boolean;
  /** How much it counts. */
  readonly weight: number;
}

const steps = 4000;
const stepLength = 1.5;
/** Keeps weights small where signs tell the same. */
const penalty = 0.0005;

/** Weights under which the observations are likeliest: plain gradient descent on signs of equal spread. */
export function fitLogistic(observed: readonly Observation[]): number[] {
  const width = observed[0]?.signs.length ?? 0;
  const total = sum(observed.map(({ weight }) => weight));
  const mean = columns(width, (k) => (k === 0 ? 0 : sum(observed.map(({ signs }) => signs[k] ?? 0)) / observed.length));
  const spread = columns(width, (k) => {
    const variance = sum(observed.map(({ signs }) => ((signs[k] ?? 0) - (mean[k] ?? 0)) ** 2)) / observed.length;
    return k === 0 ? 1 : Math.sqrt(variance) || 1;
  });
  const even = observed.map((one) => ({
    ...one,
    signs: one.signs.map((sign, k) => (sign - (mean[k] ?? 0)) / (spread[k] ?? 1)),
  }));
  let weights = columns(width, () => 0);
  for (let step = 0; step < steps; step++) {
    const slope = slopeAt(weights, even);
    weights = weights.map((weight, k) => weight - stepLength * ((slope[k] ?? 0) / total + (k ? penalty * weight : 0)));
  }
  const raw = weights.map((weight, k) => weight / (spread[k] ?? 1));
  return raw.map((weight, k) => (k === 0 ? weight - sum(raw.map((one, j) => (j ? one * (mean[j] ?? 0) : 0))) : weight));
}

export function likelihood(weights: readonly number[], signs: readonly number[]): number {
  return 1 / (1 + Math.exp(-sum(signs.map((sign, k) => sign * (weights[k] ?? 0)))));
}

function slopeAt(weights: readonly number[], observed: readonly Observation[]): number[] {
  const slope = columns(weights.length, () => 0);
  for (const { signs, holds, weight } of observed) {
    const error = weight * (likelihood(weights, signs) - (holds ? 1 : 0));
    for (const [k, sign] of signs.entries()) slope[k] = (slope[k] ?? 0) + error * sign;
  }
  return slope;
}

function columns(width: number, of: (k: number) => number): number[] {
  return Array.from({ length: width }, (_, k) => of(k));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
