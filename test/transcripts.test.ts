import { readdir, readFile, writeFile } from "node:fs/promises";
import { expect, test } from "@jest/globals";
import { replay } from "./transcript.ts";

const folder = new URL("./transcripts/", import.meta.url);
const names = (await readdir(folder)).filter((name) => name.endsWith(".chat"));

test.each(names)("%s", async (name) => {
  const file = new URL(name, folder);
  const written = await readFile(file, "utf8");
  const happened = await replay(written);
  if (process.env.UPDATE_TRANSCRIPTS) await writeFile(file, happened);
  else expect(happened).toBe(written);
});
