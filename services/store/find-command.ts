import { existsSync } from "node:fs";
import { readConfig } from "../config.ts";
import { StoreUnavailable, traceOf, WrongSetting } from "../errors.ts";
import { openKept } from "./open.ts";

/**
 * `npm run store:find -- 1a2b3c4d5e6f` answers the id of the learner whom a log line names so. It needs the store itself, and
 * on a file the server must be stopped: who has only the logs cannot.
 */

const usage = "npm run store:find -- 1a2b3c4d5e6f";

if (existsSync(".env")) process.loadEnvFile(".env");
try {
  const found = await tellWho(`learner #${nameGiven()}`);
  if (found === 0) process.stderr.write("Nadie / nobody\n");
  process.exitCode = found === 0 ? 1 : 0;
} catch (error) {
  if (!(error instanceof WrongSetting || error instanceof StoreUnavailable)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

/** @throws {WrongSetting} where it is not what a log line holds. */
function nameGiven(): string {
  const [name = "", ...others] = process.argv.slice(2);
  const digest = name.replace("#", "");
  if (others.length > 0 || !/^[0-9a-f]{12}$/.test(digest)) throw new WrongSetting(usage);
  return digest;
}

/** Writes the id of whoever is called so, and answers how many are. */
async function tellWho(wanted: string): Promise<number> {
  const config = readConfig(process.env);
  const store = await openKept(config.store, config);
  let found = 0;
  for await (const entry of store.archive.everything()) {
    if (entry.kind !== "learner" || traceOf(entry.id) !== wanted) continue;
    found += 1;
    process.stdout.write(`${entry.id}\n`);
  }
  await store.close();
  return found;
}
