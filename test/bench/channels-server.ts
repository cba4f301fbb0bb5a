import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { z } from "zod";
import { app } from "../../bots/app.ts";
import { teamsWith } from "../../bots/bot-framework/teams.ts";
import { systemClock } from "../../bots/clock.ts";
import { strainOf } from "../../bots/whatsapp/strain.ts";
import { whatsAppWith } from "../../bots/whatsapp/whatsapp.ts";
import { openCourse } from "../../content/open.ts";
import { newLearner } from "../../dialogs/state.ts";
import { readConfig } from "../../services/config.ts";
import { countedLog, jsonLog } from "../../services/log.ts";
import { mediaLibrary } from "../../services/media.ts";
import { prometheus } from "../../services/prometheus.ts";
import { openStore } from "../../services/store/open.ts";
import { unwatched } from "../../services/watch.ts";
import { answerBench, usageNow } from "./answering.ts";
import { classroom, sideBySide } from "./classroom.ts";

/** The server as `bots/server.ts` builds it, but for the limits of the web chat; it tells the bench how it is. */
const config = readConfig(z.record(z.string(), z.string()).parse(JSON.parse(process.argv[2] ?? "{}")));
setFlagsFromString("--expose-gc");
const collectGarbage: unknown = runInNewContext("gc");
const courseFolder = fileURLToPath(new URL(`../../content/courses/${config.course}`, import.meta.url));
const endless = { times: 1e9, seconds: 1e6 };
const figures = prometheus(true);
const watch = { ...unwatched, ...figures.watch };
const store = await openStore(config.store, config, watch.cosmos);
const { server, conversation, resume, close } = app({
  store,
  library: await openCourse(courseFolder),
  media: mediaLibrary(join(courseFolder, "media")),
  tokenSecret: config.tokenSecret,
  publicUrl: config.publicUrl,
  now: Date.now,
  log: countedLog(
    jsonLog((line) => process.stderr.write(line), Date.now, "error"),
    watch,
  ),
  limits: { starts: endless, activities: endless, turns: endless, refusals: endless },
  proxies: 0,
  retention: config.retention,
  watch,
  figures,
  ...(config.whatsapp
    ? { whatsapp: whatsAppWith(config.whatsapp, systemClock, strainOf(performance.eventLoopUtilization)) }
    : {}),
  ...(config.teams ? { teams: teamsWith(config.teams, { clock: systemClock, timeout: 8000 }) } : {}),
});

/** Learners of the web chat who are owed an answer each, as after a crash. */
async function leaveOwing(given: unknown): Promise<void> {
  const numbers = Array.from({ length: z.number().parse(given) }, (_, index) => index);
  await sideBySide(numbers, async (number) => {
    const [id, debt] = [`web:owed-${number}`, { id: "1", to: `webchat:owed-${number}`, effects: [] }];
    await store.conversations.open(`owed-${number}`, id);
    await store.learners.save(newLearner(id), [{ ...debt, replies: [{ text: "Hola", options: [] }] }], undefined);
  });
}

/** Milliseconds until nobody is owed anything, by the sweep that the server runs after a start. */
async function drain(): Promise<number> {
  // Where there may be other servers, what is seen for the first time is left to who may be sending it.
  if (store.shared) await resume();
  const begun = performance.now();
  await resume();
  await conversation.idle();
  if ((await store.learners.owing()).length > 0) throw new Error("somebody is still owed something");
  return performance.now() - begun;
}

answerBench({
  listen: () => new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server.address().port))),
  usage: async () => {
    await conversation.idle();
    return usageNow();
  },
  /** Bytes in use, when all garbage is gone. */
  memory: () => {
    if (typeof collectGarbage === "function") collectGarbage();
    const { heapUsed, rss } = process.memoryUsage();
    return { heapUsed, rss };
  },
  ...classroom(store),
  leaveOwing,
  drain,
});
process.on("disconnect", async () => {
  await close();
  await store.close();
  process.exit();
});
