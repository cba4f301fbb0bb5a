import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, expect, test } from "@jest/globals";
import { renderAsync } from "@resvg/resvg-js";
import { unzipSync } from "fflate";
import { z } from "zod";
import { readySession, say } from "../../bots/console/session.ts";
import { openCourse } from "../../content/open.ts";
import { faultsIn } from "../../deployment/teams/check-package.ts";
import { teamsPackage } from "../../deployment/teams/teams-package.ts";
import { wordsIn } from "../../dialogs/words.ts";
import { tinyCourse } from "../courses/tiny-course.ts";

const settings = {
  appId: "7b0c5a3e-1111-4222-8333-944455556666",
  publicUrl: "https://sendero.example",
  version: "1.2.3",
  developer: 'Red de "protección"',
  privacyUrl: "https://sendero.example/privacidad",
  termsUrl: "https://sendero.example/terminos",
};
let files: Record<string, Uint8Array>;
beforeAll(async () => {
  files = unzipSync(await teamsPackage(settings));
});

function textOf(name: string): string {
  return Buffer.from(files[name] ?? []).toString();
}

test("the package holds what Teams asks for, and nothing else", async () => {
  expect(Object.keys(files).sort()).toEqual(["color.png", "en.json", "manifest.json", "outline.png", "pt.json"]);
  expect(await faultsIn(files)).toEqual([]);
  expect(JSON.parse(textOf("manifest.json"))).toMatchObject({
    manifestVersion: "1.19",
    version: "1.2.3",
    id: settings.appId,
    developer: { name: 'Red de "protección"', privacyUrl: settings.privacyUrl },
    bots: [{ botId: settings.appId, scopes: ["personal", "team", "groupChat"], supportsFiles: true }],
    validDomains: ["sendero.example"],
  });
});

test("the same settings give the same bytes", async () => {
  expect(await teamsPackage(settings)).toEqual(await teamsPackage(settings));
});

test.each([
  ["a name that is too long", "manifest.json", '"short": "Sendero"', `"short": "${"S".repeat(31)}"`],
  ["a scope that does not exist", "manifest.json", '"groupChat"', '"groupchat"'],
  ["a command that is too long", "manifest.json", '"Continuar"', `"${"C".repeat(33)}"`],
  ["a field that does not exist", "pt.json", '"name.short"', '"name.shorter"'],
  ["a value that was not filled in", "manifest.json", settings.appId, "{{appId}}"],
])("%s is found", async (_, name, from, to) => {
  const text = textOf(name);
  expect(text).toContain(from);
  expect(await faultsIn({ ...files, [name]: Buffer.from(text.replace(from, to)) })).not.toEqual([]);
});

test("icons of other sizes are found, and so are missing ones", async () => {
  const { "outline.png": outline = new Uint8Array(), ...others } = files;
  expect(await faultsIn({ ...files, "color.png": outline })).toEqual(["color.png is not 192 × 192 pixels"]);
  expect(await faultsIn(others)).toEqual(["outline.png is missing"]);
});

test("the outline is white on nothing, as Teams demands", async () => {
  const svg = await readFile(join(import.meta.dirname, "../../deployment/teams/outline.svg"), "utf8");
  const { pixels } = await renderAsync(svg, { fitTo: { mode: "width", value: 32 } });
  const alphas = new Set<number>();
  for (let at = 0; at < pixels.length; at += 4) {
    const [red = 0, , , alpha = 0] = pixels.subarray(at, at + 4);
    alphas.add(alpha);
    // Colours come multiplied with their alpha: white is as bright as it is dense.
    if (alpha > 0) expect([...pixels.subarray(at, at + 3)]).toEqual([red, red, red]);
  }
  expect(alphas.has(0)).toBe(true);
  expect(alphas.has(255)).toBe(true);
});

const commands = z.object({
  bots: z.tuple([
    z.object({ commandLists: z.tuple([z.object({ commands: z.array(z.object({ title: z.string() })) })]) }),
  ]),
});

function titlesIn(language: "es" | "pt" | "en"): string[] {
  const manifest = JSON.parse(textOf("manifest.json"));
  if (language === "es") return commands.parse(manifest).bots[0].commandLists[0].commands.map(({ title }) => title);
  const translated = z.record(z.string(), z.string()).parse(JSON.parse(textOf(`${language}.json`)));
  return Object.entries(translated).flatMap(([key, value]) => (key.endsWith(".title") ? [value] : []));
}

test.each(["es", "pt", "en"] as const)("the tutor understands every command in %s", async (language) => {
  const { first } = await openCourse(tinyCourse);
  const ready = readySession(first);
  const titles = titlesIn(language);
  expect(titles).toHaveLength(8);
  for (const title of titles) {
    const { turn } = say({ ...ready, learner: { ...ready.learner, language } }, title);
    const replies = turn?.replies.map(({ text }) => text).join("\n");
    expect(replies).not.toContain(wordsIn(language)("not.understood"));
    expect(replies).not.toContain(wordsIn(language)("passOn.unknown"));
  }
});

test("the command says which setting is missing, and makes nothing", async () => {
  const command = join(import.meta.dirname, "../../deployment/teams/package-command.ts");
  const env = { PATH: process.env.PATH, MicrosoftAppId: settings.appId, PUBLIC_URL: "http://localhost:3978" };
  const run = promisify(execFile)(process.execPath, ["--disable-warning=ExperimentalWarning", command], { env });
  await expect(run).rejects.toThrow("PUBLIC_URL must be an https address");
});
