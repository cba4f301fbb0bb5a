import { existsSync } from "node:fs";
import { readConfig } from "../config.ts";
import { traceOf } from "../errors.ts";
import { openStore } from "./open.ts";

/**
 * `npm run store:find -- 1a2b3c4d5e6f` answers the id of the learner whom a log line names so. It needs the store itself, and
 * on a file the server must be stopped: who has only the logs cannot.
 */

if (existsSync(".env")) process.loadEnvFile(".env");
const wanted = `learner #${(process.argv[2] ?? "").replace("#", "")}`;
const config = readConfig(process.env);
const store = await openStore(config.store, config);
let found = 0;
for await (const entry of store.archive.everything()) {
  if (entry.kind !== "learner" || traceOf(entry.id) !== wanted) continue;
  found += 1;
  process.stdout.write(`${entry.id}\n`);
}
await store.close();
if (found === 0) process.stderr.write("Nadie / nobody\n");
process.exitCode = found === 0 ? 1 : 0;
