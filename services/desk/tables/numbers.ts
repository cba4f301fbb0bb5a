/** Kinds of columns, and what stands in them. Percentages are of 100 and rounded. */

export const count = { is: "number" } as const;
export const share = { is: "percent" } as const;

export function percent(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : Math.round((100 * part) / whole);
}

/** With one decimal. */
export function average(sum: number, among: number): number | undefined {
  return among === 0 ? undefined : Math.round((10 * sum) / among) / 10;
}

export function averagePercent(sum: number, among: number): number | undefined {
  const mean = average(sum, among);
  return mean === undefined ? undefined : Math.round(mean);
}
