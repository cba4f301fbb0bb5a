import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";
import { type Channel, channels, preview, stepNamed } from "../bots/authoring/preview.ts";
import { openCourse } from "../content/open.ts";
import { outline } from "../content/outline.ts";
import { tinyCourse } from "./courses/tiny-course.ts";

const { first: course } = await openCourse(tinyCourse);

test("a step is named by its id, or by where it stands", () => {
  const ids = ["m1-u1-l1", "m01-u02-l01", "anotar", "m1-u2-l2"].map((name) => stepNamed(course, name)?.id);
  expect(ids).toEqual(["saludar", "anotar", "anotar", "la-llegada"]);
  expect(["m1-u9-l1", "m2-u1-l1", "nada"].map((name) => stepNamed(course, name))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

const words = (text: string) => text.replace(/[*_│\s]+/g, " ");
const everyStep = channels.flatMap((channel) => [...outline(course).spots.keys()].map((id) => ({ channel, id })));

test.each(everyStep)("$channel shows all of $id, and ends", ({ channel, id }: { channel: Channel; id: string }) => {
  const spot = stepNamed(course, id);
  if (!spot) throw new Error(`no step ${id}`);
  const shown = words(preview(course, spot, channel).join("\n"));
  const told =
    spot.step.kind === "lesson" ? spot.step.lesson.cards.map(({ text }) => text.split("\n")[0] ?? "") : [spot.title];
  for (const text of told) expect(shown).toContain(words(text).trim());
  if (spot.step.kind === "lesson")
    for (const { ask } of spot.step.lesson.checks) expect(shown).toContain(words(ask).trim());
});

test("the command shows a step, and says how it is used where there is none", async () => {
  const run = (...args: string[]) =>
    promisify(execFile)(process.execPath, ["bots/authoring/preview-command.ts", ...args]);
  const { stdout } = await run("m1-u1-l1", "--as", "whatsapp");
  expect(stdout).toContain("Palabras que protegen");
  await expect(run("m1-u1-l99")).rejects.toThrow("no hay paso «m1-u1-l99»");
  await expect(run("m1-u1-l1", "--as", "fax")).rejects.toThrow("no hay canal «fax»");
});
