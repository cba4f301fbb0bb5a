import { readFileSync } from "node:fs";
import { afterEach, expect, test } from "@jest/globals";
import { usualRetention } from "../services/privacy/retention.ts";
import { connect, eventually, generate } from "./fakes/line-client.ts";
import { startTutor, type TutorServer, temporaryFolder } from "./fakes/tutor-server.ts";

/** The same on the web, where the conversation itself is kept. */

let tutor: TutorServer;
const folder = temporaryFolder();
afterEach(async () => {
  await tutor.stop();
  folder.remove();
});

const day = 24 * 3_600_000;

test("the copy holds the conversation; erased, it is gone, and the page greets whoever comes back", async () => {
  tutor = await startTutor(folder.path);
  const client = await connect(tutor.url);
  const words = async () => JSON.stringify((await client.activities()).activities);
  for (const said of ["español", "sí", "Zulmarina Quetzaltenango", "Guatemala", "1", "mis datos"]) {
    expect((await client.say(said)).status).toBe(200);
  }
  await eventually(async () => /mis-datos\/[0-9a-f]+/.test(await words()));
  const path = /\/mis-datos\/[0-9a-f]+/.exec(await words())?.[0];
  const copy = await (await fetch(`${tutor.url}${path}`)).json();
  expect(JSON.stringify(copy)).toContain("Zulmarina Quetzaltenango");
  expect(copy).toMatchObject({ conversations: [{ id: client.conversation }], names: [] });

  for (const said of ["borrar mis datos", "sí"]) await client.say(said);
  await eventually(async () => (await words()).includes("puede recuperarlos: escriba"));
  tutor.clock.now += 9 * day;
  await tutor.sweep();
  expect(await everything()).not.toContain("Zulmarina");
  expect((await fetch(`${tutor.url}${path}`)).status).toBe(404);
  const { conversationId } = await generate(tutor.url, { Cookie: client.cookie });
  expect(conversationId).toBe(client.conversation);
  const page = await fetch(`${tutor.url}/v3/directline/tokens/generate?last=30`, {
    method: "POST",
    headers: { Cookie: client.cookie },
  });
  expect(await page.text()).toContain("¿En qué idioma le escribo?");
});

test.each([
  { later: [], who: "who stays away" },
  { later: ["español"], who: "who begins anew at once" },
])("after «bórrelo ya» and a sweep neither the data file nor its log holds a word of $who", async ({ later }) => {
  tutor = await startTutor(folder.path);
  const client = await connect(tutor.url);
  const left = () => ["", "-wal"].map((part) => readFileSync(`${folder.path}/sendero.sqlite${part}`, "latin1")).join();
  for (const said of ["español", "sí", "Zulmarina Quetzaltenango", "Guatemala", "1", "qué es zarzaparrilla?"]) {
    expect((await client.say(said)).status).toBe(200);
  }
  await eventually(() => left().includes("zarzaparrilla") && left().includes("Zulmarina"));
  for (const said of ["borrar mis datos", "bórrelo ya"]) await client.say(said);
  await eventually(async () => JSON.stringify((await client.activities()).activities).includes("borré sus datos"));
  for (const said of later) expect((await client.say(said)).status).toBe(200);
  await eventually(async () => (await tutor.store.learners.owing()).length === 0);
  await tutor.sweep();
  expect(left()).not.toMatch(/Zulmarina|zarzaparrilla/);
});

test("lines of a conversation are kept for half a year", async () => {
  tutor = await startTutor(folder.path);
  const client = await connect(tutor.url);
  for (const said of ["español", "sí", "Ana Pérez"]) await client.say(said);
  await eventually(async () => (await client.activities()).activities.length > 5);
  tutor.clock.now += (usualRetention.conversationsDays - 1) * day;
  await tutor.sweep();
  expect((await everything()).match(/"kind":"line"/g)?.length).toBeGreaterThan(5);
  tutor.clock.now += 2 * day;
  await tutor.sweep();
  const left = await everything();
  expect(left).not.toContain('"kind":"line"');
  expect(left).toContain("Ana Pérez");
});

async function everything(): Promise<string> {
  const lines: string[] = [];
  for await (const entry of tutor.store.archive.everything()) lines.push(JSON.stringify(entry));
  return lines.join("\n");
}
