import { expect, test } from "@jest/globals";
import { inTemporaryFolders } from "./fakes/temporary.ts";
import { figuresAsText } from "./load/report.ts";
import { runLoad } from "./load/run.ts";

/** The short form of `npm run whatsapp:load`: a small class, webhooks that come twice, late and together, and a server that dies. */

const inFolder = inTemporaryFolders();

test("nothing is lost, nothing is graded twice, and order is kept while the server is killed", async () => {
  const figures = await runLoad(
    {
      learners: 150,
      perSecond: 40,
      seconds: 5,
      chaos: { duplicate: 0.2, reorder: 0.2, batch: 0.2 },
      kill: true,
      seed: 7,
      backOff: [500, 1000, 2000, 4000],
    },
    await inFolder(),
  );
  console.info(figuresAsText(figures));
  const { said, lost, doubled, disordered, unanswered, repeated, failedWebhooks } = figures;
  expect({ said, lost, doubled, disordered, unanswered, repeated }).toEqual({
    said: 200,
    lost: 0,
    doubled: 0,
    disordered: 0,
    unanswered: 0,
    repeated: 0,
  });
  // The server was gone for a while, or this shows nothing.
  expect(failedWebhooks).toBeGreaterThan(0);
}, 120_000);
