import Fuse from "fuse.js";
import { fold, wordsOf } from "../../content/search/fold.ts";
import { chance } from "../../dialogs/grading/draw.ts";
import { peopleNamed } from "../../services/desk/find.ts";

/**
 * `node test/desk/names-measure.ts [people] [queries]`: how well and how fast people are found by what is typed of their
 * names, by our own match and by fuse.js at its best settings for this. A query names one person, with a slip in every
 * word of four letters or more at a chance of one half, in the ways of phones: a letter more, less, another or swapped.
 */

const firsts =
  "María José Juan Carlos Ana Luis Carmen Jorge Rosa Pedro Lucía Miguel Elena Óscar Sofía Raúl Inés Hugo Mariela Gabriela Fernando Beatriz Wilmer Yesenia Darwin Keyla Bryan Xiomara Nelson Iris Marvin Delmy Gerson Suyapa Elmer Dunia Selvin Reina Franklin Ondina Kevin Lesly Joao Thiago Larissa Rafaela Emily Michael Jessica Stephanie".split(
    " ",
  );
const lasts =
  "López García Martínez Hernández Pérez Castillo Reyes Aguilar Mejía Cruz Ortiz Rivas Flores Zelaya Maldonado Funes Canales Chinchilla Umanzor Cárcamo Bográn Discua Euceda Paguada Lanza Sabillón Varela Zúñiga Ordóñez Quiroz Benítez Cardona Figueroa Galeano Hércules Interiano Jacobo Lagos Membreño Navas Oseguera Padilla Rosales Santos Tábora Urbina Valladares Silva Souza Oliveira Ferreira Smith Johnson Brown".split(
    " ",
  );

const count = Number(process.argv[2] ?? 10_000);
const queries = Number(process.argv[3] ?? 1000);
const random = chance(7);
const one = (list: readonly string[]) => list[Math.floor(random() * list.length)] ?? "";
const people = Array.from({ length: count }, (_, id) => {
  const name = `${one(firsts)} ${random() < 0.4 ? `${one(firsts)} ` : ""}${one(lasts)} ${one(lasts)}`;
  return { id, folded: fold(name), track: { words: wordsOf(name) }, summary: { name, institution: undefined } };
});

function slipped(word: string): string {
  if (word.length < 4 || random() < 0.5) return word;
  const at = 1 + Math.floor(random() * (word.length - 2));
  const letter = "aeiourstlnm"[Math.floor(random() * 11)] ?? "a";
  const ways = [
    word.slice(0, at) + word.slice(at + 1),
    word.slice(0, at) + letter + word.slice(at),
    word.slice(0, at) + letter + word.slice(at + 1),
    word.slice(0, at) + (word[at + 1] ?? "") + word[at] + word.slice(at + 2),
  ];
  return one(ways);
}

/** As people type a name: all of it, a given name and a surname, or the surnames. */
function typed(name: string): string {
  const words = fold(name).split(" ");
  const kept = [words, [words[0], words.at(-2)], words.slice(-2)][Math.floor(random() * 3)] ?? words;
  return kept.map((word) => slipped(word ?? "")).join(" ");
}

const asked = Array.from({ length: queries }, () => {
  const person = people[Math.floor(random() * count)];
  return { id: person?.id, said: typed(person?.summary.name ?? "") };
});

type Find = (said: string) => readonly { readonly id: number }[];

/** At most so many are offered to choose from. */
const offered = 8;

function measured(label: string, find: Find): void {
  const times: number[] = [];
  const tallies = { offered: 0, none: 0, among: 0 };
  for (const { id, said } of asked) {
    const before = performance.now();
    const found = find(said);
    times.push(performance.now() - before);
    if (found.length === 0) tallies.none += 1;
    if (found.slice(0, offered).some((person) => person.id === id)) tallies.offered += 1;
    tallies.among += found.length;
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(1);
  const percent = (part: number) => `${((100 * part) / queries).toFixed(1)} %`;
  process.stdout.write(
    `${label}: meant one offered ${percent(tallies.offered)}, nobody found ${percent(tallies.none)}, ` +
      `found on average ${(tallies.among / queries).toFixed(1)}; median ${at(0.5)} ms, 99 of 100 within ${at(0.99)} ms\n`,
  );
}

measured("ours", (said) => peopleNamed(people, said));
for (const threshold of [0.2, 0.3, 0.4]) {
  const fuse = new Fuse(people, { keys: ["folded"], threshold, ignoreLocation: true, includeScore: true });
  measured(`fuse.js, whole, ${threshold}`, (said) => fuse.search(said, { limit: 50 }).map(({ item }) => item));
}
const fuse = new Fuse(people, { keys: ["folded"], threshold: 0.3, ignoreLocation: true, useTokenSearch: true });
measured("fuse.js, by word, 0.3", (said) => fuse.search(said, { limit: 50 }).map(({ item }) => item));
const all = new Fuse(people, {
  ...{ keys: ["folded"], threshold: 0.3, ignoreLocation: true, useTokenSearch: true, tokenMatch: "all" },
});
measured("fuse.js, each word, 0.3", (said) => all.search(said, { limit: 50 }).map(({ item }) => item));
const extended = new Fuse(people, { keys: ["folded"], threshold: 0.3, ignoreLocation: true, useExtendedSearch: true });
measured("fuse.js, every word, 0.3", (said) => extended.search(said, { limit: 50 }).map(({ item }) => item));
