import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Place } from "../../dialogs/state.ts";
import { wordsIn } from "../../dialogs/words.ts";
import { startTeams, type TeamsTutor, wordsOf } from "../fakes/teams-tutor.ts";

const say = wordsIn("es");
let teams: TeamsTutor;
beforeAll(async () => {
  teams = await startTeams();
});
afterAll(() => teams.stop());

/** Somebody who was welcomed, and stands before the first lesson. */
async function welcomed() {
  const ana = teams.person();
  await ana.say("👋");
  await ana.tap("Español");
  await ana.tap(say("consent.accept"));
  await ana.say("Ana Pérez");
  await ana.say("Honduras");
  await ana.say("otra función");
  return ana;
}

test("a first message is greeted with a card, under an id that tells nobody who it is", async () => {
  const ana = teams.person();
  expect(await ana.say("👋")).toMatchObject({ status: 200 });
  expect(ana.words()).toContain("¿En qué idioma le escribo?");
  expect(ana.messages()[0]?.body).toMatchObject({
    type: "message",
    from: { id: `28:${teams.azure.appId}` },
    recipient: { id: `29:${ana.aadObjectId}` },
    attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", content: { version: "1.5" } }],
  });
  const [learner] = await Promise.all([
    teams.store.people.learnerOf([`teams:${teams.azure.tenant}/${ana.aadObjectId}`], "nobody", 0),
  ]);
  expect(learner).toMatch(/^ms:[0-9a-f-]{36}$/);
  expect(learner).not.toContain(ana.aadObjectId);
  expect((await teams.store.learners.load(learner))?.learner.place).toEqual({ at: "language", change: false });
});

test("a decision closes its card: what was chosen is marked, and nothing in it can be tapped", async () => {
  const ana = teams.person();
  await ana.say("👋");
  const [asked] = ana.messages();
  await ana.tap("Español");
  const [update, ...others] = ana.updates();
  expect(others).toEqual([]);
  expect(update?.activity).toMatch(/^1:\d+$/);
  if (!asked || !update) throw new Error("nothing was asked, or nothing updated");
  expect(ana.actions(asked).map(({ title }) => title)).toEqual(["Español", "Português", "English"]);
  expect(ana.actions(update)).toEqual([]);
  expect(wordsOf(update)).toContain("✓ Español");
});

test("an old card is known as old, and so is one that is tapped twice", async () => {
  const ana = await welcomed();
  const [shown] = ana.messages().slice(-1);
  const next = shown && ana.actions(shown)[0];
  expect(next).toBeDefined();
  await ana.submit(next?.data ?? {});
  const stands = ana.words();
  await ana.submit(next?.data ?? {});
  const [old, again] = ana.messages().slice(-2).map(wordsOf);
  expect(old).toBe(say("not.oldButton"));
  expect(again).toBe(stands);
});

test("a typed answer closes the card as well, with nothing marked", async () => {
  const ana = teams.person();
  await ana.say("👋");
  await ana.say("español");
  const [update] = ana.updates();
  if (!update) throw new Error("nothing was updated");
  expect(ana.actions(update)).toEqual([]);
  expect(wordsOf(update)).not.toContain("✓");
});

test("an answer of several parts is given by hand, and counts once", async () => {
  const ana = await welcomed();
  await ana.say("módulo 1");
  const learner = await learnerOf(ana);
  const saved = await teams.store.learners.load(learner);
  if (!saved) throw new Error("nobody was saved");
  const place: Place = {
    at: "check",
    lesson: "escuchar",
    question: "escuchar-q1",
    attempt: 1,
    order: ["a", "b", "c", "d"],
  };
  await teams.store.learners.save({ ...saved.learner, place }, [], saved.revision);
  await ana.say("repetir");
  await ana.tap(say("teams.send"), { several: "a,b" });
  expect(ana.messages().slice(-2).map(wordsOf)[0]).toContain(say("check.wrongTry"));
  const [first] = ana
    .messages()
    .toReversed()
    .slice(1)
    .flatMap(ana.actions)
    .filter(({ title }) => title === say("teams.send"));
  await ana.submit({ ...first?.data, several: "a,c" });
  expect(ana.messages().slice(-2).map(wordsOf)[0]).toBe(say("not.oldButton"));
  await ana.tap(say("teams.send"), { several: "a,c" });
  expect((await teams.store.learners.load(learner))?.learner.lessons.escuchar?.checks).toEqual({});
  expect(ana.updates().map(wordsOf).at(-1)).toContain("✓ a, c");
});

test("a card that waits for an answer in the same breath gets the decided one", async () => {
  const ana = teams.person();
  await ana.say("👋");
  const [asked] = ana.messages();
  const spanish = asked && ana.actions(asked)[0];
  const value = { action: { type: "Action.Execute", data: spanish?.data }, trigger: "manual" };
  const invoke = { type: "invoke", name: "adaptiveCard/action", value };
  const { status, body } = await teams.post(ana.activity(invoke));
  expect(status).toBe(200);
  expect(JSON.parse(body)).toMatchObject({ statusCode: 200, type: "application/vnd.microsoft.card.adaptive" });
  expect(body).toContain("✓ Español");
  const late = await teams.post(ana.activity(invoke));
  expect(JSON.parse(late.body)).toMatchObject({ type: "application/vnd.microsoft.activity.message" });
  expect(await teams.post(ana.activity({ type: "invoke", name: "composeExtension/query" }))).toMatchObject({
    status: 501,
  });
});

test("the same activity, sent again and again, is played once, even by another life of the server", async () => {
  const ana = teams.person();
  const activity = ana.activity({ text: "👋" });
  await Promise.all([teams.post(activity), teams.post(activity)]);
  await ana.tap("Español");
  for (let count = 0; count < 40; count += 1) await ana.say("¿?");
  const before = await teams.store.learners.load(await learnerOf(ana));
  expect(before?.learner.heard).toHaveLength(32);
  expect(await teams.post(activity)).toMatchObject({ status: 200 });
  expect((await teams.store.learners.load(await learnerOf(ana)))?.learner).toEqual(before?.learner);
});

test("what cannot be read is said so", async () => {
  const ana = teams.person();
  await ana.say("👋");
  const html = { contentType: "text/html", content: "<p>español</p>" };
  await teams.post(ana.activity({ text: "<at>Sendero</at>&nbsp;español", attachments: [html] }));
  expect(ana.words()).toContain(say("consent.question"));
  const file = { contentType: "application/vnd.microsoft.teams.file.download.info", name: "a.pdf" };
  await teams.post(ana.activity({ attachments: [file, html] }));
  expect(ana.messages().map(wordsOf)).toContain(say("not.attachment"));
  await ana.say("ñ".repeat(4001));
  expect(ana.messages().map(wordsOf)).toContain(say("not.tooLong"));
});

test("installing greets once, uninstalling silences, coming back greets again", async () => {
  const ana = teams.person();
  const install = { type: "installationUpdate", action: "add" };
  const joins = { type: "conversationUpdate", membersAdded: [{ id: `28:${teams.azure.appId}` }] };
  await teams.post(ana.activity(joins));
  await teams.post(ana.activity(install));
  await teams.post(ana.activity({ ...install, action: "add-upgrade" }));
  await teams.post(ana.activity({ ...joins, membersAdded: [{ id: "29:somebody" }] }));
  expect(ana.messages()).toHaveLength(1);
  await teams.post(ana.activity({ type: "installationUpdate", action: "remove" }));
  const learner = await learnerOf(ana);
  expect(await teams.store.people.contact(learner, teams.azure.appId)).toMatchObject({ unreachable: 410 });
  await ana.say("español");
  expect(ana.messages().length).toBeGreaterThan(1);
});

test("in groups and channels it says where it teaches, in their language, and keeps nothing of it", async () => {
  const ana = teams.person();
  const group = (type: string, locale: string) => ({
    locale,
    conversation: { id: `19:${type}@thread.tacv2;messageid=1`, conversationType: type, tenantId: teams.azure.tenant },
  });
  const link = `https://teams.microsoft.com/l/chat/0/0?users=28:${teams.azure.appId}`;
  await teams.post(ana.activity({ ...group("groupChat", "pt-BR"), text: "<at>Sendero</at> oi" }));
  await teams.post(ana.activity({ ...group("channel", "en-US"), type: "installationUpdate", action: "add" }));
  const said = teams.azure.posted.filter(({ conversation }) => conversation.startsWith("19:")).map(wordsOf);
  expect(said).toEqual([wordsIn("pt")("teams.group", { link }), wordsIn("en")("teams.group", { link })]);
  expect(await teams.store.people.contact(await learnerOf(ana), teams.azure.appId)).toBeUndefined();
});

test("what means nothing to a tutor is passed over", async () => {
  const ana = teams.person();
  for (const type of ["typing", "messageReaction", "messageUpdate", "messageDelete", "event", "endOfConversation"])
    expect(await teams.post(ana.activity({ type }))).toMatchObject({ status: 200 });
  await teams.post(ana.activity({ from: { id: "29:anonymous" }, text: "👋" }));
  expect(ana.messages()).toEqual([]);
});

test("who asks to be forgotten is: the card that waited is, too", async () => {
  const ana = await welcomed();
  await ana.say("borrar mis datos");
  await ana.say("bórrelo ya");
  const learner = await learnerOf(ana);
  expect((await teams.store.learners.load(learner))?.learner.name).toBeUndefined();
  expect(ana.words()).toContain("¿En qué idioma");
});

function learnerOf({ aadObjectId }: { aadObjectId: string }): Promise<string> {
  return teams.store.people.learnerOf([`teams:${teams.azure.tenant}/${aadObjectId}`], "nobody", 0);
}
