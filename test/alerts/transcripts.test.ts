import { readdir, readFile, writeFile } from "node:fs/promises";
import { expect, test } from "@jest/globals";
import { language } from "../../content/schema.ts";
import { type Stage, stage } from "./stage.ts";

/**
 * Conversations of several people with one tutor, as text: `> ana: …` is what somebody says, `< eva: …` what comes to
 * whom; `-- 3h` lets time pass. The head says who there is, `eva: Eva Ruiz, es, coordinator demo`, and on what `screen`.
 */

const folder = new URL("./transcripts/", import.meta.url);
const names = (await readdir(folder)).filter((name) => name.endsWith(".chat"));

async function replay(transcript: string): Promise<string> {
  const lines = transcript.trimEnd().split("\n");
  const bodyAt = lines.findIndex((line) => /^(>|--) /.test(line));
  const head = lines.slice(0, bodyAt);
  const tutor = await stage({ screen: head.includes("screen: whatsapp") ? "whatsapp" : "web" });
  for (const line of head) await entered(tutor, line);
  const written = [...head];
  for (const line of lines.slice(bodyAt).filter((one) => /^(?:>|--|#) /.test(one))) {
    const before = tutor.heard.length;
    await played(tutor, line);
    written.push(line, ...tutor.heard.slice(before).flatMap(linesOf));
  }
  return `${written.join("\n")}\n`;
}

/** A line of the head. */
async function entered(tutor: Stage, line: string): Promise<void> {
  const person = /^(\w+): ([^,]+), (es|pt|en)(?:, (coordinator|administrator) ?(.*))?$/.exec(line);
  if (!person) return;
  const [, who = "", name = "", spoken, role, editions = ""] = person;
  const staff = role === undefined ? undefined : { role, editions: editions.split(" ").filter(Boolean) };
  await tutor.enter(who, { name, language: language.parse(spoken) }, staff);
}

async function played(tutor: Stage, line: string): Promise<void> {
  const [, who = "", said] = /^> (\w+): (.+)$/.exec(line) ?? [];
  const [, count, unit] = /^-- (\d+)([hd])$/.exec(line) ?? [];
  if (said !== undefined) await tutor.says(who, said);
  if (count !== undefined) await tutor.pass(Number(count) * (unit === "h" ? 3_600_000 : 86_400_000));
}

function linesOf({ who, reply }: Stage["heard"][number]): string[] {
  const [first = "", ...rest] = [...reply.text.split("\n"), ...reply.options.map(({ label }) => `[${label}]`)];
  return [`< ${who}: ${first}`, ...rest.map((one) => (one === "" ? "" : `  ${one}`))];
}

test.each(names)("%s", async (name) => {
  const file = new URL(name, folder);
  const written = await readFile(file, "utf8");
  const happened = await replay(written);
  if (process.env.UPDATE_TRANSCRIPTS) await writeFile(file, happened);
  else expect(happened).toBe(written);
});
