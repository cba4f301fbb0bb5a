/** What is noted of a word. Every object knows «constructor» of itself, and builders write it. */
export function own<T>(notes: Readonly<Record<string, T>>, word: string): T | undefined {
  return Object.hasOwn(notes, word) ? notes[word] : undefined;
}
