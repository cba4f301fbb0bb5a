import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { readConfig } from "../config.ts";
import { StoreUnavailable, WrongSetting } from "../errors.ts";
import { optionsGiven } from "../options-given.ts";
import { backUp, restore } from "./sqlite-backup.ts";

/**
 * `npm run store:backup -- --to /backup/monday.sqlite` copies the data file while the server runs.
 * `npm run store:restore -- --from /backup/monday.sqlite` puts it where there is none.
 */

const usage = "npm run store:backup -- --to FILE   |   npm run store:restore -- --from FILE";

if (existsSync(".env")) process.loadEnvFile(".env");
try {
  const { to, from } = optionsGiven({ to: { type: "string" }, from: { type: "string" } }, usage);
  const config = readConfig(process.env);
  if (config.store !== "sqlite")
    throw new WrongSetting("STORE=cosmos: docs/runbook.md says how Cosmos DB is restored.");
  const file = join(config.dataFolder, "sendero.sqlite");
  if (to !== undefined && from === undefined) {
    await backUp(file, to);
    told(file, to);
  } else if (from !== undefined && to === undefined) {
    restore(from, file);
    told(from, file);
  } else throw new WrongSetting(usage);
} catch (error) {
  if (!(error instanceof WrongSetting || error instanceof StoreUnavailable)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

function told(source: string, target: string): void {
  process.stdout.write(`${source} → ${target}: ${statSync(target).size} bytes, integrity ok\n`);
}
