import { existsSync } from "node:fs";
import { readConfig } from "../../../services/config.ts";
import { WrongSetting } from "../../../services/errors.ts";
import { examine, reported } from "./examine.ts";

/** `npm run whatsapp:doctor`: what is missing between this server and WhatsApp, and what to do. Fails when anything is. */

const needed = [
  "WHATSAPP_PHONE_NUMBER_ID",
  "WHATSAPP_ACCESS_TOKEN",
  "WHATSAPP_APP_SECRET",
  "WHATSAPP_VERIFY_TOKEN",
] as const;

if (existsSync(".env")) process.loadEnvFile(".env");
const missing = needed.filter((name) => !process.env[name]);
if (missing.length > 0) {
  stop(`Falta ${missing.join(", ")}. Póngalo en el archivo .env; de dónde sale cada valor está en docs/whatsapp.md.`);
}
try {
  const { whatsapp, publicUrl } = readConfig(process.env);
  if (!whatsapp) throw new WrongSetting("WhatsApp is off.");
  const chapters = await examine(whatsapp, publicUrl, Date.now());
  process.stdout.write(`${reported(chapters)}\n`);
  process.exitCode = chapters.some(({ findings }) => findings.some(({ state }) => state === "wrong")) ? 1 : 0;
} catch (error) {
  if (!(error instanceof WrongSetting)) throw error;
  stop(error.message);
}

function stop(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
