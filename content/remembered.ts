/** A function of one thing that is worked out once for each, for as long as the thing is there. */
export function remembered<K extends object, T>(find: (of: K) => T): (of: K) => T {
  const known = new WeakMap<K, { readonly found: T }>();
  return (of) => {
    const kept = known.get(of) ?? { found: find(of) };
    known.set(of, kept);
    return kept.found;
  };
}
