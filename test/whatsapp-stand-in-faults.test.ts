import { afterEach, expect, test } from "@jest/globals";
import { manualClock } from "../bots/whatsapp/stand-in/clock.ts";
import type { StandInSettings } from "../bots/whatsapp/stand-in/stand-in.ts";
import { graphStage, type Stage } from "./fakes/graph-client.ts";

/** The stand-in fails when it is told to, and calls a webhook again as Meta does. */

const hour = 3600_000;
const text = { to: "+50499990000", type: "text", text: { body: "hola" } };

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.close();
  stage = undefined;
});

async function opened(settings: StandInSettings = {}) {
  const clock = manualClock(Date.UTC(2026, 10, 22, 12));
  stage = await graphStage({ clock, ...settings });
  const phone = stage.standIn.phone({ phone: "50499990000", name: "Ana" });
  const said = phone.text("hola");
  await clock.advance(settings.chaos ? 200 : 0);
  await said;
  return { ...stage, clock, phone };
}

test("errors come in turn, each once, as the answer or as a failed status", async () => {
  const { standIn, send, webhook, phone } = await opened();
  standIn.faults.add({ kind: "error", code: 131056 });
  standIn.faults.add({ kind: "error", code: 131049, as: "status", to: "50499990000" });
  standIn.faults.add({ kind: "answer", status: 502, body: JSON.stringify("Bad Gateway") });
  expect(await send(text)).toMatchObject({ status: 400, body: { error: { code: 131056, fbtrace_id: /./ } } });
  expect((await send(text)).status).toBe(200);
  await standIn.idle();
  expect(webhook.heard.at(-1)?.raw).toContain('"code":131049');
  expect(await send(text)).toEqual({ status: 502, body: "Bad Gateway" });
  expect((await send(text)).status).toBe(200);
  expect(phone.received.length).toBe(2);
});

test("a read mark fails only when it is meant", async () => {
  const { standIn, send, phone } = await opened();
  const mark = { recipient_type: undefined, status: "read", message_id: phone.messages[0]?.id };
  standIn.faults.add({ kind: "error", code: 131056 });
  expect((await send(mark)).status).toBe(200);
  expect((await send(text)).status).toBe(400);
  standIn.faults.add({ kind: "error", code: 131000, types: ["read"] });
  expect((await send(text)).status).toBe(200);
  expect((await send(mark)).status).toBe(500);
});

test("a message may be taken though its answer never comes", async () => {
  const { standIn, send, told, phone } = await opened();
  standIn.faults.add({ kind: "hang", accepted: true });
  standIn.faults.add({ kind: "cut", accepted: true });
  standIn.faults.add({ kind: "cut", accepted: false });
  await expect(send(text)).rejects.toThrow(/timeout/);
  await expect(send(text)).rejects.toThrow();
  await expect(send(text)).rejects.toThrow();
  await standIn.idle();
  expect(phone.received.length).toBe(2);
  expect(told()).toEqual(["text", "sent", "delivered", "sent", "delivered"]);
});

test("a webhook that does not answer 200 is called again, ever more rarely, for seven days", async () => {
  const { standIn, webhook, phone, clock } = await opened();
  webhook.answer.status = 202;
  await phone.text("una respuesta");
  const tries = () => standIn.webhooks.log.at(-1)?.answers.length;
  const seen: (number | undefined)[] = [tries()];
  for (const wait of [10_000, 30_000, 60_000, 300_000, hour]) {
    await clock.advance(wait);
    seen.push(tries());
  }
  expect(seen).toEqual([1, 2, 3, 4, 5, 6]);
  webhook.answer.status = 200;
  await clock.advance(3 * hour);
  expect(webhook.heard.filter(({ raw }) => raw.includes("una respuesta")).length).toBe(1);
  webhook.answer.status = 500;
  await phone.text("otra");
  await clock.advance(8 * 24 * hour);
  const given = tries();
  await clock.advance(24 * hour);
  expect(tries()).toBe(given);
});

test("a webhook that is gone is called again when it is back", async () => {
  const { standIn, webhook, phone, clock } = await opened();
  standIn.pointAt("http://127.0.0.1:1/nowhere");
  await phone.text("mientras tanto");
  expect(standIn.webhooks.log.at(-1)?.answers).toMatchObject([{ status: 0 }]);
  standIn.pointAt(webhook.url);
  await clock.advance(10_000);
  expect(webhook.heard.at(-1)?.raw).toContain("mientras tanto");
});

test("what was held is told in any order, in one body, or twice", async () => {
  const { standIn, webhook, phone, told } = await opened();
  standIn.webhooks.hold();
  const said = [phone.text("uno"), phone.text("dos")];
  await standIn.webhooks.release({ order: "reversed", batch: true, twice: true });
  await Promise.all(said);
  expect(webhook.heard.length).toBe(3);
  expect(webhook.heard[1]?.raw).toMatch(/dos.*uno/);
  expect(webhook.heard[2]?.raw).toBe(webhook.heard[1]?.raw);
  expect(told()).toEqual(["text", "text", "text", "text", "text"]);
});

test("chance duplicates, joins and reorders, the same with the same seed, and loses nothing", async () => {
  const run = async (seed: number) => {
    const { standIn, clock, phone, webhook } = await opened({
      seed,
      chaos: { duplicate: 0.3, reorder: 0.3, batch: 0.3 },
    });
    const said = Array.from({ length: 20 }, (_, index) => phone.text(`número ${index}.`));
    await clock.advance(200);
    await Promise.all(said);
    const bodies = webhook.heard.map(({ raw }) => raw.match(/mero \d+\./g)?.join(" ") ?? "");
    await standIn.close();
    await webhook.close();
    return bodies;
  };
  const first = await run(7);
  const distinct = new Set(first.join(" ").match(/\d+/g));
  expect(distinct.size).toBe(20);
  expect(first.length).toBeLessThan(28);
  expect(first.join(" ").match(/\d+/g)?.length).toBeGreaterThan(20);
  expect((await run(7)).toSorted()).toEqual(first.toSorted());
  stage = undefined;
});

test("a forged body does not carry the right signature", async () => {
  const { standIn, webhook } = await opened();
  await standIn.post({ object: "whatsapp_business_account", entry: [] }, { secret: "guessed" });
  await standIn.post({ object: "whatsapp_business_account", entry: [] }, { signature: undefined });
  expect(webhook.forged()).toBe(2);
  await standIn.post({ object: "whatsapp_business_account", entry: [] });
  expect(webhook.forged()).toBe(2);
});
