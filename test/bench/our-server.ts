import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { app } from "../../bots/app.ts";
import { openCourse } from "../../content/open.ts";
import { readLearner } from "../../dialogs/migrate.ts";
import type { Learner } from "../../dialogs/state.ts";
import { jsonLog } from "../../services/log.ts";
import { mediaLibrary } from "../../services/media.ts";
import { prometheus } from "../../services/prometheus.ts";
import { usualRetention } from "../../services/retention.ts";
import { sqliteStore } from "../../services/store/sqlite.ts";
import { unwatched } from "../../services/watch.ts";
import { answerBench, usageNow } from "./answering.ts";
import { lookInto, sought } from "./look.ts";

/** Ourselves, as `bots/server.ts` builds us, but for the limit on messages in a conversation. */
const [courseFolder = "", dataFile = "", tokenSecret = ""] = process.argv.slice(2);
const store = sqliteStore(dataFile);
const look = lookInto(store);
const endless = { times: 1e9, seconds: 1e6 };
const { server, conversation, close } = app({
  store,
  library: await openCourse(fileURLToPath(courseFolder)),
  media: mediaLibrary(join(fileURLToPath(courseFolder), "media")),
  tokenSecret,
  publicUrl: "http://localhost:3978",
  now: Date.now,
  log: jsonLog((line) => process.stderr.write(line), Date.now),
  limits: { starts: endless, activities: endless, turns: endless, refusals: endless },
  proxies: 0,
  retention: usualRetention,
  watch: { ...unwatched, ...prometheus(true).watch },
});

const strangers = z.array(z.object({ conversation: z.string(), user: z.string(), learner: z.unknown() }));
const known = new Map<string, Learner>();

/** Takes in learners who do not exist yet. */
async function meet(given: unknown): Promise<void> {
  await Promise.all(
    strangers.parse(given).map(async ({ conversation, user, learner: document }) => {
      const learner = readLearner(document);
      known.set(learner.id, learner);
      await store.conversations.open(conversation, user);
    }),
  );
}

/** Puts learners at the places where they were met, whatever they did since. */
async function seat(given: unknown): Promise<void> {
  await Promise.all(
    sought.parse(given).map(async ({ id }) => {
      const learner = known.get(id);
      const before = await store.learners.load(id);
      if (learner) await store.learners.save(learner, [], before?.revision);
    }),
  );
}

answerBench({
  listen: () => new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server.address().port))),
  async usage() {
    // Who posted was answered when their turn was saved; what it takes to deliver the reply is part of the turn.
    await conversation.idle();
    return usageNow();
  },
  meet,
  seat,
  look: (given) => look(sought.parse(given)),
});
process.on("disconnect", async () => {
  await close();
  await store.close();
  process.exit();
});
