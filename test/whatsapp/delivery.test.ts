import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "@jest/globals";
import type { Phone } from "../../bots/whatsapp/stand-in/phone.ts";
import type { StandInSettings } from "../../bots/whatsapp/stand-in/stand-in.ts";
import { StoreUnavailable } from "../../services/errors.ts";
import { sqliteStore } from "../../services/store/sqlite.ts";
import type { Store } from "../../services/store/store.ts";
import { temporaryFolder } from "../fakes/tutor-server.ts";
import { type Desk, whatsAppDesk } from "./desk.ts";

let desk: Desk;
let folder: string | undefined;
afterEach(async () => {
  await desk.close();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  folder = undefined;
});

const minute = 60_000;
const hour = 60 * minute;

async function greeted(settings: StandInSettings = {}, file?: string): Promise<Phone> {
  desk = await whatsAppDesk(settings, file);
  const ana = desk.standIn.phone({ phone: "50499990000", name: "Ana", userId: "HN.1" });
  await ana.opens();
  await desk.until(() => ana.received.length === 1);
  return ana;
}

/** Someone who agreed to the notice, so that a template may be sent. */
async function agreed(settings: StandInSettings = {}, file?: string): Promise<Phone> {
  const ana = await greeted(settings, file);
  await ana.tap("Español");
  await desk.until(() => ana.received.length === 2);
  await ana.tap("Sí, de acuerdo");
  await desk.until(() => ana.received.length === 3);
  return ana;
}

async function owing(): Promise<number> {
  return (await desk.store.learners.owing()).length;
}

async function eventuallyOwing(count: number): Promise<void> {
  let owed = -1;
  const look = async () => {
    owed = await owing();
  };
  await look();
  await desk.until(() => {
    void look();
    return owed === count;
  });
}

async function eventuallyStopped(): Promise<void> {
  let at: string | undefined;
  await desk.until(() => {
    void anaLearner().then((learner) => {
      at = learner?.place.at;
    });
    return at === "stopped";
  });
}

async function anaLearner() {
  const id = await desk.store.people.learnerOf(["50499990000"], "nobody", Date.now());
  return (await desk.store.learners.load(id))?.learner;
}

/** A sweep every half minute, so often or until it is enough. */
async function swept(rounds: number, enough: () => boolean = () => false): Promise<void> {
  for (let round = 0; round < rounds && !enough(); round += 1) {
    void desk.sweep();
    // In small steps: what is under way on the wire takes real time, and must not be overtaken by the clock.
    for (let step = 0; step < 8 && !enough(); step += 1) await desk.jump(4000);
  }
}

async function sweptUntil(check: () => boolean): Promise<void> {
  await swept(40, check);
  await desk.until(check);
}

/** Faults befall messages, not the marks that say that something was read. */
function befall(fault: Parameters<Desk["standIn"]["faults"]["add"]>[0]): void {
  desk.standIn.faults.add({ types: ["text", "image", "interactive", "template"], ...fault });
}

describe("faults of Meta", () => {
  test.each([131_000, 131_016, 2, 130_429, 131_056, 613, 131_057])(
    "%i: the message comes a little later, once",
    async (code) => {
      const ana = await greeted();
      befall({ kind: "error", code, times: 2 });
      await ana.text("hola");
      await sweptUntil(() => ana.received.length === 2);
      await eventuallyOwing(0);
      expect(ana.received.length).toBe(2);
    },
  );

  test("502 without an answer that can be read: the same", async () => {
    const ana = await greeted();
    befall({ kind: "answer", status: 502, body: "Bad Gateway", times: 3 });
    await ana.text("hola");
    await sweptUntil(() => ana.received.length === 2);
  });

  test.each([403, 404, 408])(
    "%i of something on the way that is not Meta: the message comes when it is gone",
    async (status) => {
      const ana = await greeted();
      befall({ kind: "answer", status, body: "<html>blocked</html>", times: 7 });
      await ana.text("hola");
      await sweptUntil(() => ana.received.length === 2);
      await eventuallyOwing(0);
    },
  );

  test("a message of ours that Meta finds fault with is said as plain text", async () => {
    const ana = await greeted();
    befall({ kind: "error", code: 131_009 });
    await ana.text("hola");
    await desk.until(() => ana.received.length === 2);
    expect(ana.received.at(-1)?.body.type).toBe("text");
    expect(desk.log.some((line) => line.includes("whatsapp found a fault in a message of ours"))).toBe(true);
  });
});

describe("an answer that never comes", () => {
  test.each(["hang", "cut"] as const)(
    "%s, and the message was taken: its report tells, and it is not sent again",
    async (kind) => {
      const ana = await greeted();
      befall({ kind, accepted: true });
      await ana.text("hola");
      await desk.until(() => ana.received.length === 2);
      await swept(4);
      expect(ana.received.length).toBe(2);
      await eventuallyOwing(0);
    },
    90_000,
  );

  test.each(["hang", "cut"] as const)("%s, and it was not taken: it is sent again", async (kind) => {
    const ana = await greeted();
    befall({ kind, accepted: false });
    await ana.text("hola");
    await sweptUntil(() => ana.received.length === 2);
    await eventuallyOwing(0);
  });
});

describe("the 24 hours", () => {
  test("what could not be sent in time waits for an answer to one template, and then comes", async () => {
    const ana = await agreed();
    befall({ kind: "answer", status: 503, body: "", times: 1000, types: ["interactive", "text"] });
    await ana.text("Ana Pérez");
    await eventuallyOwing(1);
    await swept(4);
    await desk.jump(25 * hour);
    desk.standIn.faults.clear();
    await sweptUntil(() => ana.received.length === 4);
    await swept(3);
    expect(ana.received.at(-1)?.body).toMatchObject({
      type: "template",
      template: { name: "continue_lesson", language: { code: "es" } },
    });
    expect(ana.received.length).toBe(4);
    const [button = ""] = desk.standIn.account.templates.find(({ language }) => language === "es")?.buttons ?? [];
    await ana.tap(button);
    await desk.until(() => ana.received.length >= 6);
    expect(ana.bubbles[4]).toContain("Gracias, Ana");
    await eventuallyOwing(0);
  }, 120_000);

  test("who never agreed to anything is not written to out of the blue", async () => {
    const ana = await greeted();
    befall({ kind: "answer", status: 503, body: "", times: 1000 });
    await ana.text("hola");
    await eventuallyOwing(1);
    await swept(4);
    await desk.jump(25 * hour);
    desk.standIn.faults.clear();
    await swept(3);
    expect(ana.received.length).toBe(1);
    await ana.text("hola");
    await desk.until(() => ana.received.length === 3);
  }, 120_000);

  test("Meta may be wrong about them: once more, a little later", async () => {
    const ana = await greeted();
    befall({ kind: "error", code: 131_047, as: "status" });
    await ana.text("hola");
    await sweptUntil(() => ana.received.filter(({ status }) => status !== "failed").length === 2);
  });
});

describe("what nothing helps against", () => {
  test.each([190, 131_042, 368])(
    "%i: everything waits, an alert says so, and when it is mended everything comes in order",
    async (code) => {
      const ana = await greeted();
      befall({ kind: "error", code, times: Number.POSITIVE_INFINITY });
      await ana.text("hola");
      await eventuallyOwing(1);
      await ana.text("español");
      await desk.until(() => desk.log.some((line) => line.includes('"ALERT whatsapp')));
      expect(await desk.readyz()).toMatchObject({
        status: "ready",
        alerts: [{ channel: "whatsapp", what: "held", code }],
      });
      const tried = desk.log.filter((line) => line.includes("whatsapp refused")).length;
      await desk.sweep();
      expect(desk.log.filter((line) => line.includes("whatsapp refused"))).toHaveLength(tried);
      desk.standIn.faults.clear();
      await sweptUntil(() => ana.received.length === 3);
      expect(ana.bubbles.map((bubble) => bubble.slice(0, 4))).toEqual(["Hola", "Le e", "List"]);
      await desk.until(() => desk.log.some((line) => line.includes("whatsapp sends again")));
      expect(await desk.readyz()).toMatchObject({ alerts: [] });
    },
    90_000,
  );

  test.each(["answer", "status"] as const)(
    "somebody whom nothing reaches, known by %s, is left in peace until they write",
    async (as) => {
      const ana = await greeted();
      befall({ kind: "error", code: 131_026, as });
      await ana.text("hola");
      await desk.until(() => desk.log.some((line) => line.includes("131026")));
      await eventuallyOwing(1);
      const before = ana.received.length;
      await swept(4);
      expect(ana.received.length).toBe(before);
      await ana.text("hola");
      await desk.until(() => ana.received.filter(({ status }) => status !== "failed").length === 3);
    },
    90_000,
  );
});

describe("a server that ends", () => {
  test("by a crash between saving and sending: what was owed is sent by the next", async () => {
    const made = temporaryFolder();
    folder = made.path;
    const ana = await greeted({}, join(folder, "sendero.sqlite"));
    befall({ kind: "hang", accepted: false, times: 1 });
    await ana.text("hola");
    await eventuallyOwing(1);
    await desk.restart("crash");
    await sweptUntil(() => ana.received.length === 2);
    await swept(3);
    expect(ana.received.length).toBe(2);
  }, 120_000);

  test("after sending and before noting it: the report tells, and nothing is sent twice", async () => {
    const made = temporaryFolder();
    folder = made.path;
    const ana = await greeted({ account: { behaviour: { latency: 50 } } }, join(folder, "sendero.sqlite"));
    befall({ kind: "hang", accepted: true, times: 1 });
    desk.standIn.webhooks.hold();
    const said = ana.text("hola");
    await desk.standIn.webhooks.release();
    await said;
    await desk.until(() => ana.received.length === 2);
    await desk.restart("crash");
    // Meta tells again what the server was not there to hear.
    await desk.jump(11_000);
    await desk.standIn.idle();
    await swept(4);
    expect(ana.received.length).toBe(2);
  }, 120_000);

  test("after sending and before striking it off: what is owed still is sent no second time", async () => {
    const ana = await greeted();
    await eventuallyOwing(0);
    const learner = await desk.store.people.learnerOf(["50499990000"], "nobody", Date.now());
    const saved = await desk.store.learners.load(learner);
    const id = String(ana.received[0]?.body.biz_opaque_callback_data).replace(/\.0$/, "");
    const debt = {
      id,
      to: `whatsapp:${ana.received[0]?.numberId}`,
      replies: [{ text: "Hola", options: [] }],
      effects: [],
    };
    if (saved) await desk.store.learners.save(saved.learner, [debt, { ...debt, id: "new" }], saved.revision);
    await desk.sweep();
    await eventuallyOwing(0);
    expect(ana.received.map(({ body }) => body.biz_opaque_callback_data)).toEqual([`${id}.0`, "new.0"]);
  });

  test("what could not be played is played before what came after it", async () => {
    const store = { fails: false };
    const open = (file: string): Store => {
      const real = sqliteStore(file);
      const save: Store["learners"]["save"] = async (...given) => {
        if (store.fails) throw new StoreUnavailable("gone for a while");
        return real.learners.save(...given);
      };
      return { ...real, learners: { ...real.learners, save } };
    };
    desk = await whatsAppDesk({}, ":memory:", { times: 1e6, seconds: 1 }, () => false, open);
    const ana = desk.standIn.phone({ phone: "50499990000", name: "Ana" });
    await ana.opens();
    await desk.until(() => ana.received.length === 1);
    store.fails = true;
    const notPlayed = () => desk.log.filter((line) => line.includes("whatsapp message was not played")).length;
    await ana.text("português");
    await desk.until(() => notPlayed() === 1);
    await ana.text("sim, de acordo");
    await desk.until(() => notPlayed() === 2);
    store.fails = false;
    await ana.text("Ana Pérez");
    await desk.until(() => ana.received.length >= 4);
    expect(await anaLearner()).toMatchObject({ language: "pt", name: "Ana Pérez", place: { at: "country" } });
    await swept(2);
    expect(ana.received).toHaveLength(4);
    expect(await desk.store.inbox.waiting()).toEqual([]);
  });

  test("what had been taken in and is played after a newer message answers nothing that is asked by then", async () => {
    const made = temporaryFolder();
    folder = made.path;
    const ana = await agreed({}, join(folder, "sendero.sqlite"));
    const before = Date.now() - minute;
    await ana.text("Ana Pérez");
    await desk.until(() => ana.received.length === 4);
    const { id } = (await anaLearner()) ?? { id: "" };
    const number = desk.standIn.account.numbers[0]?.id;
    const body = JSON.stringify({ number, on: before, sent: before, content: { is: "text", text: "México" } });
    await desk.store.inbox.take([{ id: "left-behind", learner: id, body }], Date.now());
    await desk.restart("crash");
    await desk.until(() => ana.received.length === 5);
    expect(ana.bubbles[4]).toContain("Acaba de llegar un mensaje que usted envió antes");
    expect(await anaLearner()).toMatchObject({ name: "Ana Pérez", place: { at: "country" } });
    await ana.text("México");
    await desk.until(() => ana.received.length === 6);
    expect(await anaLearner()).toMatchObject({ country: "MX" });
  });

  test("what had been taken in and not played is played by the next, once", async () => {
    const made = temporaryFolder();
    folder = made.path;
    const ana = await greeted({}, join(folder, "sendero.sqlite"));
    const learner = await desk.store.people.learnerOf(["50499990000"], "nobody", Date.now());
    const number = desk.standIn.account.numbers[0]?.id;
    const body = JSON.stringify({ number, on: Date.now(), content: { is: "text", text: "español" } });
    await desk.store.inbox.take([{ id: "left-behind", learner, body }], Date.now());
    await desk.restart("crash");
    await desk.until(() => ana.received.length === 2);
    expect(ana.bubbles[1]).toContain("*Sus datos");
    await desk.restart("in order");
    await ana.text("menú");
    await desk.until(() => ana.received.length === 3);
    await desk.restart("in order");
    expect(await desk.store.inbox.waiting()).toEqual([]);
  });
});

test("a picture is uploaded once, and without it a message is better than none", async () => {
  const ana = await agreed();
  for (const words of ["Ana Pérez", "Guatemala", "1"]) {
    const before = ana.received.length;
    await ana.text(words);
    await desk.until(() => ana.received.length === before + 1);
  }
  await ana.text("empezar");
  await desk.until(() => ana.received.length === 7);
  await ana.text("repetir");
  await desk.until(() => ana.received.length === 8);
  expect(ana.received.slice(-2).map(({ body }) => JSON.stringify(body).match(/"image":\{"id":"(\d+)"/)?.[1])).toEqual([
    expect.any(String),
    JSON.stringify(ana.received.at(-2)?.body).match(/"image":\{"id":"(\d+)"/)?.[1],
  ]);
  befall({ kind: "error", code: 131_053, times: 2 });
  await ana.text("repetir");
  await desk.until(() => ana.received.length === 9);
  expect(ana.bubbles.at(-1)).not.toContain("(image)");
  expect(ana.bubbles.at(-1)).toContain("*Tres pasos*");
});

test("who wants no more messages does not get what was still on its way", async () => {
  const ana = await greeted();
  befall({ kind: "error", code: 190, times: Number.POSITIVE_INFINITY });
  await ana.text("hola");
  await eventuallyOwing(1);
  await ana.text("BAJA");
  await eventuallyStopped();
  desk.standIn.faults.clear();
  await sweptUntil(() => ana.received.length === 2);
  expect(ana.bubbles[1]).toContain("no le escribiré más");
  await swept(2);
  expect(ana.received.length).toBe(2);
});
