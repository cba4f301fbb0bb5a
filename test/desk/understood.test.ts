import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { readySession } from "../../bots/console/session.ts";
import { screens } from "../../bots/screens.ts";
import { openCourse } from "../../content/open.ts";
import { type Parsed, parse } from "../../dialogs/coordinator/parse.ts";
import type { Query } from "../../dialogs/coordinator/query.ts";
import { sceneOf } from "../../dialogs/scene.ts";

/** What coordinators type, and how it is read: `understood.txt`, one a line. Those with «…» follow the line before. */
const file = fileURLToPath(new URL("understood.txt", import.meta.url));
const { first } = await openCourse(fileURLToPath(new URL("../../content/courses/ninez-migrante", import.meta.url)));
const { learner } = readySession(first);
const scene = sceneOf(learner, { kind: "hello", id: "1", on: 0, seed: 1, screen: screens.web }, first);

function written(lines: readonly string[]): string {
  let before: Query | undefined;
  const read = lines.map((line) => {
    const [said = ""] = line.split(" => ");
    if (said === "" || said.startsWith("#")) return line;
    const parsed = parse(scene, said.replace(/^… /, ""), said.startsWith("… ") ? before : undefined);
    before = parsed.is === "query" ? parsed.query : before;
    return `${said} => ${shown(parsed)}`;
  });
  return read.join("\n");
}

function shown(parsed: Parsed): string {
  if (parsed.is === "query") return asked(parsed.query);
  if (parsed.is !== "command") return parsed.is === "incomplete" ? `${parsed.is} ${parsed.does}` : parsed.is;
  const { does, ...rest } = parsed.command;
  const about = Object.entries(rest).map(
    ([key, value]) =>
      `${key}:${typeof value !== "object" ? value : "about" in value ? asked(value) : JSON.stringify(value)}`,
  );
  return `! ${does} ${about.join(" ")}`;
}

function asked({ about, state, status, by, filter, said, counting, learner: who, top }: Query): string {
  const conditions = Object.entries(filter).map(([key, value]) => `${key}:${value}`);
  const words = [
    about,
    state,
    status,
    by,
    ...conditions,
    said && `«${said}»`,
    who && `id:${who}`,
    counting && "how many",
    top && `top:${top}`,
  ];
  return words.filter(Boolean).join(" ");
}

test("what coordinators type is read as they mean it", async () => {
  const kept = await readFile(file, "utf8");
  const happened = written(kept.split("\n"));
  if (process.env.UPDATE_TRANSCRIPTS) await writeFile(file, happened);
  else expect(happened).toBe(kept);
});
