import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readRates } from "../../../content/load.ts";
import { jsonLog } from "../../../services/log.ts";
import { jumpingClock } from "./clock.ts";
import { phoneDesk } from "./desk.ts";
import { graphStandIn } from "./stand-in.ts";
import { triedTutor } from "./tried-tutor.ts";

/** `npm run whatsapp:try`: the tutor on a WhatsApp of this machine, with a phone to look at. No account at Meta is needed. */

const { PORT = "3980", DATA_DIR, COURSE = "ninez-migrante" } = process.env;
const clock = jumpingClock();
const folder = DATA_DIR ?? mkdtempSync(join(tmpdir(), "sendero-whatsapp-"));
const rates = await readRates();
const standIn = await graphStandIn({
  clock,
  account: { behaviour: { latency: 150, freePerMonth: rates.freePerMonth } },
});
const log = jsonLog((line) => process.stdout.write(line), clock.now);
const tutor = await triedTutor({ standIn, clock, course: COURSE, folder, log });
const desk = await phoneDesk({ standIn, clock, rates, port: Number(PORT) });
process.stdout.write(
  `\n  Un WhatsApp de prueba: ${desk.url}\n  Los datos están en ${folder}${DATA_DIR ? "" : ", hasta que termine"}\n\n`,
);

async function stop(): Promise<void> {
  await desk.close();
  await tutor.close();
  await standIn.close();
  if (DATA_DIR === undefined) rmSync(folder, { recursive: true, force: true });
}
process.once("SIGTERM", stop);
process.once("SIGINT", stop);
