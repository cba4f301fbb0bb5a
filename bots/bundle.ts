import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";
import { Script } from "node:vm";

const importLine = /^import\s*\{([^}]*)\}\s*from\s*"\.\/([\w-]+)\.ts";$/gm;
const exported = /^export (?=(?:async )?(?:function|const) (\w+))/gm;
const commentLines = /^\s*(\/\*\*[\s\S]*?\*\/|\/\/.*)\n/gm;

/**
 * Joins a module and what it imports into one strict script: one request instead of a dozen, each of which would cost a
 * slow phone half a second.
 *
 * It knows the forms that our page's modules use: `import { a, b } from "./c.ts"`, and functions and constants that are
 * exported where they are made. Each module becomes a function that is called once. Any other form fails here, when
 * the server starts.
 */
export function bundle(folder: string, entry: string): string {
  const seen = new Set<string>();
  const parts: string[] = [];

  function add(name: string): void {
    if (seen.has(name)) return;
    seen.add(name);
    const code = stripTypeScriptTypes(readFileSync(join(folder, `${name}.ts`), "utf8"));
    for (const [, , imported = ""] of code.matchAll(importLine)) add(imported);
    parts.push(wrapped(name, code));
  }

  add(entry);
  const script = `"use strict";\nconst modules = {};\n${parts.join("")}`;
  // Parsed and not run: a script that browsers could not read must not be served.
  new Script(script, { filename: `${entry}.js` });
  return script;
}

/** A module as a function; comments and the room that types leave behind stay here. */
function wrapped(name: string, code: string): string {
  const names = [...code.matchAll(exported)].map(([, made]) => made).join(", ");
  const body = code
    .replace(importLine, 'const {$1} = modules["$2"];')
    .replace(exported, "")
    .replace(commentLines, "")
    .replace(/[ \t]+$/gm, "")
    .replace(/\n{2,}/g, "\n");
  return `modules["${name}"] = (() => {\n${body}\nreturn { ${names} };\n})();\n`;
}
