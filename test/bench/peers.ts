import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("./peers", import.meta.url));

/**
 * Whether the bots of others can be run. They have a package.json of their own, so that nobody who only wants Sendero
 * waits for 185 packages: installed when first asked for, without their install scripts.
 */
export function peersReady(): boolean {
  if (existsSync(`${folder}/node_modules/botbuilder-dialogs`)) return true;
  process.stderr.write("Installing the bots to compare with, once (some 185 packages, 280 MB)…\n");
  const { npm_execpath: npm } = process.env;
  const [command, ...first] = npm === undefined ? ["npm"] : [process.execPath, npm];
  const wanted = [...first, "ci", "--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund"];
  const { status } = spawnSync(command, wanted, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) process.stderr.write("They could not be installed: measured without them.\n");
  return status === 0;
}
