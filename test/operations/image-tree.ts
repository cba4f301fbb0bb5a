import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { isNeeded } from "../../deployment/image/needed.ts";

export const root = fileURLToPath(new URL("../../", import.meta.url));

const lock = z.looseObject({
  packages: z.record(z.string(), z.looseObject({ dev: z.boolean().optional() })),
});

/** The folders that `npm ci --omit=dev` makes, by the lock. */
function productPackages(): string[] {
  const { packages } = lock.parse(JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")));
  return Object.entries(packages).flatMap(([path, { dev }]) =>
    path.startsWith("node_modules/") && !dev && existsSync(join(root, path)) ? [path] : [],
  );
}

/** Lays out on disk what the image holds beside its base: the product, and what it needs of node_modules. */
export function layOut(folder: string): void {
  for (const part of ["bots", "content", "dialogs", "services", "package.json"]) {
    cpSync(join(root, part), join(folder, part), { recursive: true });
  }
  for (const path of productPackages()) {
    const source = join(root, path);
    mkdirSync(join(folder, path), { recursive: true });
    cpSync(source, join(folder, path), {
      recursive: true,
      filter: (from) => {
        if (from !== source && basename(from) === "node_modules") return false;
        return lstatSync(from).isDirectory() || isNeeded(relative(join(root, "node_modules"), from));
      },
    });
  }
  chmodSync(folder, 0o755);
}

/** Bytes of all files. */
export function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}
