/** A number of a list; 0 beyond its ends. Not for the innermost loops: one function for all kinds of lists is slow there. */
export function at(list: ArrayLike<number>, position: number): number {
  return list[position] ?? 0;
}
