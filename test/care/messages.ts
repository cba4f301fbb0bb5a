import { readFileSync } from "node:fs";

/** A message that somebody might type, and what it tells of. */
export interface Labelled {
  readonly label: string;
  readonly language: string;
  readonly text: string;
  /** What in it must be masked. */
  readonly personal: readonly string[];
}

/** Sets that no pattern and no weight was made from. */
export const untouched = ["test", "round-5", "round-17", "round-20", "round-21", "round-22", "round-23"] as const;
export const messageSets = [
  "train",
  "test",
  "later",
  "last",
  "round-1",
  "round-2",
  "more",
  "round-3",
  "round-4",
  "round-5",
  "round-6",
  "round-7",
  "round-8",
  "round-9",
  "round-10",
  "round-11",
  "round-12",
  "round-13",
  "round-14",
  "round-15",
  "round-16",
  "round-17",
  "round-18",
  "round-19",
  "round-20",
  "round-21",
  "round-22",
  "round-23",
  "round-24",
  "everyday",
  "everyday-2",
] as const;
/** Of `masks` and `masks-2` to `masks-4` it is asked only what is masked: their labels are `case` and `none`. */
export type MessageSet = (typeof messageSets)[number] | "masks" | "masks-2" | "masks-3" | "masks-4";

/** Reads a set: `# label language`, then a message a line, with `[[…]]` around what must be masked. */
export function messagesIn(set: MessageSet): Labelled[] {
  let [label, language] = ["", ""];
  const lines = readFileSync(new URL(`./${set}.txt`, import.meta.url), "utf8").split("\n");
  return lines.flatMap((line) => {
    if (line.startsWith("# ")) [label = "", language = ""] = line.slice(2).split(" ");
    if (line.trim() === "" || line.startsWith("# ")) return [];
    const personal = [...line.matchAll(/\[\[(.+?)\]\]/g)].flatMap(([, found]) => found ?? []);
    return [{ label, language, text: line.replace(/\[\[|\]\]/g, ""), personal }];
  });
}
