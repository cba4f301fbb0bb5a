import { fold } from "../../content/search/fold.ts";
import { chance } from "../../dialogs/grading/draw.ts";

const rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/** A text as a hurried thumb types it: no accents, no signs, a slip about every eighth letter. The same for a seed. */
export function typedOnPhone(text: string, seed: number): string {
  const random = chance(seed);
  const letters = [...fold(text)];
  return letters.map((letter, at) => (random() < 1 / 8 ? slip(letter, letters[at + 1], random) : letter)).join("");
}

function slip(letter: string, next: string | undefined, random: () => number): string {
  const near = neighbours(letter);
  const other = near[Math.floor(random() * near.length)];
  if (other === undefined) return letter;
  const kind = random();
  if (kind < 0.5) return other;
  if (kind < 0.72) return "";
  if (kind < 0.86) return letter + letter;
  return next === undefined ? other : letter + other;
}

function neighbours(letter: string): string[] {
  const y = rows.findIndex((keys) => keys.includes(letter));
  const x = rows[y]?.indexOf(letter) ?? 0;
  const beside = [rows[y]?.[x - 1], rows[y]?.[x + 1], rows[y - 1]?.[x], rows[y - 1]?.[x + 1], rows[y + 1]?.[x]];
  return y < 0 ? [] : beside.flatMap((key) => key ?? []);
}
