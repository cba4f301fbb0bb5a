import { fileURLToPath } from "node:url";
import { screen as teamsScreen } from "../../bots/bot-framework/screen.ts";
import { screens } from "../../bots/screens.ts";
import { openCourse } from "../../content/open.ts";
import { longPlans } from "./plans.ts";
import { circumstances, type Row, turnsTable } from "./report.ts";
import { measure, type Settings } from "./rounds.ts";
import { onStage, type Stage, type StoreName } from "./stage.ts";
import { ourVariant } from "./variants.ts";

const course = fileURLToPath(import.meta.resolve("../../content/courses/ninez-migrante"));
/** The emulator is one thread of JavaScript: with more at a time its queue would be measured. */
const settings: Readonly<Record<StoreName, Settings & { readonly turns: number }>> = {
  sqlite: { warmUps: 2, rounds: 3, connections: 16, patience: 5, enough: 60, turns: 3000 },
  cosmos: { warmUps: 2, rounds: 2, connections: 4, patience: 6, enough: 70, turns: 300 },
};

/** Lesson turns through every channel on every store. */
export function channelsPart(): Promise<string> {
  return onStage(async (stage) => {
    const rows = [...(await rowsOn(stage, "sqlite")), ...(await rowsOn(stage, "cosmos"))];
    return [turnsTable(rows), circumstances(), method].join("\n\n");
  });
}

async function rowsOn(stage: Stage, store: StoreName): Promise<Row[]> {
  const { server, port, ways } = await stage.ours(store);
  const { first } = await openCourse(course);
  const { turns: count } = settings[store];
  stage.outside.reportTo({ port, secret: stage.appSecret }, ["sent", "delivered", "read"]);
  const variants = (["web", "whatsApp", "teams"] as const).map((channel) =>
    ourVariant(`${names[channel]}, ${store === "sqlite" ? "SQLite" : "Cosmos DB emulator"}`, {
      server,
      port,
      way: ways[channel],
      plans: longPlans(first, count / 2, screenOf[channel], 2),
      count,
      settled: stage.outside.idle,
    }),
  );
  return (await measure(variants, settings[store])).map(({ row }) => row);
}

const screenOf = { web: screens.web, whatsApp: screens.whatsapp, teams: teamsScreen } as const;
const names = { web: "web chat", whatsApp: "WhatsApp", teams: "Teams" } as const;

const method = `\
Lesson turns of learners in mid-course, ${settings.sqlite.connections} at a time, with the emulator of Cosmos DB ${settings.cosmos.connections}. The web chat waits until its POST is
answered (the learner is on disk); WhatsApp and Teams until the request is answered and the answer has come to a stand-in of
Meta or Azure that takes whatever comes. The load, the stand-ins and the emulator (in memory, one thread of JavaScript) share the
other core: with the emulator, turns/s and waits are its own, and the CPU time of the server is the column to read. To WhatsApp
a turn is a signed webhook, a call that marks it read, one that answers, and three webhooks more: sent, delivered, read.`;
