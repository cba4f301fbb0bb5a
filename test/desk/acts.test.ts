import { expect, test } from "@jest/globals";
import { readySession } from "../../bots/console/session.ts";
import { screens } from "../../bots/screens.ts";
import { openCourse } from "../../content/open.ts";
import type { Command } from "../../dialogs/coordinator/command.ts";
import type { Query } from "../../dialogs/coordinator/query.ts";
import type { Learner } from "../../dialogs/state.ts";
import { converse } from "../../services/converse.ts";
import { delivery, type Outlet } from "../../services/deliver.ts";
import { silentLog } from "../../services/log.ts";
import { keepQuestion, waitingQuestions } from "../../services/questions/questions.ts";
import { sqliteStore } from "../../services/store/sqlite.ts";
import { tinyCourse } from "../courses/tiny-course.ts";
import { officeFor } from "../fakes/office.ts";

const library = await openCourse(tinyCourse);
const { learner: ana } = readySession(library.first);
const on = Date.UTC(2026, 10, 20);

/** A turn that asks to take part in an edition. */
const applying = { on, to: "whatsapp:p0", screen: screens.web };

/** A tutor with so many learners, and two coordinators of their edition. */
async function tutor(count: number) {
  const store = sqliteStore(":memory:");
  const sent: [learner: string, text: string][] = [];
  const outlet: Outlet = {
    idempotent: false,
    async send(owed, to) {
      for (const { text } of owed.replies) sent.push([to.id, text]);
    },
  };
  const desk = officeFor(store, library, { now: () => on, owe: (learner, debt) => conversation.owe(learner, debt) });
  const sending = delivery(new Map([["whatsapp", outlet]]), silentLog);
  const conversation = converse({ ...store, library, delivery: sending, ...desk, log: silentLog });
  for (let index = 0; index < count; index += 1) {
    const learner: Learner = {
      ...ana,
      id: `p${index}`,
      name: `Persona ${String.fromCharCode(97 + (index % 26))}x${index}`,
    };
    await store.learners.save(learner, [], undefined);
    await desk.roster.keep(learner.id, `whatsapp:${learner.id}`, ["demo"]);
  }
  for (const id of ["one", "two"])
    await store.register.set("staff", id, JSON.stringify({ role: "coordinator", editions: ["demo"], name: id }));
  const order = async (id: string, command: Command, asked: string, agreed = true) => {
    const request = { kind: "command", command, agreed, edition: "demo" } as const;
    const answer = await desk.clerk({ request, id: asked, asker: { ...ana, id }, on, to: "", screen: screens.web });
    await conversation.idle();
    return answer;
  };
  return { store, sent, order, desk };
}

const everybody: Command = {
  does: "write",
  query: { about: "people", state: "all", filter: {} },
  words: "Mañana hay clase",
};

test("a message reaches everybody once, even when a crash has it sent again", async () => {
  const { sent, order } = await tutor(20);
  expect(await order("one", everybody, "a", false)).toMatchObject({
    kind: "preview",
    people: 20,
    // Honduras, 0.0113 each.
    paid: { people: 20, dollars: 0.226 },
  });
  expect(sent).toEqual([]);
  await order("one", everybody, "a");
  await order("one", everybody, "a");
  expect(sent.map(([learner]) => learner).toSorted()).toEqual(
    Array.from({ length: 20 }, (_, index) => `p${index}`).toSorted(),
  );
  expect(sent.every(([, text]) => text.includes("Mañana hay clase") && text.includes("Edición de prueba"))).toBe(true);
});

test("who asked for no more messages gets none", async () => {
  const { store, sent, order } = await tutor(3);
  const saved = await store.learners.load("p1");
  await store.learners.save({ ...ana, id: "p1", place: { at: "stopped" } }, [], saved?.revision);
  await order("one", everybody, "a");
  expect(sent.map(([learner]) => learner).toSorted()).toEqual(["p0", "p2"]);
});

test("a message to many waits for a second member of the staff, once", async () => {
  const { sent, order } = await tutor(51);
  const proposed = await order("one", everybody, "a");
  expect(proposed).toMatchObject({ kind: "done", second: true, people: 51 });
  expect(sent).toEqual([]);
  const proposal = proposed.kind === "done" ? (proposed.code ?? "") : "";
  const approve: Command = { does: "approve", proposal };
  expect(await order("one", approve, "b")).toEqual({ kind: "refused", why: "own-proposal" });
  expect(await order("p3", approve, "c")).toEqual({ kind: "refused", why: "not-staff" });
  expect(await order("two", approve, "d", false)).toMatchObject({ kind: "preview", people: 51 });
  expect(sent).toEqual([]);
  expect(await order("two", approve, "e")).toMatchObject({ kind: "done" });
  expect(await order("two", approve, "f")).toEqual({ kind: "refused", why: "no-proposal" });
  expect(sent).toHaveLength(51);
});

test("another attempt is the learner's, once, and they are told", async () => {
  const { store, sent, order } = await tutor(2);
  const grant: Command = { does: "grant", module: "m01", learner: "p0" };
  expect(await order("one", grant, "a", false)).toMatchObject({ kind: "preview", people: 1 });
  expect((await store.learners.load("p0"))?.learner.granted).toBeUndefined();
  await order("one", grant, "a");
  await order("one", grant, "a");
  expect((await store.learners.load("p0"))?.learner.granted).toEqual({ m01: 1 });
  await order("one", grant, "b");
  expect((await store.learners.load("p0"))?.learner.granted).toEqual({ m01: 2 });
  expect(sent.map(([learner]) => learner)).toEqual(["p0", "p0"]);
});

test("who is moved is counted in the other edition from then on, with all they did", async () => {
  const { store, sent, order } = await tutor(2);
  for (const id of ["demo", "2027-1"])
    await store.register.set(
      "editions",
      id,
      JSON.stringify({ edition: { id, name: id, admission: "open" }, by: "test", on: 1 }),
    );
  await store.register.set("staff", "one", JSON.stringify({ role: "coordinator", editions: ["demo", "2027-1"] }));
  await order("one", { does: "move", edition: "2027-1", learner: "p0" }, "a");
  expect((await store.learners.load("p0"))?.learner.enrolment).toMatchObject({ edition: "2027-1", status: "admitted" });
  expect((await store.register.get("roster/demo", "p0"))?.body).toBe('{"gone":true}');
  expect((await store.register.get("roster/2027-1", "p0"))?.body).toContain("Persona");
  expect(sent).toEqual([["p0", expect.stringContaining("2027-1")]]);
});

test("a question is answered once, after it was shown, in the thread of who asked, also when that is who answers", async () => {
  const { store, sent, order } = await tutor(1);
  const ask = (asker: string, when: number) =>
    keepQuestion(store.register, {
      ...{ id: `q ${asker}`, edition: "demo", days: 3, question: `¿Quién paga? ${asker}`, topic: "m01" },
      ...{ on: when, to: `whatsapp:${asker}`, asker, language: "es" },
    });
  await store.learners.save({ ...ana, id: "one" }, [], undefined);
  await ask("p0", on);
  await ask("one", on + 1);
  const shown = await order("one", { does: "answer" }, "a", false);
  expect(shown).toMatchObject({ kind: "preview", people: 2, name: "¿Quién paga? p0" });
  const found =
    shown.kind === "preview" && shown.command.does === "answer" ? shown.command : { does: "answer" as const };
  const answer: Command = { ...found, words: "Paga el consulado." };
  expect(await order("one", answer, "b", false)).toMatchObject({ kind: "preview" });
  expect(sent).toEqual([]);
  expect(await order("one", answer, "c")).toMatchObject({ kind: "done", people: 1 });
  expect(await order("two", answer, "d")).toEqual({ kind: "refused", why: "answered-already" });
  expect(await order("one", { does: "answer", words: "Nadie." }, "e")).toMatchObject({ kind: "done", people: 0 });
  expect(sent.map(([learner]) => learner)).toEqual(["p0", "one"]);
  expect(sent[0]?.[1]).toMatch(/Paga el consulado.*coordinación/s);
  expect(await waitingQuestions(store.register, "demo")).toEqual([]);
});

test("who is decided on hears it once, also when asked twice; who applied after the list was shown waits for another", async () => {
  const { store, sent, order, desk } = await tutor(3);
  const edition = { id: "2027-1", name: "2027-1", admission: "approval", places: 1 };
  await store.register.set("editions", "2027-1", JSON.stringify({ edition, by: "test", on: 1 }));
  await store.register.set("staff", "one", JSON.stringify({ role: "coordinator", editions: ["2027-1"], name: "Eva" }));
  const apply = (id: string, when: number) =>
    desk.clerk({
      ...{ ...applying, id: `apply ${id}`, on: when, to: `whatsapp:${id}`, asker: { ...ana, id } },
      request: {
        kind: "apply",
        edition: "2027-1",
        answers: { name: `Persona ${id}`, country: "HN", institution: "DIF" },
      },
    });
  await apply("p0", on - 2);
  await apply("p1", on - 1);
  const query: Query = { about: "applications", filter: { edition: "2027-1", country: "HN" } };
  const shown = await order("one", { does: "decide", verdict: "admit", query }, "a", false);
  expect(shown).toMatchObject({ kind: "preview", people: 2, waiting: 1 });
  await apply("p2", on + 1);
  expect(sent).toEqual([]);
  const command = shown.kind === "preview" ? shown.command : everybody;
  expect(await order("one", command, "b")).toMatchObject({ kind: "done", people: 2, waiting: 1 });
  expect(await order("one", command, "b")).toMatchObject({ kind: "done", people: 2 });
  const statuses = ["p0", "p1", "p2"].map(async (id) => (await store.learners.load(id))?.learner.enrolment?.status);
  expect(await Promise.all(statuses)).toEqual(["admitted", "waiting", undefined]);
  expect((await store.learners.load("p0"))?.learner.institution).toBe("DIF");
  expect(new Set(sent.map(([learner]) => learner))).toEqual(new Set(["p0", "p1"]));
  expect(sent.filter(([, text]) => text.includes("tiene lugar")).map(([learner]) => learner)).toEqual(["p0"]);
  const trail = await store.register.list("audit", { prefix: "", after: "", limit: 10 });
  expect(trail.filter(({ body }) => body.includes("decide admit")).length).toBe(1);
  const refusal: Command = { does: "decide", verdict: "refuse", said: "persona p2", query };
  expect(await order("one", refusal, "c")).toMatchObject({ kind: "preview" });
  await order("one", { ...refusal, reason: "Es de otra sede." }, "d");
  expect((await store.learners.load("p2"))?.learner.enrolment).toMatchObject({
    status: "refused",
    reason: "Es de otra sede.",
  });
});
