import filter from "../../content/care/ordinary-words.json" with { type: "json" };

/**
 * Words of Spanish, Portuguese and English as a Bloom filter: a million forms in a megabyte. A word that is in it is always
 * known; of those that are not, one in fifty is taken for one (`npm run care:words` makes it anew).
 */
const bits = Buffer.from(filter.bits, "base64");

/** Whether somebody wrote this folded word in a dictionary, or in the course. */
export function isOrdinary(folded: string): boolean {
  return placesOf(folded, bits.length * 8, filter.hashes).every((at) => ((bits[at >> 3] ?? 0) & (1 << (at & 7))) !== 0);
}

/** The bits that a word stands for: one hash, and what is made of it added again and again. */
export function placesOf(folded: string, size: number, hashes: number): number[] {
  const first = hashOf(folded);
  const step = mixed(first);
  return Array.from({ length: hashes }, (_, index) => (first + index * step) % size);
}

/** FNV-1a. */
function hashOf(folded: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < folded.length; index += 1) hash = Math.imul(hash ^ folded.charCodeAt(index), 0x01000193);
  return mixed(hash);
}

/** The last step of MurmurHash 3, without which words that differ in one letter share bits. */
function mixed(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return (twice ^ (twice >>> 16)) >>> 0;
}
