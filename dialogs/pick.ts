import { meant } from "../content/search/distance.ts";
import { fold, wordsOf } from "../content/search/fold.ts";
import type { Input, Option } from "./types.ts";
import { ordinals, wordList } from "./words.ts";

/** Options whose ids carry the place they belong to, so that a button of another place is known as old. */
export function optionsAt(place: string, options: readonly Option[]): Option[] {
  return options.map((option) => ({ ...option, id: `${place}~${option.id}` }));
}

/** Which option was meant: tapped, numbered, lettered or typed. Answers the option's own id, without its place. */
export function pick(input: Input, options: readonly Option[]): string | undefined {
  const chosen = input.kind === "tap" ? options.find((option) => option.id === input.option) : typed(input, options);
  return chosen?.id.slice(chosen.id.lastIndexOf("~") + 1);
}

function typed(input: Input, options: readonly Option[]): Option | undefined {
  if (input.kind !== "text") return undefined;
  const labels = options.map((option) => option.label);
  const index = readChoice(input.text, labels);
  return index === undefined ? undefined : options[index];
}

/**
 * Reads a typed choice among labels: the label itself, «b», «2», «la segunda», «la B por favor», or words of it with
 * slips of the thumb. Undefined when it could be none, or two.
 */
export function readChoice(text: string, labels: readonly string[]): number | undefined {
  const folded = labels.map(foldedLabel);
  // “I'd say b”: its d is no answer.
  const said = fold(text.replace(/\bi['’]d\b/i, "i"));
  if (said === "") return undefined;
  const same = folded.indexOf(said);
  if (same >= 0) return same;
  // «¿por qué la b?» is a question, not an answer; so is one that happens to share words with an option.
  if (asks(text)) return labels.some(asks) ? byWords(said, folded) : undefined;
  return (
    byPosition(said, folded) ??
    byPosition(withoutReason(said), folded) ??
    byBeginning(said, folded) ??
    byWords(said, folded)
  );
}

/** «la segunda porque tiene derecho» is «la segunda». */
function withoutReason(said: string): string {
  return said.replaceAll(/ o sea /g, " ").split(/ (?:porque|ya que|xq|pq|because) /)[0] ?? said;
}

/** Of a button, its beginning is enough: «ver» is «Ver la lección». What is longer is an answer, and «con» begins many. */
const longestButton = 24;

function byBeginning(said: string, labels: readonly string[]): number | undefined {
  if (said.length < 3 || says(said, wishes)) return undefined;
  const begun = labels.flatMap((label, index) => (label.startsWith(`${said} `) ? [index] : []));
  const [only] = begun;
  return only !== undefined && begun.length === 1 && (labels[only]?.length ?? 0) <= longestButton ? only : undefined;
}

const folds = new Map<string, string>();
const mostFolds = 10_000;

/** Labels come again and again; what is typed does not. */
function foldedLabel(label: string): string {
  const known = folds.get(label);
  if (known !== undefined) return known;
  const folded = fold(label);
  if (folds.size >= mostFolds) folds.clear();
  folds.set(label, folded);
  return folded;
}

const fillers = new Set(wordList("filler"));
const lasts = new Set(wordList("last"));
const middles = new Set(wordList("middle"));
const negations = new Set(wordList("negation"));
const wishes = [...wordList("next"), ...wordList("back"), ...wordList("repeat"), ...wordList("skip")];

function byPosition(said: string, labels: readonly string[]): number | undefined {
  const word = tellingWord(withoutFillers(said));
  if (word === undefined) return undefined;
  if (lasts.has(word)) return labels.length - 1;
  if (middles.has(word)) return labels.length % 2 === 1 ? (labels.length - 1) / 2 : undefined;
  // «1. Al llegar» is number 1, wherever it stands.
  const numbered = labels.some((label) => /^\d+ /.test(label));
  if (numbered && /^\d+$/.test(word)) return found(labels.findIndex((label) => label.startsWith(`${word} `)));
  const index = positionOf(word);
  return index !== undefined && index < labels.length ? index : undefined;
}

/** The one word that tells; «a segunda» and «second one» are told by the ordinal. */
function tellingWord([word, ...others]: readonly string[]): string | undefined {
  const [other] = others;
  if (word === undefined || other === undefined) return word;
  const isOrdinal = (one: string) =>
    ordinals.some((names) => names.includes(one)) || lasts.has(one) || middles.has(one);
  const index = positionOf(word);
  // «la letra b, o sea la segunda»; «b b» is a slip of the thumb.
  if (index !== undefined && others.every((one) => one !== word && positionOf(one) === index)) return word;
  if (others.length > 1) return undefined;
  if ((word === "a" || word === "o") && isOrdinal(other)) return other;
  return other === "one" && isOrdinal(word) ? word : undefined;
}

function found(index: number): number | undefined {
  return index < 0 ? undefined : index;
}

/** «creo q es la b» is «b». */
export function withoutFillers(said: string): string[] {
  return wordsOf(said).filter((word) => !fillers.has(word));
}

/** The position that a word stands for: a letter, a number or an ordinal. */
export function positionOf(word: string): number | undefined {
  if (/^[a-h]$/.test(word)) return word.charCodeAt(0) - "a".charCodeAt(0);
  if (/^[1-9]\d?$/.test(word)) return Number(word) - 1;
  const ordinal = ordinals.findIndex((names) => names.includes(word));
  return ordinal >= 0 ? ordinal : undefined;
}

/** Few typed words lie in many labels: what is read must be most of what was typed, and clearly of one label. */
function byWords(said: string, labels: readonly string[]): number | undefined {
  const typedWords = said.split(" ");
  // «repetir» wants to see it again; it does not mean «Repetir las preguntas».
  if (says(said, wishes)) return undefined;
  // «no sé» or «la del» hold no word that tells one label from another.
  if (!typedWords.some((word) => word.length > 3)) return undefined;
  if (namesTwo(typedWords, labels)) return undefined;
  const ranked = labels
    .map((label, index) => ({ index, ...likeness(typedWords, label) }))
    .sort((a, b) => b.score - a.score);
  const [best, second] = ranked;
  if (!best || best.found < 0.75) return undefined;
  if (second && best.score - second.score < 0.15) return undefined;
  return best.index;
}

/** Whether two labels were typed whole: «la entrega o no la entrega» chooses neither. */
function namesTwo(typedWords: readonly string[], labels: readonly string[]): boolean {
  const typed = labels.filter((label) => share(label.split(" "), typedWords) >= 0.9);
  return typed.some((one) => typed.some((other) => one !== other && !one.includes(other) && !other.includes(one)));
}

/** `found`: how much of what was typed stands in the label. `score`: the same, and how much of the label was typed. */
function likeness(typedWords: readonly string[], label: string): { found: number; score: number } {
  const labelWords = label.split(" ");
  const negationsIn = (words: readonly string[]) =>
    words
      .filter((word) => negations.has(word))
      .sort()
      .join(" ");
  // «módulo 7» is not «módulo 1», however alike they look.
  const otherNumber = typedWords.some((word) => /\d/.test(word) && !labelWords.includes(word));
  if (negationsIn(typedWords) !== negationsIn(labelWords) || otherNumber) return { found: 0, score: 0 };
  const found = share(typedWords, labelWords);
  const covered = share(labelWords, typedWords);
  return { found, score: found * 0.6 + covered * 0.4 };
}

/** What part of the letters of `words` lies in words that `among` has too, give or take a slip. */
function share(words: readonly string[], among: readonly string[]): number {
  const letters = (list: readonly string[]) => list.reduce((sum, word) => sum + word.length, 0);
  const found = words.filter((word) => among.some((other) => meant(word, other)));
  return letters(found) / Math.max(1, letters(words));
}

/** Whether a message is one of the words for something, and nothing else. */
export function says(text: string, list: readonly string[]): boolean {
  const said = fold(text) || text.trim();
  return list.includes(said);
}

const questionWords = wordList("question");
/** «viene solo, ¿qué hago?», without the signs. */
const questionEnds = wordList("questionEnd");

/** Whether a message asks something. */
export function asks(text: string): boolean {
  if (/[?¿]/.test(text)) return text.trim().length > 2;
  const said = ` ${fold(text)} `;
  if (!said.trim().includes(" ")) return false;
  return (
    questionWords.some((word) => said.startsWith(` ${word} `)) ||
    questionEnds.some((word) => said.endsWith(` ${word} `))
  );
}
