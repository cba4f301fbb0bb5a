import { beforeAll, expect, test } from "@jest/globals";
import { readySession } from "../../bots/console/session.ts";
import { screens } from "../../bots/screens.ts";
import { openCourse } from "../../content/open.ts";
import { command } from "../../dialogs/coordinator/command.ts";
import { type Query, query, states } from "../../dialogs/coordinator/query.ts";
import type { Answer, Request } from "../../dialogs/requests.ts";
import type { Learner } from "../../dialogs/state.ts";
import { allAlerts, keepAlert } from "../../services/alerts/kept.ts";
import type { Office } from "../../services/desk/office.ts";
import { keepQuestion } from "../../services/questions/questions.ts";
import { sqliteStore } from "../../services/store/sqlite.ts";
import type { Owed, Store } from "../../services/store/store.ts";
import { tinyCourse } from "../courses/tiny-course.ts";
import { cohort } from "../fakes/cohort.ts";
import { officeFor } from "../fakes/office.ts";

/** Every question and every command, from the schemas themselves, asked by everybody of every edition. */

const library = await openCourse(tinyCourse);
const now = Date.UTC(2026, 10, 20);
const editions = ["2027-1", "2027-2"] as const;
const { learner: ana } = readySession(library.first);
const staff = {
  learner: undefined,
  coordinator: { role: "coordinator", editions: ["2027-1"], name: "Ana" },
  homeless: { role: "coordinator", editions: [], name: "Eva" },
  administrator: { role: "administrator", editions: [], name: "Rosa" },
} as const;
type Who = keyof typeof staff;
const everybody = ["learner", "coordinator", "homeless", "administrator"] as const satisfies readonly Who[];

let store: Store;
let desk: Office;
const owed: { learner: string; debt: Owed }[] = [];
const names: Record<string, string> = {};

beforeAll(async () => {
  store = sqliteStore(":memory:");
  desk = officeFor(store, library, {
    now: () => now,
    owe: async (learner, debt) => void owed.push({ learner, debt }),
  });
  for (const [index, edition] of editions.entries()) {
    const kept = {
      edition: { id: edition, name: `Edición ${edition}`, admission: "approval" },
      by: "test",
      on: 1,
    };
    await store.register.set("editions", edition, JSON.stringify(kept));
    await keepOne(edition);
    await raiseOne(edition);
    const people = cohort({ course: library.first, count: 6, now, turns: 60, countries: ["guatemala"] });
    for (const one of people) {
      const name = `Persona${edition.replace("-", "")} ${one.name}`;
      const enrolment = { edition, status: "admitted" as const, on: now - 40 * 86_400_000 };
      const learner: Learner = { ...one, id: `e${index}:${one.id}`, name, enrolment };
      await store.learners.save(learner, [], undefined);
      await desk.roster.keep(learner.id, `test:${learner.id}`, [edition]);
      await apply({ ...learner, id: `a${learner.id}` }, edition);
      names[edition] = name;
    }
  }
  for (const who of everybody) {
    const member = staff[who];
    if (member) await store.register.set("staff", who, JSON.stringify(member));
  }
});

let asked = 0;

/** An alert of somebody of each edition, by its id. */
const raised: Record<string, string> = {};

async function raiseOne(edition: string): Promise<void> {
  const about = { situation: "help", on: now, hours: 72, to: "test:" } as const;
  const learner = `e${editions.findIndex((one) => edition.startsWith(one))}:test:0`;
  await keepAlert(store.register, `alert ${edition}`, { ...about, edition, learner });
  for (const one of await allAlerts(store.register)) raised[one.edition] = one.id;
}

/** A question of a learner of an edition, without who asked. */
async function keepOne(edition: string): Promise<void> {
  await keepQuestion(store.register, {
    ...{ id: `q ${edition}`, edition, days: 3, question: `Persona${edition.replace("-", "")} pregunta`, topic: "m01" },
    ...{ on: now, to: "test:", asker: "asker", language: "es" as const },
  });
}

async function apply(learner: Learner, edition: string): Promise<void> {
  const answers = { name: learner.name ?? "", country: "GT", institution: "Casa", email: "persona@example.org" };
  const request: Request = { kind: "apply", edition, answers };
  await desk.clerk({ request, id: learner.id, asker: learner, on: now, to: "test:", screen: screens.web });
}

function ask(who: Who, request: Request): Promise<Answer> {
  asked += 1;
  return desk.clerk({
    request,
    id: `r${asked}`,
    asker: { ...ana, id: who },
    on: now,
    to: "test:",
    screen: screens.web,
  });
}

/** Every question there is, each state of people by itself. */
function questions(edition: string): Query[] {
  const about = query.shape.about.options.filter((one) => one !== "people");
  const filter = { edition };
  return [
    ...about.map((one): Query => ({ about: one, filter, ...(one === "person" ? { said: names[edition] ?? "" } : {}) })),
    ...states.map((state): Query => ({ about: "people", state, filter })),
  ];
}

/** Every command there is, aimed at an edition. */
function commands(edition: string) {
  const segment: Query = { about: "people", state: "all", filter: { edition } };
  const said = names[edition] ?? "";
  const all = {
    grant: { does: "grant", module: "m01", said },
    move: { does: "move", edition, said },
    write: { does: "write", query: segment, words: "hola" },
    approve: { does: "approve", proposal: "m-none" },
    decline: { does: "decline", proposal: "m-none" },
    invite: { does: "invite", role: "coordinator", editions: edition },
    revoke: { does: "revoke", invitation: "i-none" },
    dismiss: { does: "dismiss", said: "nobody at all" },
    decide: { does: "decide", verdict: "admit", query: { about: "applications", filter: { edition } } },
    answer: { does: "answer", edition, words: "hola" },
    extend: { does: "extend", edition, ends: "2030-01-31" },
    edition: { does: "edition", is: "change", edition, draft: { places: 5 } },
    export: { does: "export", query: segment },
    list: { does: "list", edition },
    panel: { does: "panel" },
    alert: { does: "alert", act: "take", alert: raised[edition] ?? "" },
  } as const;
  // A new command does not pass here unseen.
  expect(Object.keys(all).toSorted()).toEqual(command.options.map(({ shape }) => shape.does.value).toSorted());
  return Object.values(all);
}

const overStaff = ["staff", "invitations", "audit"];

/** What an answer must be, by who asks. */
function due(who: Who, { about }: Query, edition: string): string {
  if (who === "learner") return "refused not-staff";
  if (overStaff.includes(about)) return who === "administrator" ? "figures" : "refused not-administrator";
  if (about === "proposals" || about === "alerts") return "figures";
  if (about === "editions" || about === "calendar") return who === "homeless" ? "no-edition" : "figures";
  return who === "administrator" || (who === "coordinator" && edition === "2027-1") ? "figures" : "no-edition";
}

/** What of the world must not stand in what they are told. */
const hidden: Readonly<Record<Who, readonly string[]>> = {
  learner: ["Persona", "Edición 2027-"],
  homeless: ["Persona", "Edición 2027-"],
  coordinator: ["Persona20272", "Edición 2027-2"],
  administrator: [],
};

test.each(everybody)("%s sees of each edition what is theirs, and nothing else", async (who) => {
  for (const edition of editions) {
    for (const one of questions(edition)) {
      const answer = await ask(who, { kind: "query", query: one, said: "" });
      const where = `${who} ${edition} ${one.about} ${one.state ?? ""}`;
      const given = answer.kind === "refused" ? `refused ${answer.why}` : answer.kind;
      expect([where, given]).toEqual([where, due(who, one, edition)]);
      // What they typed themselves is theirs to read.
      const told = JSON.stringify({ ...answer, query: undefined, said: undefined });
      expect([where, hidden[who].filter((word) => told.includes(word))]).toEqual([where, []]);
    }
  }
});

test.each(["learner", "coordinator", "homeless"] as const)("%s does nothing in an edition of others", async (who) => {
  owed.length = 0;
  for (const one of commands("2027-2")) {
    for (const agreed of [false, true]) {
      const answer = await ask(who, { kind: "command", command: one, agreed, edition: "2027-2" });
      const where = `${who} ${one.does}`;
      expect([where, ["refused", "no-edition"].includes(answer.kind)]).toEqual([where, true]);
    }
  }
  expect(owed).toEqual([]);
});

test("nobody is named by an id that was learnt elsewhere", async () => {
  const foreign: Query = { about: "person", learner: "e1:test:0", filter: { edition: "2027-1" } };
  expect(await ask("coordinator", { kind: "query", query: foreign, said: "" })).toMatchObject({ kind: "nobody" });
  const grant = { does: "grant", module: "m01", learner: "e1:test:0" } as const;
  const answer = await ask("coordinator", { kind: "command", command: grant, agreed: true, edition: "2027-1" });
  expect(answer).toEqual({ kind: "refused", why: "no-one" });
});

test("who was dismissed sees nothing from the next question on, nor through an open link", async () => {
  await store.register.set("staff", "leaving", JSON.stringify(staff.coordinator));
  const asker = { ...ana, id: "leaving" };
  const request: Request = { kind: "query", query: { about: "overview", filter: {} }, said: "" };
  expect((await desk.clerk({ request, id: "l1", asker, on: now, to: "", screen: screens.web })).kind).toBe("figures");
  const file = { does: "export", query: { about: "people", state: "all", filter: {} } } as const;
  const link = await desk.clerk({
    request: { kind: "command", command: file, agreed: true },
    id: "l2",
    asker,
    on: now,
    to: "",
    screen: screens.web,
  });
  const token = link.kind === "done" ? (link.links?.csv.split("/").at(-1) ?? "") : "";
  expect(await desk.file(token, "csv")).toBeDefined();
  await desk.staff.dismiss("leaving");
  expect(await desk.clerk({ request, id: "l3", asker, on: now, to: "", screen: screens.web })).toEqual({
    kind: "refused",
    why: "not-staff",
  });
  expect(await desk.file(token, "csv")).toBeUndefined();
});

test("every look at a person is in the trail, and the person learns of it", async () => {
  const [who, edition] = ["coordinator", "2027-1"] as const;
  const person: Query = { about: "person", said: names[edition] ?? "", filter: {} };
  const answer = await ask(who, { kind: "query", query: person, said: "" });
  const id = answer.kind === "figures" ? (answer.query.learner ?? "") : "";
  const asker = { ...ana, id };
  const seen = await desk.clerk({
    request: { kind: "lookers" },
    id: "s1",
    asker,
    on: now,
    to: "",
    screen: screens.web,
  });
  const look = { name: "Ana", role: "coordinator", edition: "Edición 2027-1", what: "person" };
  expect(seen).toMatchObject({ kind: "lookers", looks: expect.arrayContaining([expect.objectContaining(look)]) });
  const pages = [0, 10, 20, 30, 40, 50].map((from) =>
    ask("administrator", { kind: "query", query: { about: "audit", filter: {}, from }, said: "" }),
  );
  const rows = (await Promise.all(pages)).flatMap((one) => (one.kind === "figures" ? one.table.rows : []));
  expect(rows).toContainEqual([now, "Ana", "coordinator", "2027-1", "person", 1]);
});
