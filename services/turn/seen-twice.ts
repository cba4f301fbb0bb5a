/**
 * Of what a look finds, what the look before found as well. On a store that several servers write to, what only one look
 * found is most likely under way on another server; what is still there at the next was left by one that died.
 */
export function seenTwice(): (found: readonly string[]) => ReadonlySet<string> {
  let before: ReadonlySet<string> = new Set();
  return (found) => {
    const again = new Set(found.filter((id) => before.has(id)));
    before = new Set(found);
    return again;
  };
}
