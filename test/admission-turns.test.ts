import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { screens } from "../bots/screens.ts";
import { openCourse } from "../content/open.ts";
import { type Edition, edition } from "../dialogs/admission/edition.ts";
import { type Converse, converse } from "../services/converse.ts";
import { delivery, type Outlet } from "../services/deliver.ts";
import { silentLog } from "../services/log.ts";
import { sqliteStore } from "../services/store/sqlite.ts";
import type { Owed } from "../services/store/store.ts";
import { desksOn } from "./fakes/desks.ts";

const library = await openCourse(fileURLToPath(new URL("./courses/curso-breve", import.meta.url)));
const on = Date.UTC(2026, 10, 20);

/** A tutor with these editions; what each learner was sent. */
async function tutor(...editions: Edition[]) {
  const store = sqliteStore(":memory:");
  const sent: Owed[] = [];
  const outlet: Outlet = { idempotent: false, send: async (owed) => void sent.push(owed) };
  const desks = desksOn(store.register, { now: () => on, owe: (learner, debt) => conversation.owe(learner, debt) });
  if (editions.length > 0) await desks.editions.apply(editions, "test");
  const conversation: Converse = converse({
    learners: store.learners,
    library,
    delivery: delivery(new Map([["test", outlet]]), silentLog),
    ...desks,
    roster: { keep: async () => {} },
    log: silentLog,
  });
  let heard = 0;
  const say = async (who: string, ...lines: string[]) => {
    for (const text of lines) {
      heard += 1;
      const input = { id: `m${heard}`, on, seed: 1, screen: screens.web, kind: "text", text } as const;
      await conversation.hear({ learner: who, to: `test:${who}`, input });
      await conversation.idle();
    }
  };
  const heardBy = (who: string) =>
    sent.flatMap(({ to, replies }) => (to === `test:${who}` ? replies.map(({ text }) => text) : []));
  const learner = async (who: string) => (await store.learners.load(who))?.learner;
  return { store, desks, conversation, say, heardBy, learner };
}

const welcome = ["español", "si", "Ana Pérez", "guatemala", "albergue"];
const onePlace = edition.parse({ id: "una", name: "Una plaza", admission: "open", places: 1 });
const byList = edition.parse({ id: "lista", name: "Por lista", admission: "list" });
const approval = edition.parse({ id: "sol", name: "Con solicitud", admission: "approval" });

test("on a fresh install everyone is in the demo with their consent, and nothing is asked of anybody", async () => {
  const { say, learner, store } = await tutor();
  await say("ana", ...welcome, "empezar");
  expect(await learner("ana")).toMatchObject({
    enrolment: { edition: "demo", status: "admitted" },
    place: { at: "lesson" },
  });
  for (const folder of ["seats", "applications/demo", "editions", "untold"]) {
    expect(await store.register.list(folder, { prefix: "", after: "", limit: 9 })).toEqual([]);
  }
});

test("a code that comes before the notice is kept for after it", async () => {
  const { say, desks, learner, heardBy } = await tutor(byList);
  const { invitations } = await desks.lists.add("lista", [{ name: "Ana Pérez" }], "test", on + 1);
  await say("ana", "español", invitations[0]?.code ?? "");
  expect(heardBy("ana").slice(-2)[0]).toBe("Listo: tiene lugar en «Por lista».");
  expect(heardBy("ana").at(-1)).toContain("¿Está de acuerdo?");
  expect((await learner("ana"))?.name).toBeUndefined();
  await say("ana", ...welcome.slice(1), "empezar");
  expect((await learner("ana"))?.place.at).toBe("lesson");
});

test("who gets the place that another leaves is told in their own thread, and both may leave at once", async () => {
  const { say, heardBy, learner, conversation } = await tutor(onePlace);
  for (const who of ["ana", "eva"]) await say(who, ...welcome, "inscribirme");
  expect((await learner("eva"))?.enrolment?.status).toBe("waiting");
  await say("ana", "retirarme", "si");
  expect(heardBy("eva").at(-2)).toContain("tiene lugar en «Una plaza»");
  expect(await learner("eva")).toMatchObject({ enrolment: { status: "admitted" }, place: { at: "menu" } });
  await Promise.all([say("ana", "inscribirme"), say("eva", "retirarme", "si"), conversation.idle()]);
  const enrolments = [(await learner("ana"))?.enrolment?.status, (await learner("eva"))?.enrolment?.status];
  expect(enrolments).toEqual(["admitted", "left"]);
});

const answers = ["solicitar ingreso", "Casa Alianza", "ana@casa.org", "3", "Quiero aprender más.", "enviar"];

test("what was decided while somebody wanted no messages is told when they come back", async () => {
  const { say, desks, heardBy, learner, conversation } = await tutor(approval);
  await say("ana", ...welcome, ...answers, "baja");
  const before = heardBy("ana").length;
  await desks.admissions.decide("sol", "ana", "admit", undefined, "c");
  await conversation.idle();
  expect(heardBy("ana")).toHaveLength(before);
  await say("ana", "alta");
  expect((await learner("ana"))?.enrolment?.status).toBe("admitted");
  expect(heardBy("ana").slice(before).join("\n")).toContain("tiene lugar en «Con solicitud»");
});

test("nobody is told twice, though the server told them and a sweep comes after", async () => {
  const { say, desks, heardBy, conversation } = await tutor(approval);
  await say("ana", ...welcome, ...answers);
  await desks.admissions.decide("sol", "ana", "refuse", "cupo para consulados", "c");
  await conversation.idle();
  const told = heardBy("ana").length;
  await desks.admissions.settle();
  await conversation.idle();
  await say("ana", "menú");
  const about = heardBy("ana").filter((text) => text.includes("cupo para consulados"));
  expect(heardBy("ana")).toHaveLength(told + 1);
  expect(about).toHaveLength(2);
});

test("who is moved to another edition is in one only, and the first keeps what was", async () => {
  const other = edition.parse({ id: "otra", name: "Otra", admission: "approval", places: 3 });
  const { say, desks, learner, heardBy, conversation } = await tutor(onePlace, other);
  await say("ana", ...welcome, "una plaza");
  await desks.admissions.moveTo("una", "ana", "otra", "c");
  await conversation.idle();
  expect((await learner("ana"))?.enrolment).toMatchObject({ edition: "otra", status: "admitted" });
  expect(heardBy("ana").join("\n")).toContain("tiene lugar en «Otra»");
  const [before] = await desks.admissions.everyone("una");
  expect(before?.history.map(({ status, by }) => [status, by])).toEqual([
    ["admitted", undefined],
    ["left", "c"],
  ]);
});

test("forgetting a learner erases their application and frees the place", async () => {
  const { say, store, desks, learner, conversation } = await tutor(onePlace);
  for (const who of ["ana", "eva"]) await say(who, ...welcome, "inscribirme");
  await desks.admissions.forget("ana");
  await conversation.idle();
  const kept = await store.register.list("applications/una", { prefix: "ana", after: "", limit: 9 });
  expect(JSON.stringify(kept)).not.toMatch(/Pérez|GT|test:ana/);
  expect((await learner("eva"))?.enrolment?.status).toBe("admitted");
});
