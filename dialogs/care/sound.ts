/**
 * A folded word as it sounds to who writes by ear: b and v, s, z and soft c, k and qu, y and ll, double letters are the
 * same. Meant for Spanish and Portuguese; it does English no harm, because both sides of every comparison pass it.
 */
export function sounded(word: string): string {
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
