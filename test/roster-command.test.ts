import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { newLearner } from "../dialogs/state.ts";
import { sqliteStore } from "../services/store/sqlite.ts";
import { inTemporaryFolders } from "./fakes/temporary.ts";

const newFolder = inTemporaryFolders();
const command = fileURLToPath(new URL("../services/roster/roster-command.ts", import.meta.url));

test("`npm run roster:rebuild` makes the summaries that are missing", async () => {
  const data = await newFolder();
  const store = sqliteStore(`${data}/sendero.sqlite`);
  await store.learners.save({ ...newLearner("web:ana"), consent: { on: 1, notice: 1 }, name: "Ana" }, [], undefined);
  await store.close();
  const rebuild = () =>
    execFileSync(process.execPath, ["--disable-warning=ExperimentalWarning", command], {
      env: { PATH: process.env.PATH, DATA_DIR: data },
      encoding: "utf8",
    });
  expect(JSON.parse(rebuild())).toMatchObject({ learners: 1, mended: 1 });
  expect(JSON.parse(rebuild())).toMatchObject({ learners: 1, mended: 0 });
});
