import { sounded } from "./sound.ts";

/** Named lists of patterns, which patterns may refer to as `@name`. */
export type Lists = Readonly<Record<string, readonly string[]>>;

/** Whether a message, as `heardAs` writes it, holds any of some patterns. */
export type Sign = (heard: string) => boolean;

/** What stands between two words: `..` up to two others, each further dot one more. */
const gap = /^\.{2,}$/;

/**
 * Reads patterns such as `no quiero|quisiera .. vivir*`: words that follow each other. `|` stands between words that may
 * take each other's place, `_` joins the words of one of these, `*` is any ending, `?` makes a word optional, `^` and `$`
 * are the ends of the message, `@list` is any pattern of a list, ` + ` joins patterns that stand anywhere in it. Words
 * count as they sound.
 */
export function signOf(patterns: readonly string[], lists: Lists): Sign {
  const found = patterns.map((pattern) => pattern.split(" + ").map((part) => new RegExp(sourceOf(part, lists))));
  return (heard) => found.some((parts) => parts.every((part) => part.test(heard)));
}

/** Takes what patterns match out of a message. */
export function without(patterns: readonly string[], lists: Lists): (heard: string) => string {
  const found = patterns.map((pattern) => new RegExp(sourceOf(pattern, lists), "g"));
  return (heard) => found.reduce((left, one) => left.replace(one, " ,"), heard);
}

function sourceOf(pattern: string, lists: Lists): string {
  return pattern
    .split(" ")
    .map((token) => tokenSource(token, lists))
    .join("");
}

function tokenSource(token: string, lists: Lists): string {
  if (token === "^") return "^";
  if (token === "$") return "$";
  if (gap.test(token)) return `(?: [^ ,]+){0,${token.length}}`;
  if (token.endsWith("?")) return `(?:${tokenSource(token.slice(0, -1), lists)})?`;
  const ways = token.split("|").map((way) => waySource(way, lists));
  return `(?:${ways.join("|")})`;
}

function waySource(way: string, lists: Lists): string {
  if (way.startsWith("@")) return listSource(way.slice(1), lists);
  return way
    .split("_")
    .map((word) => wordSource(word))
    .join("");
}

const listSources = new WeakMap<Lists, Map<string, string>>();

/** Put together once: some lists stand in hundreds of patterns. */
function listSource(name: string, lists: Lists): string {
  const known = listSources.get(lists) ?? new Map<string, string>();
  listSources.set(lists, known);
  const list = lists[name];
  if (!list) throw new Error(`no list @${name}`);
  const source = known.get(name) ?? list.map((pattern) => sourceOf(pattern, lists)).join("|");
  known.set(name, source);
  return source;
}

function wordSource(word: string): string {
  const stem = word.endsWith("*");
  return ` ${sounded(stem ? word.slice(0, -1) : word)}${stem ? "[^ ,]*" : "(?![^ ,])"}`;
}
