import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { wordsIn } from "../../dialogs/words.ts";
import type { Person, TeamsTutor } from "../fakes/teams-tutor.ts";
import { startTeams, wordsOf } from "../fakes/teams-tutor.ts";

let teams: TeamsTutor;
let ana: Person;
beforeEach(async () => {
  teams = await startTeams();
  ana = teams.person();
});
afterEach(() => teams.stop());

function learner(): Promise<string> {
  return teams.store.people.learnerOf([`teams:${teams.azure.tenant}/${ana.aadObjectId}`], "nobody", 0);
}

async function owed(): Promise<number> {
  return (await teams.store.learners.load(await learner()))?.owed.length ?? 0;
}

/** How often the connector was asked to say something. */
function calls(): number {
  return teams.azure.asked.get("connector") ?? 0;
}

describe("what Teams does not take", () => {
  test("too many at once: it is sent again after as long as Teams says", async () => {
    teams.azure.faults.push({ status: 429, headers: { "Retry-After": "2" } }, { status: 429 });
    await ana.say("👋");
    expect(ana.messages()).toHaveLength(1);
    expect(calls()).toBe(3);
    expect(await owed()).toBe(0);
    const [first = 0, second = 0] = teams.waits;
    expect(first).toBeGreaterThan(1900);
    expect(first).toBeLessThan(2600);
    expect(second).toBeGreaterThan(3900);
  });

  test("asked to wait for long, it stays owed, and nobody waits in line", async () => {
    teams.azure.faults.push({ status: 429, headers: { "Retry-After": "600" } });
    await ana.say("👋");
    expect([ana.messages().length, await owed()]).toEqual([0, 1]);
    await teams.resume();
    expect([ana.messages().length, await owed()]).toEqual([1, 0]);
  });

  test.each([
    ["an error of the server's", { status: 500 }],
    ["a bad gateway", { status: 502 }],
    ["an answer that never comes", { hangs: true }],
    ["a connection that ends", { breaks: true }],
  ] as const)("%s: not sent again at once, once more with the next sweep, and never a third time", async (_, fault) => {
    teams.azure.faults.push(fault);
    await ana.say("👋");
    expect([calls(), await owed()]).toEqual([1, 1]);
    teams.azure.faults.push(fault);
    await teams.resume();
    expect([calls(), await owed()]).toEqual([2, 1]);
    await teams.resume();
    expect([calls(), await owed()]).toEqual([2, 0]);
  });

  test.each([
    ["too large", 413],
    ["not understood", 400],
  ])("a card that is %s becomes text", async (_, status) => {
    teams.azure.faults.push({ status });
    await ana.say("👋");
    const [message] = ana.messages();
    expect(message?.body).not.toHaveProperty("attachments");
    expect(message?.body.text).toContain("a) Español");
    await ana.say("a");
    expect(ana.words()).toContain(wordsIn("es")("consent.question"));
  });

  test("who took the app away is left alone until they write again", async () => {
    teams.azure.faults.push({ status: 403, code: "BotNotInConversationRoster" });
    await ana.say("👋");
    await teams.resume();
    expect([calls(), await owed()]).toEqual([1, 1]);
    await ana.say("español");
    expect(ana.messages().map(wordsOf).join()).toContain("¿En qué idioma le escribo?");
    expect(await owed()).toBe(0);
  });

  test("a token that is refused is ours to mend: it stays owed", async () => {
    teams.azure.faults.push({ status: 401 });
    await ana.say("👋");
    expect([calls(), await owed()]).toEqual([1, 1]);
    await teams.resume();
    expect(await owed()).toBe(0);
  });

  test("a card that cannot be closed keeps nobody from going on", async () => {
    await ana.say("👋");
    teams.azure.faults.push({ status: 502 });
    const next = ana.messages().length;
    await ana.tap("Español");
    expect(ana.messages().length).toBeGreaterThan(next - 1);
    expect(await owed()).toBeLessThanOrEqual(1);
  });
});

test("without a connection nothing counts as tried", async () => {
  await ana.say("👋");
  const saved = await teams.store.people.contact(await learner(), teams.azure.appId);
  const address = JSON.parse(saved?.address ?? "{}");
  await teams.store.people.heardFrom(
    await learner(),
    teams.azure.appId,
    JSON.stringify({ ...address, serviceUrl: "https://evil.example/" }),
    Date.now() + 1,
  );
  const before = await teams.store.learners.load(await learner());
  const debt = {
    id: "due",
    to: `teams:${teams.azure.appId}`,
    replies: [{ text: "Recuerde", options: [] }],
    effects: [],
  };
  if (!before) throw new Error("nobody was saved");
  await teams.store.learners.save(before.learner, [debt], before.revision);
  await teams.resume();
  expect(await teams.store.dispatches.find("due.0")).toBeUndefined();
  expect(await owed()).toBe(1);
});

test("what is owed goes out by itself, where the learner was last", async () => {
  await ana.say("👋");
  const before = await teams.store.learners.load(await learner());
  if (!before) throw new Error("nobody was saved");
  const replies = [
    { text: "Le quedan dos días.", options: [] },
    { text: "¿Seguimos?", options: [{ id: "menu~x", label: "Sí" }] },
  ];
  const debt = { id: "due", to: `teams:${teams.azure.appId}`, replies, effects: [] };
  await teams.store.learners.save(before.learner, [debt], before.revision);
  await teams.resume();
  expect(ana.messages().slice(-2).map(wordsOf)).toEqual(["Le quedan dos días.", "¿Seguimos?"]);
  expect(ana.updates()).toHaveLength(1);
});

test("a turn of several messages that breaks off goes on where it was", async () => {
  await ana.say("👋");
  await ana.tap("Español");
  await ana.tap(wordsIn("es")("consent.accept"));
  const said = ana.messages().length;
  const before = await teams.store.learners.load(await learner());
  if (!before) throw new Error("nobody was saved");
  const replies = ["uno", "dos", "tres"].map((text) => ({ text, options: [] }));
  await teams.store.learners.save(
    before.learner,
    [{ id: "due", to: "teams:x", replies, effects: [] }],
    before.revision,
  );
  teams.azure.faults.push({}, { status: 429, headers: { "Retry-After": "900" } });
  await teams.resume();
  expect(ana.messages().slice(said).map(wordsOf)).toEqual(["uno"]);
  await teams.resume();
  expect(ana.messages().slice(said).map(wordsOf)).toEqual(["uno", "dos", "tres"]);
});
