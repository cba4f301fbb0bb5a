import { existsSync } from "node:fs";
import { readConfig } from "../config.ts";
import { CorruptLearner, StoreUnavailable, WrongSetting } from "../errors.ts";
import { openKept } from "./open.ts";
import { verifyLearners } from "./verify.ts";

/**
 * `npm run learners:verify`: recomputes every learner's progress from their events and compares it with what is on record.
 * Ends with 1 where anything differs. A SQLite file must not be in use; with Cosmos DB servers may be running.
 */

if (existsSync(".env")) process.loadEnvFile(".env");
try {
  const config = readConfig(process.env);
  const store = await openKept(config.store, config);
  const { differences, ...counts } = await verifyLearners(store.archive);
  await store.close();
  for (const { learner, where } of differences) process.stdout.write(`${learner}: ${where.join(", ")}\n`);
  process.stdout.write(`${JSON.stringify({ ...counts, differences: differences.length })}\n`);
  if (differences.length > 0) process.exitCode = 1;
} catch (error) {
  const mendable =
    error instanceof WrongSetting || error instanceof StoreUnavailable || error instanceof CorruptLearner;
  if (!mendable) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
