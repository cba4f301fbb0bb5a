import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./image-tree.ts";

/** What can be read of a Bicep file without its compiler, which no package registry has. */
export interface Bicep {
  readonly file: string;
  /** Without comments. */
  readonly text: string;
  readonly params: readonly { readonly name: string; readonly required: boolean }[];
  readonly outputs: readonly string[];
  readonly modules: readonly { readonly symbol: string; readonly path: string; readonly params: readonly string[] }[];
  readonly resources: readonly { readonly symbol: string; readonly type: string; readonly version: string }[];
}

const folder = join(root, "deployment/azure");

export function bicepFiles(extension: ".bicep" | ".bicepparam"): Bicep[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(extension))
    .map((name) => read(name));
}

function read(file: string): Bicep {
  const text = withoutComments(readFileSync(join(folder, file), "utf8"));
  return {
    file,
    text,
    params: found(text, /^param (\w+)( \w+)?( = .+)?$/gm).map(([name = "", , value]) => ({
      name,
      required: value === undefined,
    })),
    outputs: found(text, /^output (\w+) /gm).map(([name = ""]) => name),
    modules: found(text, /^module (\w+) '([^']+)' = \{/gm).map(([symbol = "", path = ""]) => ({
      symbol,
      path,
      params: moduleParams(text, symbol),
    })),
    resources: found(text, /^resource (\w+) '([\w./]+)@([^']+)'/gm).map(([symbol = "", type = "", version = ""]) => ({
      symbol,
      type,
      version,
    })),
  };
}

/** The text of the block that opens after `start`, brackets and all. */
export function blockAfter(text: string, start: RegExp): string {
  const from = start.exec(text);
  if (!from) throw new Error(`nothing is like ${start}`);
  const begin = from.index + from[0].length - 1;
  let depth = 0;
  for (let at = begin; at < text.length; at += 1) {
    if ("{[(".includes(text[at] ?? "")) depth += 1;
    if ("}])".includes(text[at] ?? "")) depth -= 1;
    if (depth === 0) return text.slice(begin, at + 1);
  }
  throw new Error(`${start} is never closed`);
}

function moduleParams(text: string, symbol: string): string[] {
  const body = blockAfter(text, new RegExp(`^module ${symbol} '[^']+' = \\{`, "m"));
  const params = blockAfter(body, /params: \{/).slice(1, -1);
  return found(params, /(?:^|[\n,])\s*(\w+): /g).map(([name = ""]) => name);
}

/** Strings stay: what looks like a comment in an address is none. */
function withoutComments(text: string): string {
  return text.replace(/('(?:[^'\\\n]|\\.)*')|\/\/.*$/gm, (_, string?: string) => string ?? "");
}

/** Brackets that are closed in the order in which they were opened; of strings, those in `${}` alone count. */
export function isBalanced(text: string): boolean {
  const open: string[] = [];
  const bare = text.replace(/'(?:[^'\\\n]|\\.)*'/g, (string) => (string.match(/\$\{[^}]*\}/g) ?? []).join(""));
  for (const sign of bare.match(/[{}[\]()']/g) ?? []) {
    if (sign === "'") return false;
    if ("{[(".includes(sign)) open.push(sign);
    else if ("}])".indexOf(sign) !== "{[(".indexOf(open.pop() ?? "")) return false;
  }
  return open.length === 0;
}

function found(text: string, pattern: RegExp): (string | undefined)[][] {
  return [...text.matchAll(pattern)].map(([, ...groups]) => groups);
}
