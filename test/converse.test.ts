import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "@jest/globals";
import { screens } from "../bots/screens.ts";
import { type Library, openCourse } from "../content/open.ts";
import { newLearner } from "../dialogs/state.ts";
import type { Input } from "../dialogs/types.ts";
import type { Clerk } from "../services/asked.ts";
import { type Converse, converse } from "../services/converse.ts";
import { delivery, type Outlet } from "../services/deliver.ts";
import { SaveConflict, StoreUnavailable } from "../services/errors.ts";
import { silentLog } from "../services/log.ts";
import { sqliteStore } from "../services/store/sqlite.ts";
import type { LearnerStore, Owed, Store } from "../services/store/store.ts";
import { officeFor } from "./fakes/office.ts";

let library: Library;
beforeAll(async () => {
  library = await openCourse(fileURLToPath(new URL("./courses/curso-breve", import.meta.url)));
});

const ana = "web:ana";

function typed(id: string, text: string): Input {
  return { kind: "text", id, text, on: 1_000, seed: 1, screen: screens.web };
}

/** A tutor whose channel keeps what it was given, on a store that can be made to fail. */
function tutor(
  store: Store,
  faults: { outlet?: Partial<Outlet>; learners?: Partial<LearnerStore>; library?: Library; clerk?: Clerk } = {},
) {
  const sent: Owed[] = [];
  const outlet: Outlet = {
    idempotent: false,
    async send(owed) {
      sent.push(owed);
    },
    ...faults.outlet,
  };
  const learners = { ...store.learners, ...faults.learners };
  const sending = delivery(new Map([["test", outlet]]), silentLog);
  const desk = officeFor(store, library);
  const conversation = converse({
    learners,
    library: faults.library ?? library,
    delivery: sending,
    clerk: faults.clerk ?? desk.clerk,
    roster: desk.roster,
    editions: desk.editions,
    log: silentLog,
  });
  return { conversation, sent };
}

async function hear(conversation: Converse, ...said: [id: string, text: string][]): Promise<void> {
  for (const [id, text] of said) await conversation.hear({ learner: ana, to: "test:1", input: typed(id, text) });
  await conversation.idle();
}

function textsOf(sent: readonly Owed[]): string[] {
  return sent.flatMap((owed) => owed.replies.map((reply) => reply.text));
}

test("what is said is saved, answered, and no longer owed", async () => {
  const store = sqliteStore(":memory:");
  const { conversation, sent } = tutor(store);
  await hear(conversation, ["1", "hola"], ["2", "español"]);
  const saved = await store.learners.load(ana);
  expect(saved?.learner.place.at).toBe("consent");
  expect(saved?.owed).toEqual([]);
  expect(sent.map((owed) => owed.id)).toEqual(["1", "2"]);
});

test("who waits to be erased is owed nothing but answers to what they write", async () => {
  const store = sqliteStore(":memory:");
  const { conversation, sent } = tutor(store);
  const known = { consent: { on: 1, notice: 1 }, name: "Ana" };
  await store.learners.save({ ...newLearner(ana), ...known, place: { at: "erasing", until: 9e9 } }, [], undefined);
  await conversation.owe(ana, {
    id: "reminder",
    to: "test:1",
    replies: [{ text: "¿Seguimos?", options: [] }],
    effects: [],
  });
  await conversation.idle();
  expect(sent).toEqual([]);
  await hear(conversation, ["1", "hola"]);
  expect(textsOf(sent)).toEqual([expect.stringContaining("recuperar mis datos")]);
});

test("a message heard twice is played and answered once", async () => {
  const store = sqliteStore(":memory:");
  const { conversation, sent } = tutor(store);
  const twice = { learner: ana, to: "test:1", input: typed("1", "hola") };
  await Promise.all([conversation.hear(twice), conversation.hear(twice)]);
  await conversation.idle();
  expect(sent).toHaveLength(1);
});

test("messages of one learner are played in the order they came", async () => {
  const store = sqliteStore(":memory:");
  const { conversation, sent } = tutor(store);
  const words = ["español", "si", "Ana Pérez", "guatemala", "la 1"];
  const heard = words.map((text, index) =>
    conversation.hear({ learner: ana, to: "test:1", input: typed(`m${index}`, text) }),
  );
  await Promise.all(heard);
  await conversation.idle();
  expect((await store.learners.load(ana))?.learner).toMatchObject({
    name: "Ana Pérez",
    country: "GT",
    place: { at: "menu" },
  });
  expect(sent.map((owed) => owed.id)).toEqual(["m0", "m1", "m2", "m3", "m4"]);
});

test("a turn that another server overtook is replayed on what that server saved", async () => {
  const store = sqliteStore(":memory:");
  await hear(tutor(store).conversation, ["1", "español"]);
  let overtaken = false;
  const { conversation } = tutor(store, {
    learners: {
      async save(learner, owed, revision) {
        if (!overtaken) {
          overtaken = true;
          await hear(tutor(store).conversation, ["2", "si"]);
        }
        return store.learners.save(learner, owed, revision);
      },
    },
  });
  await hear(conversation, ["3", "Ana Pérez"]);
  const saved = await store.learners.load(ana);
  expect(saved?.learner).toMatchObject({ name: "Ana Pérez", place: { at: "country" } });
  expect(saved?.learner.heard).toEqual(["1", "2", "3"]);
});

test("conflicts without end are an error for who sent the message, who sends it again", async () => {
  const store = sqliteStore(":memory:");
  const { conversation } = tutor(store, {
    learners: {
      async save(learner) {
        throw new SaveConflict(learner.id);
      },
    },
  });
  await expect(hear(conversation, ["1", "hola"])).rejects.toThrow(SaveConflict);
  await hear(tutor(store).conversation, ["1", "hola"]);
  expect((await store.learners.load(ana))?.learner.heard).toEqual(["1"]);
});

test("when the store is away nothing is acknowledged, said or lost", async () => {
  const store = sqliteStore(":memory:");
  const { conversation, sent } = tutor(store, {
    learners: {
      async save() {
        throw new StoreUnavailable("away");
      },
    },
  });
  await expect(hear(conversation, ["1", "hola"])).rejects.toThrow(StoreUnavailable);
  expect(sent).toEqual([]);
  expect(await store.learners.load(ana)).toBeUndefined();
});

test("what could not be sent stays owed, and goes out in order with what comes next", async () => {
  const store = sqliteStore(":memory:");
  const broken: Outlet = {
    idempotent: false,
    async send() {
      throw new Error("the line is dead");
    },
  };
  await hear(tutor(store, { outlet: broken }).conversation, ["1", "hola"]);
  expect((await store.learners.load(ana))?.owed.map((owed) => owed.id)).toEqual(["1"]);

  const { conversation, sent } = tutor(store);
  await hear(conversation, ["2", "español"]);
  expect(sent.map((owed) => owed.id)).toEqual(["1", "2"]);
  expect((await store.learners.load(ana))?.owed).toEqual([]);
});

test("what a crash left owed is sent after the restart", async () => {
  const store = sqliteStore(":memory:");
  const dead: Outlet = { idempotent: false, send: () => new Promise(() => {}) };
  await tutor(store, { outlet: dead }).conversation.hear({ learner: ana, to: "test:1", input: typed("1", "hola") });

  const { conversation, sent } = tutor(store);
  expect(await conversation.resume()).toBe(1);
  expect(textsOf(sent)[0]).toContain("Sendero");
  expect(await conversation.resume()).toBe(0);
});

test("a bug in a turn is apologised for, and does not block the next message", async () => {
  const store = sqliteStore(":memory:");
  await hear(tutor(store).conversation, ["1", "español"]);
  const explosive = new Proxy(library.first, {
    get: (course, key) => {
      if (key === "modules") throw new Error("boom");
      return Reflect.get(course, key);
    },
  });
  const { conversation, sent } = tutor(store, { library: { first: explosive, translations: {} } });
  await hear(conversation, ["2", "si"], ["2", "si"]);
  expect(textsOf(sent)).toEqual([expect.stringContaining("Algo falló de mi lado")]);

  await hear(tutor(store).conversation, ["3", "si"]);
  expect((await store.learners.load(ana))?.learner.place.at).toBe("name");
});

test("where sending twice shows once, what was sent is struck off together, and never sent again meanwhile", async () => {
  const store = sqliteStore(":memory:");
  let settled = 0;
  const { conversation, sent } = tutor(store, {
    outlet: { idempotent: true },
    learners: {
      async settle(id, delivered) {
        settled += 1;
        await store.learners.settle(id, delivered);
      },
    },
  });
  for (const [id, text] of [
    ["1", "hola"],
    ["2", "español"],
    ["3", "si"],
  ] as const) {
    await conversation.hear({ learner: ana, to: "test:1", input: typed(id, text) });
  }
  await conversation.idle();
  expect(sent.map((owed) => owed.id)).toEqual(["1", "2", "3"]);
  expect(settled).toBe(1);
  expect((await store.learners.load(ana))?.owed).toEqual([]);
});

async function atTheMenu(store: Store): Promise<void> {
  const words = ["español", "si", "Ana Pérez", "guatemala", "la 1"];
  await hear(tutor(store).conversation, ...words.map((text, index): [string, string] => [`m${index}`, text]));
}

test("what a turn asks of the world is answered in the same conversation, and owed no longer", async () => {
  const store = sqliteStore(":memory:");
  await atTheMenu(store);
  await store.register.set("staff", ana, '{"role":"coordinator"}');
  const { conversation, sent } = tutor(store);
  await hear(conversation, ["1", "soy coordinadora"]);
  expect(sent.map(({ id }) => id)).toEqual(["1", "1.asked0"]);
  expect(textsOf(sent)[0]).toMatch(/Coordinación/);
  expect((await store.learners.load(ana))?.owed).toEqual([]);
  await hear(conversation, ["1", "soy coordinadora"]);
  expect(sent).toHaveLength(2);
});

test("a crash before the answer costs nobody the answer", async () => {
  const store = sqliteStore(":memory:");
  await atTheMenu(store);
  const clerk = () => Promise.reject(new StoreUnavailable("down"));
  const broken = tutor(store, { clerk });
  await hear(broken.conversation, ["1", "soy coordinadora"]);
  expect(textsOf(broken.sent)).toEqual([]);
  expect((await store.learners.load(ana))?.owed.map(({ id }) => id)).toEqual(["1.asked0"]);
  const after = tutor(store);
  expect(await after.conversation.resume()).toBe(1);
  await after.conversation.idle();
  expect(textsOf(after.sent)[0]).toMatch(/^Esta conversación es de quien participa/);
  expect((await store.learners.load(ana))?.owed).toEqual([]);
});

test("who asked something that could not be answered is told", async () => {
  const store = sqliteStore(":memory:");
  await atTheMenu(store);
  const { conversation, sent } = tutor(store, { clerk: () => Promise.reject(new Error("a bug")) });
  await hear(conversation, ["1", "soy coordinadora"]);
  expect(textsOf(sent)[0]).toMatch(/^No pude averiguarlo/);
  expect((await store.learners.load(ana))?.owed).toEqual([]);
});
