import { beforeEach, expect, test } from "@jest/globals";
import fc from "fast-check";
import { readySession } from "../../bots/console/session.ts";
import { screens } from "../../bots/screens.ts";
import { openCourse } from "../../content/open.ts";
import type { Command } from "../../dialogs/coordinator/command.ts";
import { bare, dayFrom, daysIn } from "../../dialogs/coordinator/days-in.ts";
import type { Draft } from "../../dialogs/coordinator/draft.ts";
import { draftIn } from "../../dialogs/coordinator/draft-in.ts";
import type { Answer } from "../../dialogs/requests.ts";
import { type Scene, sceneOf } from "../../dialogs/scene.ts";
import { readEditions } from "../../services/admission/editions-file.ts";
import { sqliteStore } from "../../services/store/sqlite.ts";
import type { Store } from "../../services/store/store.ts";
import { tinyCourse } from "../courses/tiny-course.ts";
import { officeFor } from "../fakes/office.ts";

/** Editions made and changed in conversation: who may, what is refused, and what is typed. */

const library = await openCourse(tinyCourse);
const now = Date.UTC(2026, 10, 22);
const { learner } = readySession(library.first);
let store: Store;
let desk: ReturnType<typeof officeFor>;

beforeEach(async () => {
  store = sqliteStore(":memory:");
  desk = officeFor(store, library, { now: () => now });
  const staff = { rosa: ["administrator"], ana: ["coordinator", "mine"] };
  for (const [id, [role, ...editions]] of Object.entries(staff))
    await store.register.set("staff", id, JSON.stringify({ role, editions, name: id }));
  for (const id of ["mine", "theirs"]) {
    const edition = { id, name: id, admission: "approval", places: 10, runs: { ends: "2027-06-30" } };
    await store.register.set("editions", id, JSON.stringify({ edition, by: "test", on: 1 }));
  }
});

function ask(who: string, command: Command, agreed: boolean, id = "r1"): Promise<Answer> {
  const request = { kind: "command", command, agreed } as const;
  return desk.clerk({ request, id, asker: { ...learner, id: who }, on: now, to: "test:", screen: screens.web });
}

const whole: Draft = {
  ...{ name: "Cohorte 2027-1", admission: "approval", places: 300 },
  ...{ opens: "2027-01-01", closes: "2027-01-31", starts: "2027-03-01", ends: "2027-08-30" },
};
const make = (draft: Draft): Command => ({ does: "edition", is: "new", draft });
const change = (edition: string, draft: Draft): Command => ({ does: "edition", is: "change", edition, draft });
const kept = async () => [...(await desk.editions.fresh()).all.keys()];

test("only the administration makes editions, and nothing is made before it was agreed to", async () => {
  expect(await ask("nobody", make(whole), true)).toEqual({ kind: "refused", why: "not-staff" });
  expect(await ask("ana", make(whole), true)).toEqual({ kind: "refused", why: "not-administrator" });
  expect(await ask("rosa", make(whole), false)).toMatchObject({ kind: "preview" });
  expect(await kept()).toEqual(["mine", "theirs"]);
  expect(await ask("rosa", make(whole), true)).toMatchObject({ kind: "done", edition: { id: "cohorte-2027-1" } });
  expect(await kept()).toEqual(["cohorte-2027-1", "mine", "theirs"]);
});

test("a coordinator changes their own edition, and no other, also with a yes that was not asked for", async () => {
  for (const agreed of [false, true]) {
    expect(await ask("ana", change("theirs", { places: 99 }), agreed)).toMatchObject({ kind: "no-edition" });
    expect(await ask("nobody", change("mine", { places: 99 }), agreed)).toEqual({ kind: "refused", why: "not-staff" });
  }
  await store.register.set("staff", "ana", JSON.stringify({ role: "coordinator", editions: ["mine"], name: "ana" }));
  await ask("ana", change("mine", { places: 99 }), true);
  const { all } = await desk.editions.fresh();
  expect([all.get("mine")?.places, all.get("theirs")?.places]).toEqual([99, 10]);
});

test("what was agreed to is done once: asked again as after a crash, it is done and the same", async () => {
  await ask("rosa", make(whole), true, "same");
  expect(await ask("rosa", make(whole), true, "same")).toMatchObject({ kind: "done" });
  // Somebody else's edition of that name is not theirs to write over.
  const other = await ask("rosa", make({ ...whole, places: 7 }), true);
  expect(other).toMatchObject({ kind: "drafting", faults: [{ what: "taken" }] });
  expect((await desk.editions.fresh()).all.get("cohorte-2027-1")?.places).toBe(300);
});

test("of two who make the same edition at once, one is told that it is there", async () => {
  const others = officeFor(store, library, { now: () => now });
  const request = { kind: "command", command: make({ ...whole, places: 8 }), agreed: true } as const;
  const asker = { ...learner, id: "rosa" };
  const answers = await Promise.all([
    ask("rosa", make(whole), true),
    others.clerk({ request, id: "r2", asker, on: now, to: "", screen: screens.web }),
  ]);
  expect(answers.map(({ kind }) => kind).toSorted()).toEqual(["done", "drafting"]);
});

test.each<[string, Draft, string]>([
  ["ends before it starts", { starts: "2027-09-01", ends: "2027-08-30" }, "ends-first"],
  ["closes before it opens", { opens: "2027-02-01", closes: "2027-01-31" }, "closes-first"],
  ["a call after the end", { opens: "2027-09-01", closes: "2027-09-30" }, "opens-late"],
  ["an end that is past", { starts: "2026-01-01", ends: "2026-08-30" }, "past"],
  ["a call that is over", { opens: "2026-01-01", closes: "2026-01-31" }, "past"],
  ["a quota above the places", { country: { GT: 301 } }, "quota"],
  ["an id that is taken", { name: "Mine" }, "taken"],
  ["the id of the demonstration", { name: "Demo" }, "taken"],
  ["a name without letters", { name: "***" }, "nameless"],
])("%s is said, kept nowhere, and only that is asked again", async (_, wrong, what) => {
  const answer = await ask("rosa", make({ ...whole, ...wrong }), true);
  expect(answer).toMatchObject({ kind: "drafting", faults: [expect.objectContaining({ what })] });
  const left = answer.kind === "drafting" ? answer.command.draft : {};
  expect(Object.keys(left).length).toBeLessThan(Object.keys({ ...whole, ...wrong }).length);
  expect(await kept()).toEqual(["mine", "theirs"]);
});

test("a file is held to the same rules", () => {
  const text = (rest: string) => `editions:\n  - { id: a, name: A, admission: open, ${rest} }\n`;
  const faults = (rest: string) => {
    const read = readEditions("f", text(rest), { course: "c", kept: { all: new Map() }, on: now });
    return "problems" in read ? read.problems.map(({ message }) => message) : [];
  };
  expect(faults("places: 5, quotas: { country: { HN: 6 } }")).toEqual(["la cuota de HN (6) es mayor que los lugares"]);
  expect(faults("runs: { ends: 2026-01-31 }")).toEqual(["2026-01-31 ya pasó: nadie podría empezar"]);
  expect(faults("places: 5, quotas: { country: { HN: 5 } }, runs: { ends: 2027-01-31 }")).toEqual([]);
});

test("an edition that is over may still be written, as long as its days stay", async () => {
  const over = { id: "mine", name: "mine", admission: "approval", runs: { ends: "2026-01-31" } };
  await store.register.set("editions", "mine", JSON.stringify({ edition: over, by: "test", on: 2 }));
  expect(await ask("ana", change("mine", { name: "Mía" }), true)).toMatchObject({ kind: "done" });
  expect(await ask("ana", change("mine", { ends: "2026-02-28" }), true)).toMatchObject({ kind: "drafting" });
});

test("what is taken back is taken back: no places, no language, no days", async () => {
  await ask("ana", change("mine", { language: "pt", country: { GT: 3 } }), true);
  await ask("ana", change("mine", { language: "", places: 0, country: {}, ends: "" }), true);
  const after = (await desk.editions.fresh()).all.get("mine");
  expect(after).toMatchObject({ runs: {}, quotas: { country: {} } });
  expect([after?.places, after?.language]).toEqual([undefined, undefined]);
});

test("the trail says who changed which settings", async () => {
  await ask("ana", change("mine", { places: 20, ends: "2027-07-31" }), true);
  const query = { about: "audit", filter: {} } as const;
  const asker = { ...learner, id: "rosa" };
  const request = { kind: "query", query, said: "" } as const;
  const answer = await desk.clerk({ request, id: "q", asker, on: now, to: "", screen: screens.web });
  const rows = answer.kind === "figures" ? answer.table.rows : [];
  expect(rows).toContainEqual([now, "ana", "coordinator", "mine", "edition places,ends", 0]);
});

const scene: Scene = sceneOf(learner, { kind: "hello", id: "1", on: now, seed: 1, screen: screens.web }, library.first);
const read = (said: string, asked?: "call" | "runs") => draftIn(scene, said, { asked, before: {} });

test("a day is read in every usual form", () => {
  const forms: readonly ((day: number, month: number, year: number) => string)[] = [
    (d, m, y) => `${y}-${String(m).padStart(2, "0")}-${String(d).padStart(2, "0")}`,
    (d, m, y) => `${d}/${m}/${y}`,
    (d, m, y) => `${String(d).padStart(2, "0")}.${String(m).padStart(2, "0")}.${y}`,
    (d, m, y) => `${d}-${m}-${String(y).slice(2)}`,
    (d, m, y) => `${d} de ${monthIn("es", m)} de ${y}`,
    (d, m, y) => `${d} ${monthIn("es", m).slice(0, 3)} ${y}`,
    (d, m, y) => `${monthIn("es", m)} ${d} de ${y}`,
    (d, m, y) => `${d} de ${monthIn("pt", m)} de ${y}`,
    (d, m, y) => `${monthIn("en", m)} ${d}, ${y}`,
  ];
  const days = fc.date({ min: new Date("2026-11-23"), max: new Date("2035-12-30"), noInvalidDate: true });
  fc.assert(
    fc.property(days, fc.constantFrom(...forms), (date, form) => {
      const iso = date.toISOString().slice(0, 10);
      const [year = 0, month = 0, day = 0] = iso.split("-").map(Number);
      const [typed] = daysIn(bare(form(day, month, year)));
      expect(typed && dayFrom(typed, "2026-11-22")).toBe(iso);
    }),
  );
});

function monthIn(language: string, month: number): string {
  return new Intl.DateTimeFormat(language, { month: "long", timeZone: "UTC" }).format(Date.UTC(2027, month - 1, 1));
}

test.each<[string, Draft]>([
  ["del 1 al 31 de enero", { opens: "2027-01-01", closes: "2027-01-31" }],
  ["del 1 de noviembre al 15 de diciembre", { opens: "2026-11-01", closes: "2026-12-15" }],
  ["hasta el 31 de enero", { closes: "2027-01-31" }],
  ["10/12/2026 - 15/01/2027", { opens: "2026-12-10", closes: "2027-01-15" }],
  ["siempre abierta", { opens: "", closes: "" }],
  ["from January 5 to February 3", { opens: "2027-01-05", closes: "2027-02-03" }],
  ["de 1º de dezembro a 15 de janeiro", { opens: "2026-12-01", closes: "2027-01-15" }],
])("the days of a call: %s", (said, draft) => {
  expect(read(said, "call").draft).toEqual(draft);
});

test.each<[string, Draft]>([
  ["300 cupos", { places: 300 }],
  ["1,200 lugares", { places: 1200 }],
  ["la convocatoria empieza el 1 de enero y termina el 20", { opens: "2027-01-01" }],
  ["la convocatoria empieza el 1 de enero y termina el 20 de enero", { opens: "2027-01-01", closes: "2027-01-20" }],
  ["termina el 30 de agosto a las 18:00", { ends: "2027-08-30 18:00" }],
  ["empieza el 1 de marzo y termina el 15 de diciembre", { starts: "2027-03-01", ends: "2027-12-15" }],
  ["zona horaria Ciudad de México", { timeZone: "America/Mexico_City" }],
  ["hora de Honduras", { timeZone: "America/Tegucigalpa" }],
  ["time zone America/Bogota", { timeZone: "America/Bogota" }],
  [
    "cuotas: Guatemala 80, Casa Alianza 20 y DIF 5",
    { country: { GT: 80 }, institution: { "Casa Alianza": 20, DIF: 5 } },
  ],
  ["cuotas de 50 para México y 30 para Honduras", { country: { MX: 50, HN: 30 } }],
  ["sin cuotas", { country: {}, institution: {} }],
  ["sin lista de espera", { waiting: false }],
  ["en portugués", { language: "pt" }],
  ["con aprobación", { admission: "approval" }],
  ["por lista", { admission: "list" }],
  ["admisión abierta", { admission: "open" }],
  ["buenos días", {}],
])("what is said of an edition: %s", (said, draft) => {
  expect(read(said).draft).toEqual(draft);
});

test("a day that no calendar has is said, and taken for nothing", () => {
  expect(read("del 1 al 31 de febrero", "runs")).toMatchObject({
    draft: { starts: "2027-02-01" },
    wrong: ["1 al 31 de febrero"],
  });
});

test.each(["cuota ", "convocatoria del 1 al ", "crea la edición "])(
  "a message of nothing but spaces after «%s» is read at once",
  (said) => {
    const before = performance.now();
    read(`${said}${" ".repeat(1400)}x`, "call");
    // It took more than a minute once.
    expect(performance.now() - before).toBeLessThan(5000);
  },
);
