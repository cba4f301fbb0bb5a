import { afterEach, describe, expect, test } from "@jest/globals";
import { healthyAccount } from "../../bots/whatsapp/stand-in/account.ts";
import type { Phone } from "../../bots/whatsapp/stand-in/phone.ts";
import type { StandInSettings } from "../../bots/whatsapp/stand-in/stand-in.ts";
import { type Desk, whatsAppDesk } from "./desk.ts";

let desk: Desk;
afterEach(() => desk.close());

const anaFacts = { phone: "50499990000", name: "Ana", userId: "HN.1" };

async function opened(settings: StandInSettings = {}): Promise<{ ana: Phone }> {
  desk = await whatsAppDesk(settings);
  return { ana: desk.standIn.phone(anaFacts) };
}

/** Does something and waits for so many messages more. */
async function answered(phone: Phone, act: () => Promise<unknown>, count = 1): Promise<string> {
  const before = phone.received.length;
  await act();
  await desk.until(() => phone.received.length >= before + count);
  return phone.bubbles.slice(before).join("\n---\n");
}

async function welcomed(phone: Phone): Promise<void> {
  await answered(phone, () => phone.opens());
  await answered(phone, () => phone.tap("Español"));
  await answered(phone, () => phone.tap("Sí, de acuerdo"));
  await answered(phone, () => phone.text("Ana Pérez"));
  await answered(phone, () => phone.text("Guatemala"));
  await answered(phone, () => phone.text("1"));
}

async function learnerOf(name: string) {
  const id = await desk.store.people.learnerOf([name], "nobody", Date.now());
  return (await desk.store.learners.load(id))?.learner;
}

test("from the first hello to the first lesson, each turn is one message", async () => {
  const { ana } = await opened();
  expect(await desk.standIn.verify()).toBe(true);
  expect(await answered(ana, () => ana.opens())).toBe(
    "Hola, soy *Sendero*, su tutor en el curso sobre niñez y adolescencia migrante. ¿En qué idioma le escribo? Las lecciones están en español; algunas, también en portugués e inglés.\n[Español] [Português] [English]",
  );
  await answered(ana, () => ana.tap("Español"));
  await answered(ana, () => ana.tap("Sí, de acuerdo"));
  await answered(ana, () => ana.text("Ana Pérez"));
  await answered(ana, () => ana.text("Guatemala"));
  await answered(ana, () => ana.text("1"));
  const lesson = await answered(ana, () => ana.tap("Empezar el curso"));
  expect(lesson).toContain("(image)\n_Módulo 1 · Lección 1 de 4: Saludar · 3 min_");
  expect(lesson).toContain("*Para comprobar*");
  expect(lesson).toMatch(/\n[abc]\) Se presenta y les ofrece agua y asiento\n/);
  expect(lesson).toContain("[a] [b] [c]");
  const sign = /([abc])\) Se presenta/.exec(lesson)?.[1] ?? "";
  expect(await answered(ana, () => ana.tap(sign))).toContain("*Correcto.*");
  expect(ana.received.length).toBe(8);
  expect(desk.standIn.world.account).toBeDefined();
});

test("neither phones nor learners nor words stand in the log", async () => {
  const { ana } = await opened();
  await welcomed(ana);
  await answered(ana, () => ana.sticker());
  desk.standIn.faults.add({ kind: "error", code: 131_009 });
  await answered(ana, () => ana.text("ayuda"));
  const learner = await learnerOf("50499990000");
  expect(learner?.id).toMatch(/^wa:[0-9a-f-]{36}$/);
  expect(desk.log.length).toBeGreaterThan(0);
  for (const secret of ["50499990000", "HN.1", learner?.id ?? "?", "Ana", "wamid"]) {
    expect(desk.log.filter((line) => line.includes(secret))).toEqual([]);
  }
});

describe("what is sent twice is played once", () => {
  test("in one body, in several, and after days", async () => {
    const { ana } = await opened();
    desk.standIn.webhooks.hold();
    const said = ana.text("Hola");
    const [status] = await desk.standIn.webhooks.release({ twice: true });
    await said;
    expect(status).toBe(200);
    await desk.until(() => ana.received.length === 1);
    const body: unknown = JSON.parse(desk.standIn.webhooks.log[0]?.body ?? "");
    for (let turn = 0; turn < 40; turn += 1) await answered(ana, () => ana.text("hola"));
    expect(await desk.standIn.post(body)).toBe(200);
    await answered(ana, () => ana.text("hola"));
    expect(ana.received.length).toBe(42);
  });

  test("a question answered twice at once is graded once", async () => {
    const { ana } = await opened();
    await welcomed(ana);
    const lesson = await answered(ana, () => ana.tap("Empezar el curso"));
    const sign = /([abc])\) Se presenta/.exec(lesson)?.[1] ?? "";
    const button = ana.received.at(-1)?.id ?? "";
    await Promise.all([ana.tap(sign, { on: button }), ana.tap(sign, { on: button })]);
    await desk.until(() => ana.received.length === 9);
    expect(ana.bubbles.filter((bubble) => bubble.includes("*Correcto.*"))).toHaveLength(1);
    expect(ana.bubbles.at(-1)).toContain("Ese botón era de un mensaje anterior");
    expect((await learnerOf("HN.1"))?.lessons).toEqual({ saludar: { checks: { "saludar-q1": true } } });
  });
});

test("messages of one learner are answered in the order in which they were sent, whatever the order of arrival in a body", async () => {
  const { ana } = await opened();
  await welcomed(ana);
  const body = (messages: unknown[]) => ({
    entry: [
      {
        changes: [
          {
            field: "messages",
            value: { metadata: { phone_number_id: desk.standIn.account.numbers[0]?.id }, messages },
          },
        ],
      },
    ],
  });
  const said = (id: string, seconds: number, text: string) => ({
    from: anaFacts.phone,
    id,
    timestamp: String(Math.floor(Date.now() / 1000) - 60 + seconds),
    type: "text",
    text: { body: text },
  });
  await desk.standIn.post(body([said("w2", 2, "ajustes"), said("w1", 1, "menú"), said("w3", 3, "resultados")]));
  await desk.until(() => ana.received.length === 9);
  expect(ana.bubbles.slice(-3).map((bubble) => /\*(\p{L}[\p{L} ]+)\*/u.exec(bubble)?.[1])).toEqual([
    "Menú",
    "Ajustes",
    "Mis resultados",
  ]);
});

describe("what is no turn", () => {
  test("is passed over, and the next message is answered", async () => {
    const { ana } = await opened();
    await welcomed(ana);
    const last = ana.received.at(-1)?.id ?? "";
    await ana.reacts(last, "👍");
    await ana.edits("wamid.x", "otra cosa");
    await ana.revokes("wamid.x");
    await ana.says({ type: "text", text: { body: "al grupo" }, group_id: "g1" });
    expect(
      await desk.standIn.post({
        entry: [
          {
            changes: [
              { field: "calls", value: {} },
              { field: "smb_message_echoes", value: {} },
            ],
          },
        ],
      }),
    ).toBe(200);
    await answered(ana, () => ana.text("menú"));
    expect(ana.received.length).toBe(7);
  });

  test.each(["sticker", "voice", "photo", "location", "contact", "order", "unsupported"] as const)(
    "%s is answered kindly, once",
    async (kind) => {
      const { ana } = await opened();
      await welcomed(ana);
      expect(await answered(ana, () => ana[kind]())).toMatch(/^Recibí su (nota de voz|foto|mensaje)/);
      expect(ana.received.length).toBe(7);
    },
  );
});

describe("who is who", () => {
  test("somebody without a number is written to by their id, and is the same when the number is known", async () => {
    await opened();
    const eva = desk.standIn.phone({ phone: "50499990001", name: "Eva", hidden: true, userId: "HN.77" });
    await welcomed(eva);
    expect(eva.received.every(({ body }) => body.recipient === "HN.77" && body.to === undefined)).toBe(true);
    Object.assign(eva.device, { hidden: false });
    await answered(eva, () => eva.text("menú"));
    expect(eva.received.at(-1)?.body).toMatchObject({ to: "+50499990001" });
    expect((await learnerOf("50499990001"))?.name).toBe("Ana Pérez");
  });

  test("a new number, and then a new id, keep the learner", async () => {
    const { ana } = await opened();
    await welcomed(ana);
    await ana.changesNumber("50488887777");
    expect(await answered(ana, () => ana.text("menú"))).toContain("*Menú*");
    await ana.rotatesId();
    Object.assign(ana.device, { hidden: true });
    expect(await answered(ana, () => ana.text("menú"))).toContain("*Menú*");
    expect((await learnerOf("50488887777"))?.name).toBe("Ana Pérez");
  });

  test("a change that comes in one body with the first message of the new name applies first", async () => {
    const { ana } = await opened();
    await welcomed(ana);
    desk.standIn.webhooks.hold();
    const said = [ana.rotatesId()];
    Object.assign(ana.device, { hidden: true });
    said.push(ana.text("menú"));
    await desk.standIn.webhooks.release({ batch: true, order: "reversed" });
    await Promise.all(said);
    await desk.until(() => ana.received.length === 7);
    expect(ana.bubbles.at(-1)).toContain("*Menú*");
  });

  test("somebody who writes to two of our numbers is one learner, answered from the number they wrote to", async () => {
    const [first] = healthyAccount().numbers;
    if (!first) throw new Error("the stand-in has no number");
    const { ana } = await opened({ account: { numbers: [first, { ...first, id: "200" }] } });
    await welcomed(ana);
    Object.assign(ana.device, { numberId: "200" });
    expect(await answered(ana, () => ana.text("menú"))).toContain("*Menú*");
    expect(ana.received.map(({ numberId }) => numberId).slice(-2)).toEqual([first.id, "200"]);
  });
});

test("who wants no more messages gets none, and comes back with a word", async () => {
  const { ana } = await opened();
  await welcomed(ana);
  expect(await answered(ana, () => ana.text("BAJA"))).toContain("no le escribiré más");
  expect(await answered(ana, () => ana.text("menú"))).toContain("no le escribiré más");
  expect(await answered(ana, () => ana.text("ALTA"))).toContain("Qué bueno verle de nuevo");
});
