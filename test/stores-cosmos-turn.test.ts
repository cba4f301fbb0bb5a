import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { screens } from "../bots/screens.ts";
import { openCourse } from "../content/open.ts";
import { converse } from "../services/converse.ts";
import { delivery, type Outlet } from "../services/deliver.ts";
import { silentLog } from "../services/log.ts";
import { cosmosStore } from "../services/store/cosmos.ts";
import type { Store } from "../services/store/store.ts";
import { inCosmosEmulator } from "./fakes/cosmos.ts";
import { officeFor } from "./fakes/office.ts";

const newDatabase = inCosmosEmulator();
const ana = "web:ana";

/** A tutor on Cosmos DB whose channel is the log of a conversation, as the web chat's is; and what it asks of the account. */
async function tutor(database = newDatabase()) {
  const done: string[] = [];
  const watch = ({ container, operation }: { container: string; operation: string }) => {
    if (operation !== "open") done.push(`${container} ${operation}`);
  };
  const store = await cosmosStore(database, { watch });
  const library = await openCourse(fileURLToPath(new URL("./courses/curso-breve", import.meta.url)));
  const sending = delivery(new Map([["log", logOutlet(store)]]), silentLog);
  const { clerk, editions, roster } = officeFor(store, library);
  const parts = { learners: store.learners, library, delivery: sending, clerk, editions, roster, log: silentLog };
  const conversation = converse(parts);
  await store.conversations.open("c", ana);

  /** Says something, and answers what it took. */
  async function hear(id: string, text: string): Promise<string[]> {
    done.length = 0;
    await conversation.hear({
      learner: ana,
      to: "log:c",
      input: { kind: "text", id, text, on: 1_000, seed: 1, screen: screens.web },
    });
    await conversation.idle();
    return done.splice(0);
  }

  return { store, hear };
}

function logOutlet({ conversations }: Store): Outlet {
  return {
    idempotent: true,
    async send({ id, replies }) {
      const lines = replies.map((reply, index) => ({ id: `${id}.${index}`, activity: JSON.stringify(reply.text) }));
      await conversations.append("c", lines);
    },
  };
}

test("in mid-conversation a turn is two writes and no read, and one more where its words are kept", async () => {
  const { store, hear } = await tutor();
  await hear("1", "hola");
  let written = false;
  for (const [index, text] of ["español", "si", "Ana Pérez", "guatemala", "la 1", "1", "b"].entries()) {
    const asked = await hear(`m${index}`, text);
    const summarised = asked.filter((one) => one.startsWith("register")).length > 0;
    const turn = ["learners replace", "conversations create"];
    // One who was counted in no edition yet is created there; most turns change nothing that coordinators ask.
    const counted = ["register read", "learners read", written ? "register replace" : "register create"];
    expect(asked).toEqual([...turn, ...(summarised ? counted : []), "learners patch"]);
    written ||= summarised;
  }
  const saved = await store.learners.load(ana);
  expect(saved).toMatchObject({ owed: [], learner: { name: "Ana Pérez" } });
  expect(await store.conversations.last("c")).toBeGreaterThanOrEqual(8);
  await store.close();
});

test("a turn that another server played in between is refused once, read once and played again", async () => {
  const database = newDatabase();
  const [here, there] = [await tutor(database), await tutor(database)];
  await here.hear("1", "hola");
  await there.hear("2", "español");
  const asked = await here.hear("3", "ayuda");
  expect(asked.slice(0, 3)).toEqual(["learners replace", "learners read", "learners replace"]);
  expect(asked.filter((one) => one === "learners read")).toHaveLength(1);
  expect((await here.store.learners.load(ana))?.learner).toMatchObject({ language: "es", heard: ["1", "2", "3"] });
  await here.store.close();
  await there.store.close();
});

test("a server that is mostly refused reads first", async () => {
  const database = newDatabase();
  const [here, there] = [await tutor(database), await tutor(database)];
  await here.hear("0", "hola");
  for (let turn = 1; turn < 14; turn += 1) {
    await there.hear(`there${turn}`, "ayuda");
    await here.hear(`here${turn}`, "ayuda");
  }
  await there.hear("last", "ayuda");
  expect((await here.hear("at last", "ayuda")).slice(0, 2)).toEqual(["learners read", "learners replace"]);
  await here.store.close();
  await there.store.close();
});

test("a message that was heard before is one point read", async () => {
  const { store, hear } = await tutor();
  await hear("1", "hola");
  expect(await hear("1", "hola")).toEqual(["learners read"]);
  await store.close();
});

test("a sweep asks one question, and who owes nothing is not touched", async () => {
  const done: string[] = [];
  const store = await cosmosStore(newDatabase(), { watch: ({ operation }) => done.push(operation) });
  done.length = 0;
  expect(await store.learners.owing()).toEqual([]);
  expect(done).toEqual(["query"]);
  await store.close();
});
