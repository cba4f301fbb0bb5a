/**
 * Whether less than so many milliseconds lie between `since` and `now`. A machine's clock may be put back: what was noted an
 * hour ahead of it is not of late, and must hold nobody up until that hour has passed again.
 */
export function lately(since: number, now: number, milliseconds: number): boolean {
  return Math.abs(now - since) < milliseconds;
}
