import { beforeEach, expect, test } from "@jest/globals";
import { readySession } from "../../bots/console/session.ts";
import { screens } from "../../bots/screens.ts";
import { openCourse } from "../../content/open.ts";
import type { Command } from "../../dialogs/coordinator/command.ts";
import type { Answer } from "../../dialogs/requests.ts";
import { newLearner } from "../../dialogs/state.ts";
import { sqliteStore } from "../../services/store/sqlite.ts";
import type { Owed } from "../../services/store/store.ts";
import { tinyCourse } from "../courses/tiny-course.ts";
import { officeFor } from "../fakes/office.ts";

/** Messages to people who asked to take part and are not in the course. */

const library = await openCourse(tinyCourse);
const { learner } = readySession(library.first);
const day = 86_400_000;
const start = Date.UTC(2026, 10, 1);
let now = start;
let owed: { learner: string; debt: Owed }[];
let desk: ReturnType<typeof officeFor>;

beforeEach(async () => {
  now = start;
  owed = [];
  const store = sqliteStore(":memory:");
  desk = officeFor(store, library, {
    now: () => now,
    owe: async (id, debt) => void (debt.id.startsWith("told.") && owed.push({ learner: id, debt })),
  });
  for (const id of ["mine", "theirs"]) {
    const edition = { id, name: id, admission: "approval" };
    await store.register.set("editions", id, JSON.stringify({ edition, by: "test", on: 1 }));
  }
  for (const [id, editions] of Object.entries({ ana: ["mine"], eva: ["mine"], luz: ["theirs"] }))
    await store.register.set("staff", id, JSON.stringify({ role: "coordinator", editions, name: id }));
});

async function apply(count: number, edition: string, from: number): Promise<void> {
  for (let one = 0; one < count; one += 1) {
    const id = `${edition}:${from + one}`;
    const answers = { name: `Persona ${from + one}`, country: one % 2 === 0 ? "HN" : "GT" };
    const to = one % 2 === 0 ? `whatsapp:${id}` : `web:${id}`;
    const request = { kind: "apply", edition, answers } as const;
    await desk.clerk({ request, asker: newLearner(id), id: `a${id}`, on: now, to, screen: screens.web });
  }
}

let asked = 0;

function order(who: string, command: Command, agreed: boolean): Promise<Answer> {
  asked += 1;
  const request = { kind: "command", command, agreed, edition: "mine" } as const;
  return desk.clerk({ request, asker: { ...learner, id: who }, id: `r${asked}`, on: now, to: "", screen: screens.web });
}

const segment = (edition: string, waited?: number): Command => ({
  does: "write",
  words: "Tendrá respuesta el lunes.",
  query: { about: "applications", filter: { edition, ...(waited === undefined ? {} : { waited }) } },
});

test("those who wait so long are written to, and nobody else; how many and the price are seen before", async () => {
  await apply(4, "mine", 0);
  now = start + 8 * day;
  await apply(3, "mine", 10);
  now = start + 12 * day;
  const shown = await order("ana", segment("mine", 10), false);
  expect(shown).toMatchObject({ kind: "preview", people: 4, paid: { people: 2 } });
  expect(shown.kind === "preview" && (shown.paid?.dollars ?? 0) > 0).toBe(true);
  expect(owed).toEqual([]);
  expect(await order("ana", segment("mine", 10), true)).toMatchObject({ kind: "done", people: 4 });
  expect(owed.map(({ learner: id }) => id).toSorted()).toEqual(["mine:0", "mine:1", "mine:2", "mine:3"]);
  const told = owed.map(({ debt }) => debt.to);
  expect(told.toSorted()).toEqual(["web:mine:1", "web:mine:3", "whatsapp:mine:0", "whatsapp:mine:2"]);
});

test("to more than fifty a second person must agree, who is not the first and not of another edition", async () => {
  await apply(51, "mine", 0);
  const done = await order("ana", segment("mine"), true);
  expect(done).toMatchObject({ kind: "done", second: true, people: 51 });
  expect(owed).toEqual([]);
  const proposal = done.kind === "done" ? (done.code ?? "") : "";
  const approve: Command = { does: "approve", proposal };
  expect(await order("ana", approve, true)).toEqual({ kind: "refused", why: "own-proposal" });
  expect(await order("luz", approve, true)).toEqual({ kind: "refused", why: "no-proposal" });
  expect(owed).toEqual([]);
  expect(await order("eva", approve, true)).toMatchObject({ kind: "done", people: 51 });
  expect(owed).toHaveLength(51);
});

test("who applied elsewhere is not written to, and whoever was written to learns of it", async () => {
  await apply(2, "theirs", 0);
  await apply(1, "mine", 0);
  expect(await order("ana", segment("theirs"), true)).toMatchObject({ kind: "no-edition" });
  await order("ana", segment("mine"), true);
  const asker = { ...learner, id: "mine:0" };
  const seen = await desk.clerk({ request: { kind: "lookers" }, asker, id: "l", on: now, to: "", screen: screens.web });
  expect(seen).toMatchObject({ kind: "lookers", looks: [{ name: "ana", what: "write" }] });
});
