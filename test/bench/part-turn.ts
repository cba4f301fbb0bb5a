import { fileURLToPath } from "node:url";
import { screens } from "../../bots/screens.ts";
import { openCourse } from "../../content/open.ts";
import { replyingPeer } from "./peer-variants.ts";
import { peersReady } from "./peers.ts";
import { evaluationPlans, lessonPlans } from "./plans.ts";
import { circumstances, type Row, turnsTable, verdict } from "./report.ts";
import { measure, type Settings } from "./rounds.ts";
import { onStage, type Stage } from "./stage.ts";
import { ourVariant, type Variant } from "./variants.ts";

const course = fileURLToPath(import.meta.resolve("../../content/courses/ninez-migrante"));
const settings: Settings = { warmUps: 3, rounds: 3, connections: 16, patience: 5, enough: 100 };
const turnsEach = 6000;

/** A turn of ours in the web chat beside bots of others, each on the least adapter that it can have. */
export function turnPart(): Promise<string> {
  return onStage(async (stage) => {
    const { first } = await openCourse(course);
    const { server, port, ways } = await stage.ours("sqlite");
    const our = { server, port, way: ways.web, count: turnsEach };
    const plans = lessonPlans(first, turnsEach / 3, screens.web);
    const variants = [
      ...(await peers(stage)),
      ourVariant("Sendero, lesson turn", { ...our, plans }),
      ourVariant("Sendero, evaluation answer", { ...our, plans: evaluationPlans(first, turnsEach / 10) }),
    ];
    const rows = (await measure(variants, settings)).map(({ row }) => row);
    const kilobytes = JSON.stringify(plans.map(({ learner }) => learner)).length / plans.length / 1000;
    return sectionOf(rows, methodWith(kilobytes));
  });
}

async function peers(stage: Stage): Promise<Variant[]> {
  const echo = await stage.start(import.meta.resolve("./echo-server.ts"), {});
  const bare = replyingPeer("botbuilder, echo", echo, turnsEach, turnsEach);
  if (!peersReady()) return [bare];
  const agents = await stage.peer("agents-server.js", {});
  const dialogs = await stage.peer("dialogs-server.js", {});
  return [
    bare,
    replyingPeer("Microsoft 365 Agents SDK, echo", agents, turnsEach, turnsEach),
    replyingPeer("botbuilder-dialogs, lesson, MemoryStorage", dialogs, turnsEach, turnsEach / 3),
  ];
}

function sectionOf(rows: readonly Row[], method: string): string {
  const named = (start: string) => rows.find(({ name }) => name.startsWith(start));
  const [echo, lesson, dialogs] = [named("botbuilder, echo"), named("Sendero, lesson"), named("botbuilder-dialogs")];
  const verdicts = [...verdict("a lesson turn", lesson, 1.3, echo), ...verdict("a lesson turn", lesson, 0.35, dialogs)];
  return [turnsTable(rows, echo), verdicts.join("\n"), circumstances(), method].join("\n\n");
}

/** @param kilobytes how large the learners are on average, as they are stored */
const methodWith = (kilobytes: number) => `\
No bot checks a token here, and all but ours answer in the response to the request and keep nothing durable. Ours is the
whole server: a Direct Line POST with its token and limits until its 200, and the delivery after it, on SQLite on disk with
\`synchronous=FULL\`. After ${settings.warmUps} rounds to get warm, up to ${settings.rounds} rounds of ${turnsEach} turns, all in turn, over ${settings.connections} connections that stay open.
Each request comes from another learner somewhere in the course, with all that they did before on record (${kilobytes.toFixed(0)} kB each), who
taps or types; every answer is checked, and every learner's place, marks and history after each round against the engine's.`;
