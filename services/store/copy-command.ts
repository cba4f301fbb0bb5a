import { existsSync } from "node:fs";
import { readConfig } from "../config.ts";
import { CorruptLearner, StoreUnavailable, WrongSetting } from "../errors.ts";
import { optionsGiven } from "../options-given.ts";
import { copyStore } from "./copy.ts";
import { openKept, openStore, type StoreKind } from "./open.ts";

/**
 * `npm run store:copy -- --from sqlite --to cosmos`, or the other way: copies everything between the two stores that the
 * settings name, and compares. Servers must be stopped; the target must be empty.
 */

const usage = "npm run store:copy -- --from sqlite --to cosmos   (o/or --from cosmos --to sqlite)";

if (existsSync(".env")) process.loadEnvFile(".env");
try {
  const { from, to } = askedFor();
  const config = readConfig(process.env);
  const source = await openKept(from, config);
  const target = await openStore(to, config);
  const { counts, digest } = await copyStore(source.archive, target.archive);
  await Promise.all([source.close(), target.close()]);
  process.stdout.write(`${JSON.stringify(counts)}\nsha256 ${digest}\n${from} = ${to}\n`);
} catch (error) {
  const mendable =
    error instanceof WrongSetting || error instanceof StoreUnavailable || error instanceof CorruptLearner;
  if (!mendable) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

function askedFor(): { from: StoreKind; to: StoreKind } {
  const values = optionsGiven({ from: { type: "string" }, to: { type: "string" } }, usage);
  const [from, to] = [kindIn(values.from), kindIn(values.to)];
  if (from === to) throw new WrongSetting(usage);
  return { from, to };
}

function kindIn(text: string | undefined): StoreKind {
  if (text === "sqlite" || text === "cosmos") return text;
  throw new WrongSetting(usage);
}
