import { expect, test } from "@jest/globals";
import { limited } from "../bots/limited.ts";
import { screens } from "../bots/screens.ts";
import { tally } from "../bots/tally.ts";
import { StoreUnavailable } from "../services/errors.ts";
import { silentLog } from "../services/log.ts";

const inbound = (id: string) => ({
  learner: "wa:1",
  to: "whatsapp:100",
  input: { id, on: 1, seed: 1, screen: screens.whatsapp, kind: "hello" as const },
});

function limitedTo(times: number, trouble: () => boolean) {
  const heard: string[] = [];
  const hear = limited(
    async ({ input }) => {
      if (trouble()) throw new StoreUnavailable("away");
      heard.push(input.id);
    },
    tally({ times, seconds: 60 }, () => 0),
    silentLog,
  );
  return { hear, heard };
}

test("a message that the store could not take is heard when it can, however often it was tried before", async () => {
  let tries = 0;
  const { hear, heard } = limitedTo(3, () => ++tries <= 20);
  for (let time = 0; time < 20; time += 1) await expect(hear(inbound("a"))).rejects.toThrow(StoreUnavailable);
  await hear(inbound("a"));
  expect(heard).toEqual(["a"]);
});

test("what is too much is passed over, also when it all comes at once", async () => {
  const { hear, heard } = limitedTo(3, () => false);
  await Promise.all(["a", "b", "c", "d", "e"].map((id) => hear(inbound(id))));
  expect(heard).toEqual(["a", "b", "c"]);
});
