import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import type { Phone } from "../../bots/whatsapp/stand-in/phone.ts";
import { temporaryFolder } from "../fakes/tutor-server.ts";
import { eventually, whatsAppDesk } from "./desk.ts";

/** What everybody says, from the first hello to the second lesson: each waits for the answer before the next. */
const script = [
  "Hola",
  "español",
  "sí",
  "Ana Pérez",
  "Guatemala",
  "1",
  "empezar",
  "agua y asiento",
  "verdadero",
  "siguiente",
];

async function takesPart(phone: Phone): Promise<void> {
  for (const [index, words] of script.entries()) {
    void phone.text(words);
    await eventually(() => answersTo(phone).length > index);
  }
}

/** Our answers, each once: the same message may have gone out twice when nobody could know that it had. */
function answersTo(phone: Phone): string[] {
  const seen = new Set(phone.received.map(({ body }) => body.biz_opaque_callback_data));
  return [...seen].map(String);
}

test("thirty learners through duplicates, delays, batches, silences and three crashes: nothing is lost, nothing counted twice", async () => {
  const folder = temporaryFolder();
  const desk = await whatsAppDesk(
    {
      seed: 7,
      chaos: { duplicate: 0.3, reorder: 0.3, batch: 0.3, delay: 40 },
      account: { behaviour: { limits: false } },
    },
    join(folder.path, "sendero.sqlite"),
  );
  const { standIn } = desk;
  const faults = [131_000, 131_056, 131_016].flatMap((code) => [{ kind: "error" as const, code, times: 5 }]);
  for (const fault of faults) standIn.faults.add({ ...fault, types: ["text", "interactive", "image"] });
  standIn.faults.add({ kind: "hang", accepted: true, times: 3, types: ["text", "interactive", "image"] });
  standIn.faults.add({ kind: "cut", accepted: false, times: 3, types: ["text", "interactive", "image"] });

  const phones = Array.from({ length: 30 }, (_, index) =>
    standIn.phone({
      phone: `504${90_000_000 + index}`,
      name: "Ana",
      userId: `HN.${index + 1}`,
      hidden: index % 3 === 0,
    }),
  );
  const all = Promise.all(phones.map((phone) => takesPart(phone)));
  let over = false;
  let crashes = 0;
  void all.finally(() => {
    over = true;
  });
  // Time runs fast, so that what is put off comes; now and then the server dies.
  for (let round = 0; !over && round < 4000; round += 1) {
    if (round === 8 || round === 20 || round === 36) await desk.restart("crash");
    crashes += Number(round === 36);
    await desk.jump(1000);
    if (round % 5 === 0) void desk.sweep();
  }
  await all;
  expect(crashes).toBe(1);

  for (const phone of phones) {
    const id = await desk.store.people.learnerOf([phone.device.userId], "nobody", Date.now());
    const learner = (await desk.store.learners.load(id))?.learner;
    expect(learner?.name).toBe("Ana Pérez");
    expect(Object.keys(learner?.lessons ?? {})).toEqual(["saludar"]);
    expect(learner?.place).toMatchObject({ at: "check", lesson: "escuchar" });
    expect(answersTo(phone)).toHaveLength(script.length);
    expect(learner?.heard).toHaveLength(script.length);
  }
  const twice = phones.reduce((sum, phone) => sum + phone.received.length - answersTo(phone).length, 0);
  process.stdout.write(`${twice} of ${30 * script.length} messages went out twice\n`);
  expect(twice).toBeLessThanOrEqual(15);
  await desk.close();
  rmSync(folder.path, { recursive: true, force: true });
}, 180_000);
