import en from "../../content/care/en.json" with { type: "json" };
import es from "../../content/care/es.json" with { type: "json" };
import pt from "../../content/care/pt.json" with { type: "json" };
import { own } from "../own.ts";
import { meaningsOf, plainWords } from "./meanings.ts";
import { sounded } from "./sound.ts";

/** How words are typed on phones, in each language. */
const spellings: readonly Readonly<Record<string, string>>[] = [es.spellings, pt.spellings, en.spellings];

/** Meanings that stand this many words apart tell something together: «no … vivir», «niña … sola». */
const apart = 3;

/** The first letters of longer words stand for all their endings. */
const beginning = 5;

/** A number up to here, standing alone, may be the age of a child. */
const oldest = 17;

/**
 * The signs of a message that `weights.json` weighs: what its words are about, alone, at its beginning and in pairs, and
 * the words themselves. What words are about is the same in every language, so what was learnt in one helps in the others.
 */
export function signsIn(text: string): string[] {
  const words = plainWords(text);
  const sounds = words.map(sounded);
  const about = words.map(aboutWord);
  const signs = new Set(["always", `length:${Math.min(6, Math.floor(Math.log2(words.length + 1) * 1.5))}`]);
  if (/[?¿]/.test(text)) signs.add("asks");
  for (const [index, meanings] of about.entries()) {
    const next = about.slice(index + 1, index + 1 + apart).flat();
    for (const meaning of meanings) {
      signs.add(meaning);
      if (index < 2) signs.add(`first:${meaning}`);
      for (const other of next) signs.add(`${meaning}>${other}`);
    }
  }
  for (const [index, sound] of sounds.entries()) {
    signs.add(`=${sound}`);
    if (sound.length > beginning) signs.add(`=${sound.slice(0, beginning)}*`);
    if (index > 0) signs.add(`=${sounds[index - 1]} ${sound}`);
  }
  return [...signs];
}

const known = new Map<string, readonly string[]>();
const mostKnown = 5000;

function aboutWord(word: string): readonly string[] {
  const found = known.get(word) ?? meaningsIn(word);
  if (known.size >= mostKnown) known.clear();
  known.set(word, found);
  return found;
}

function meaningsIn(word: string): string[] {
  if (/^\d+$/.test(word)) return [Number(word) <= oldest ? "young" : "number"];
  const ways = [word, ...spellings.flatMap((one) => own(one, word)?.split(" ") ?? [])];
  return [...new Set(ways.flatMap((way) => meaningsOf(sounded(way))))];
}
