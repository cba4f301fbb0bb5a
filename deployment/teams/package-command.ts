import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { z } from "zod";
import { teamsPackage, WrongPackage } from "./teams-package.ts";

/** `npm run teams:package [file.zip]`: the app to upload to Teams, out of the server's own settings. */

if (existsSync(".env")) process.loadEnvFile(".env");

const https = z.url({ protocol: /^https$/, error: "must be an https address: Teams shows no other" });
const settings = z.object({
  MicrosoftAppId: z.guid("must be the bot's app id (a GUID)"),
  PUBLIC_URL: https.transform((url) => url.replace(/\/$/, "")),
  TEAMS_DEVELOPER: z.string().min(1).max(32).default("Sendero"),
  TEAMS_PRIVACY_URL: https.optional(),
  TEAMS_TERMS_URL: https.optional(),
});
const release = z.looseObject({ version: z.string() });

const given = settings.safeParse(process.env);
if (given.success) {
  const { MicrosoftAppId: appId, PUBLIC_URL: publicUrl, TEAMS_DEVELOPER: developer } = given.data;
  const { TEAMS_PRIVACY_URL: privacyUrl = publicUrl, TEAMS_TERMS_URL: termsUrl = publicUrl } = given.data;
  const { version } = release.parse(JSON.parse(await readFile("package.json", "utf8")));
  const file = process.argv[2] ?? "sendero-teams.zip";
  try {
    const zip = await teamsPackage({ appId, publicUrl, version, developer, privacyUrl, termsUrl });
    await writeFile(file, zip);
    console.log(`${file}: ${zip.length} bytes, for ${publicUrl}, version ${version}`);
  } catch (error) {
    if (!(error instanceof WrongPackage)) throw error;
    fail(error.message);
  }
} else {
  fail(given.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`).join("\n"));
}

function fail(why: string): void {
  process.stderr.write(`The Teams package could not be made.\n${why}\n`);
  process.exitCode = 1;
}
