import { afterEach, expect, test } from "@jest/globals";
import { type Desk, whatsAppDesk } from "./desk.ts";

let desk: Desk;
afterEach(() => desk.close());

const minute = 60_000;

test("when somebody wrote is noted every few minutes; that they can be reached again, at once", async () => {
  desk = await whatsAppDesk();
  const { people } = desk.store;
  const ana = desk.standIn.phone({ phone: "50499990000", name: "Ana" });
  const number = desk.standIn.account.numbers[0]?.id ?? "";
  let count = 0;
  const says = async () => {
    await ana.text("hola");
    count += 1;
    await desk.until(() => ana.received.length === count);
    return people.contact(await people.learnerOf(["50499990000"], "nobody", 0), number);
  };
  const first = await says();
  await desk.jump(2 * minute);
  expect(await says()).toEqual(first);
  await desk.jump(4 * minute);
  const later = await says();
  expect(later?.heard).toBeGreaterThanOrEqual((first?.heard ?? 0) + 6 * minute - 1000);
  await people.lost(await people.learnerOf(["50499990000"], "nobody", 0), number, 131_026);
  await desk.jump(2000);
  expect(await says()).not.toHaveProperty("unreachable");
});
