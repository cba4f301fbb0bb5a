/**
 * A folded word as it sounds to who writes by ear: b and v, s, z and soft c, k and qu, y and ll, double letters are the
 * same. Meant for Spanish and Portuguese; it does English no harm, because both sides of every comparison pass it.
 */
export function sounded(word: string): string {
  const known = sounds.get(word);
  if (known !== undefined) return known;
  if (sounds.size >= mostSounds) sounds.clear();
  const sound = soundOf(word);
  sounds.set(word, sound);
  return sound;
}

/** The same words come again and again, in patterns as in messages. */
const sounds = new Map<string, string>();
const mostSounds = 10_000;

function soundOf(word: string): string {
  return word
    .replace(/ch/g, "6")
    .replace(/[lñ]h|ll/g, "y")
    .replace(/nh/g, "n")
    .replace(/ph/g, "f")
    .replace(/c(?=[eiy])|z/g, "s")
    .replace(/qu(?=[ei])|[qc]/g, "k")
    .replace(/g(?=[ei])/g, "j")
    .replace(/v/g, "b")
    .replace(/(.)\1+/g, "$1");
}
