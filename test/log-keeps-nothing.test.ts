import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { StoreUnavailable, traceOf } from "../services/errors.ts";
import { jsonLog } from "../services/log.ts";
import { sqliteStore } from "../services/store/sqlite.ts";
import type { LearnerStore, Store } from "../services/store/store.ts";
import { connect } from "./fakes/line-client.ts";
import { startTeams } from "./fakes/teams-tutor.ts";
import { startTutor, temporaryFolder } from "./fakes/tutor-server.ts";
import { eventually, whatsAppDesk } from "./whatsapp/desk.ts";

/**
 * Whatever goes wrong on whatever channel, nothing that a person is or says stands in the log: each says and is something
 * that could be found there. All that is written is looked at, the console too.
 */

const name = "Zulmarina Quetzaltenanguez";
const words = "zanahoria inconfundible 77441122";
const phone = "50477441122";
const scoped = "HN.77441122";
const document = "0801-1977-44112";
const marks = ["Zulmarina", "Quetzaltenanguez", "zanahoria", "inconfundible", "77441122", "44112", "wamid", "kwgc"];

let written: string[];
const log = jsonLog((line) => written.push(line), Date.now);
const print = (...said: unknown[]) => void written.push(said.map(String).join(" "));

beforeEach(() => {
  written = [];
  for (const way of ["log", "info", "warn", "error", "debug"] as const) {
    jest.spyOn(console, way).mockImplementation(print);
  }
  for (const stream of [process.stdout, process.stderr]) {
    jest.spyOn(stream, "write").mockImplementation((chunk) => written.push(String(chunk)) > 0);
  }
});
afterEach(() => {
  jest.restoreAllMocks();
});

/** What was logged, where none of it tells of anybody. */
function harmless(): string {
  const all = written.join("\n");
  for (const mark of marks) expect(written.filter((line) => line.includes(mark))).toEqual([]);
  return all;
}

/** Refuses, breaks or forgets every so often, in ways that a store has. */
function failing(store: Store): Store {
  let calls = 0;
  const trouble = () => {
    calls += 1;
    if (calls % 5 === 0) throw new StoreUnavailable("no disk");
    if (calls % 7 === 0) throw new TypeError("cannot read properties of undefined");
  };
  const learners: LearnerStore = {
    ...store.learners,
    async load(id) {
      trouble();
      return store.learners.load(id);
    },
    async save(learner, owed, revision, events) {
      trouble();
      return store.learners.save(learner, owed, revision, events);
    },
    saveSaying: undefined,
  };
  return { ...store, learners };
}

const garbage = [
  "{",
  `{"text":"${words}"}`,
  `[{"from":"${phone}"}]`,
  JSON.stringify({ type: words, name, text: words, from: { id: phone, name } }),
];

test("on WhatsApp", async () => {
  const desk = await whatsAppDesk();
  const ana = desk.standIn.phone({ phone, name, userId: scoped });
  for (const said of ["Hola", "español", "sí", name, "Guatemala", "1"]) {
    const before = ana.received.length;
    await ana.text(said);
    await eventually(() => ana.received.length > before);
  }
  const codes = [131_026, 131_009, 131_000, 100, 190];
  for (const code of codes) {
    desk.standIn.faults.add({ kind: "error", code, details: `to ${phone}: ${words}`, as: "answer" });
    desk.standIn.faults.add({ kind: "error", code, details: `to ${phone}: ${words}`, as: "status" });
    await ana.text(`${words} ${code}`);
    void desk.sweep();
    for (let minute = 0; minute < 3; minute += 1) await desk.jump(61_000);
  }
  desk.standIn.faults.clear();
  desk.standIn.faults.add({ kind: "answer", status: 500, body: `<html>${phone} ${words}</html>` });
  desk.standIn.faults.add({ kind: "cut", accepted: true });
  await ana.text(document);
  await ana.document(`${name}.pdf`);
  await ana.contact();
  await ana.says({ type: words.replaceAll(" ", "_"), text: { body: words } });
  for (const body of garbage) await desk.standIn.post(JSON.parse(body === "{" ? "{}" : body));
  const url = `${desk.url}/api/whatsapp`;
  for (const body of garbage)
    await fetch(url, { method: "POST", body, headers: { "X-Hub-Signature-256": "sha256=00" } });
  await fetch(`${url}?hub.mode=subscribe&hub.verify_token=${phone}&hub.challenge=x`);
  await fetch(`${desk.url}/mis-datos/${phone}`);
  await ana.changesNumber("50577441122");
  await desk.jump(61_000);
  await desk.sweep();
  await desk.close();
  const all = `${harmless()}${desk.log.join("\n")}`;
  for (const mark of marks) expect(desk.log.filter((line) => line.includes(mark))).toEqual([]);
  expect(desk.log.length).toBeGreaterThan(5);
  expect(all).not.toMatch(/wa:[0-9a-f]{8}-/);
});

test("in Teams", async () => {
  const store = sqliteStore(":memory:");
  const teams = await startTeams({ store: failing(store), log });
  const ana = teams.person();
  const from = { id: `29:${ana.aadObjectId}`, name, aadObjectId: ana.aadObjectId };
  for (const text of ["hola", "español", "sí", name, "Guatemala", "1", words, document, "mis datos", words, words]) {
    await teams.post(ana.activity({ text, from }));
  }
  for (const status of [400, 401, 403, 404, 429, 500]) {
    teams.azure.faults.push({ status });
    await teams.post(ana.activity({ text: words, from }));
  }
  teams.azure.faults.push({ breaks: true });
  await teams.post(ana.activity({ text: words, from }));
  await teams.post(ana.activity({ type: words, from }));
  await teams.post(ana.activity({ type: "invoke", name: words, from, value: { words, name } }));
  await teams.post(ana.activity({ text: words, from }), `Bearer ${words.replaceAll(" ", ".")}`);
  for (const body of garbage) {
    await fetch(`${teams.url}/api/messages`, { method: "POST", body, headers: { Authorization: `Bearer ${words}` } });
  }
  await teams.resume();
  await teams.stop();
  const all = harmless();
  expect(written.length).toBeGreaterThan(5);
  expect(all).toContain("no disk");
  expect(all).not.toContain(ana.aadObjectId);
  expect(all).not.toMatch(/ms:[0-9a-f]{8}-/);
});

test("on the web", async () => {
  const folder = temporaryFolder();
  const tutor = await startTutor(folder.path, 0, { store: failing, log });
  const client = await connect(tutor.url).catch(() => connect(tutor.url));
  for (const text of ["español", "sí", name, "Guatemala", "1", words, document, "mis datos", words, words]) {
    await client.post({ type: "message", text, from: { id: phone, name } });
    await client.post({ type: "event", name: words, value: { name, words } });
  }
  for (const body of garbage) {
    const url = `${client.base}/conversations/${client.conversation}/activities`;
    await fetch(url, { method: "POST", body, headers: { Authorization: `Bearer ${client.token}` } });
    await fetch(`${url}?watermark=${phone}`, { headers: { Authorization: `Bearer ${words}` } });
  }
  await fetch(`${tutor.url}/${phone}/${encodeURIComponent(words)}`);
  await tutor.sweep().catch(() => {});
  await tutor.stop();
  const all = harmless();
  folder.remove();
  expect(all).toContain("no disk");
  expect(all).not.toMatch(/web:[0-9a-f]{8}-/);
});

test("a learner who is stored wrongly is named by a digest of their id, and by no value", async () => {
  const store = sqliteStore(":memory:");
  const id = "wa:7b1e0b6e-6e51-4b8f-b9a1-1f1d9a7c5a10";
  const rest = JSON.stringify({ version: 2, id, name, phone, place: { at: words } });
  await store.archive.put([{ kind: "learner", id, rest, records: [], owed: "[]", events: [] }]);
  const error: unknown = await store.learners.load(id).catch((fault: unknown) => fault);
  log.error("turn was not finished", error);
  expect(harmless()).toContain(traceOf(id));
  await store.close();
});
