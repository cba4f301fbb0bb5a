import { expect, test } from "@jest/globals";
import { countedLog, jsonLog } from "../services/log.ts";
import { thriftyLog } from "../services/thrifty-log.ts";
import { unwatched } from "../services/watch.ts";

test("an event that comes again and again is written a hundred times a minute, and every one is counted", () => {
  const lines: string[] = [];
  let time = 1000;
  let counted = 0;
  const json = jsonLog(
    (line) => lines.push(line),
    () => time,
  );
  const log = countedLog(
    thriftyLog(json, () => time),
    {
      ...unwatched,
      fault() {
        counted += 1;
      },
    },
  );
  const flood = () => {
    for (let request = 0; request < 1000; request += 1) log.error("ALERT of a stranger's making", "no signature");
  };
  flood();
  log.info("closing");
  expect(lines).toHaveLength(102);
  expect(lines.at(-2)).toContain('"of":"ALERT of a stranger\'s making"');
  expect(lines.at(-1)).toContain("closing");

  time += 60_000;
  flood();
  expect(counted).toBe(2000);
  expect(lines.slice(102, 104).map((line) => JSON.parse(line))).toMatchObject([
    { event: "lines were left out", lines: 900 },
    { event: "ALERT of a stranger's making" },
  ]);
  expect(lines).toHaveLength(102 + 102);

  // The clock was an hour ahead.
  time -= 3_600_000;
  flood();
  expect(lines).toHaveLength(102 + 102 + 102);
});
