import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { openCourse } from "../../content/open.ts";
import { readConfig } from "../config.ts";
import { StoreUnavailable, WrongSetting } from "../errors.ts";
import { openStore } from "../store/open.ts";
import { rebuildRoster } from "./roster-rebuild.ts";

/** `npm run roster:rebuild`: every summary anew, from the learners themselves. Servers may run meanwhile on Cosmos DB. */
if (existsSync(".env")) process.loadEnvFile(".env");
try {
  const config = readConfig(process.env);
  const library = await openCourse(fileURLToPath(new URL(`../../content/courses/${config.course}`, import.meta.url)));
  const store = await openStore(config.store, config);
  const counts = await rebuildRoster(store, library);
  await store.close();
  process.stdout.write(`${JSON.stringify(counts)}\n`);
} catch (error) {
  if (!(error instanceof WrongSetting || error instanceof StoreUnavailable)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
