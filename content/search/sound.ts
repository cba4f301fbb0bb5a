/**
 * A folded word as it sounds to who writes by ear: b and v; s, z and soft c; k, qu and hard c; y and ll; j and soft g are
 * one, an h is none, and n is m before p and b. Meant for Spanish; both sides of a comparison pass it.
 */
export function sounded(word: string): string {
  const known = sounds.get(word);
  if (known !== undefined) return known;
  if (sounds.size >= mostSounds) sounds.clear();
  const sound = soundOf(word);
  sounds.set(word, sound);
  return sound;
}

/** The same words come again and again. */
const sounds = new Map<string, string>();
const mostSounds = 10_000;

function soundOf(word: string): string {
  return word
    .replaceAll("ch", "6")
    .replaceAll("ll", "y")
    .replace(/qu(?=[ei])|[qc](?![ei])/g, "k")
    .replace(/[cz]/g, "s")
    .replace(/g(?=[ei])/g, "j")
    .replaceAll("v", "b")
    .replace(/n(?=[pb])/g, "m")
    .replaceAll("h", "");
}
