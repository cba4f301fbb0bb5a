import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { sqliteStore } from "../../services/store/sqlite.ts";
import type { Claim } from "../../services/store/store.ts";
import { type Person, startTeams, type TeamsTutor } from "../fakes/teams-tutor.ts";

let teams: TeamsTutor;
let ana: Person;
beforeEach(async () => {
  // As where other servers write to it as well.
  teams = await startTeams({ store: { ...sqliteStore(":memory:"), shared: true } });
  ana = teams.person();
  await ana.say("👋");
});
afterEach(() => teams.stop());

async function saved() {
  const id = await teams.store.people.learnerOf([`teams:${teams.azure.tenant}/${ana.aadObjectId}`], "nobody", 0);
  const found = await teams.store.learners.load(id);
  if (!found) throw new Error("nobody was saved");
  return found;
}

/** What the sweep of this server sends of a debt; it looks twice, as where others send as well. */
async function sweptWith(claim: Claim): Promise<number> {
  const { learner, revision } = await saved();
  const debt = { id: "due", to: `teams:${teams.azure.appId}`, replies: [{ text: "Siga", options: [] }], effects: [] };
  await teams.store.learners.save(learner, [{ ...debt, claim }], revision);
  const before = ana.messages().length;
  await teams.resume();
  await teams.resume();
  return ana.messages().length - before;
}

test("what another server has just saved to send is left to it", async () => {
  expect(await sweptWith({ by: "another", on: Date.now() - 20_000 })).toBe(0);
  expect((await saved()).owed).toHaveLength(1);
});

test("what a server claimed by a clock that was an hour ahead is not left for an hour", async () => {
  expect(await sweptWith({ by: "another", on: Date.now() + 3_600_000 })).toBe(1);
});

test("what another server left is sent, and then it is on record", async () => {
  expect(await sweptWith({ by: "another", on: Date.now() - 31_000 })).toBe(1);
  expect((await saved()).owed).toEqual([]);
  expect(await teams.store.dispatches.find("due.0")).toMatchObject({ rank: "accepted", tries: 1 });
});

test("what goes out at once needs no record but the debt, and what may have gone out has one", async () => {
  const { learner, owed } = await saved();
  expect(owed).toEqual([]);
  expect(await teams.store.dispatches.of(learner.id)).toEqual([]);
  teams.azure.faults.push({ status: 502 }, { status: 502 });
  await ana.say("español");
  expect(await teams.store.dispatches.of(learner.id)).toMatchObject([{ rank: "trying", tries: 1 }]);
});

test("of several messages those that went out are on record, and what broke off goes on", async () => {
  await ana.tap("Español");
  // The first message and the old card's closing are taken.
  teams.azure.faults.push({}, {}, { status: 429, headers: { "Retry-After": "900" } });
  await ana.say("ayuda");
  const { learner, owed } = await saved();
  expect(owed).toMatchObject([{ replies: [{}, {}] }]);
  expect(await teams.store.dispatches.of(learner.id)).toMatchObject([{ rank: "accepted" }]);
  await teams.resume();
  await teams.resume();
  expect((await saved()).owed).toEqual([]);
  expect(ana.messages()).toHaveLength(4);
});

test("a message that comes again while its answer is owed is answered once more at most", async () => {
  teams.azure.faults.push({ status: 502 }, { status: 502 });
  const again = ana.activity({ text: "español" });
  await teams.post(again);
  await teams.post(again);
  await teams.post(again);
  const { owed } = await saved();
  expect([ana.messages().length, owed]).toEqual([2, []]);
});
