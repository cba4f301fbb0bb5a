import { readdirSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { isNeeded } from "./needed.ts";

/** `node deployment/image/prune-command.ts node_modules` takes away what the server does not need; the image is built with it. */

const [, , folder = "node_modules"] = process.argv;
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name);
  const isKept = entry.isDirectory() || isNeeded(relative(folder, path));
  if (!isKept) rmSync(path);
}
