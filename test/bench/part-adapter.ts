import { fileURLToPath } from "node:url";
import { screen } from "../../bots/bot-framework/screen.ts";
import { openCourse } from "../../content/open.ts";
import { teamsPeer } from "./peer-variants.ts";
import { peersReady } from "./peers.ts";
import { lessonPlans, type Plan } from "./plans.ts";
import { circumstances, type Row, turnsTable, verdict } from "./report.ts";
import { measure, type Settings } from "./rounds.ts";
import { onStage, type Stage } from "./stage.ts";
import { ourVariant, type Variant } from "./variants.ts";

const course = fileURLToPath(import.meta.resolve("../../content/courses/ninez-migrante"));
const settings: Settings = { warmUps: 3, rounds: 3, connections: 16, patience: 6, enough: 140 };
/** Over the network of an emulator in one thread a turn takes longer: fewer are enough. */
const turns = { here: 3000, there: 600 };

/** The same request to ours and to others', all on `CloudAdapter`: in with Azure's token, out through the connector. */
export function adapterPart(): Promise<string> {
  return onStage(async (stage) => {
    const { first } = await openCourse(course);
    const plans = {
      here: lessonPlans(first, turns.here / 2, screen),
      there: lessonPlans(first, turns.there / 2, screen),
    };
    const [disk, cosmos] = [await stage.ours("sqlite"), await stage.ours("cosmos")];
    const variants = [
      ...(await peers(stage, disk.ways.teams, plans)),
      ourVariant("Sendero, lesson turn, SQLite", {
        ...disk,
        way: disk.ways.teams,
        plans: plans.here,
        count: turns.here,
      }),
      ourVariant("Sendero, lesson turn, Cosmos DB emulator", {
        ...cosmos,
        way: cosmos.ways.teams,
        plans: plans.there,
        count: turns.there,
      }),
    ];
    const rows = (await measure(variants, settings)).map(({ row }) => row);
    return sectionOf(rows);
  });
}

async function peers(
  stage: Stage,
  way: Parameters<typeof teamsPeer>[2],
  plans: Readonly<Record<"here" | "there", readonly Plan[]>>,
): Promise<Variant[]> {
  if (!peersReady()) return [];
  const azure = stage.azure.settings;
  const echo = await stage.peer("echo-server.js", { azure });
  const agents = await stage.peer("agents-server.js", { azure });
  const dialogs = await stage.peer("dialogs-server.js", { azure });
  const kept = await stage.peer("dialogs-server.js", { azure, cosmos: await stage.cosmos() });
  return [
    teamsPeer("botbuilder, echo", echo, way, plans.here, turns.here),
    teamsPeer("Microsoft 365 Agents SDK, echo, no token", agents, way, plans.here, turns.here),
    teamsPeer("botbuilder-dialogs, lesson, MemoryStorage", dialogs, way, plans.here, turns.here),
    teamsPeer("botbuilder-dialogs, lesson, Cosmos DB emulator", kept, way, plans.there, turns.there),
  ];
}

function sectionOf(rows: readonly Row[]): string {
  const named = (part: string) => rows.find(({ name }) => name.includes(part));
  const ours = { disk: named("turn, SQLite"), cosmos: named("turn, Cosmos") };
  const [echo, held, kept] = [named("botbuilder, echo"), named("MemoryStorage"), named("dialogs, lesson, Cosmos")];
  const verdicts = [
    ...verdict("a durable lesson turn", ours.disk, 1.3, echo),
    ...verdict("a durable lesson turn", ours.disk, 0.35, held),
    ...verdict("a durable lesson turn, both on Cosmos DB,", ours.cosmos, 0.35, kept),
  ];
  return [turnsTable(rows, echo), verdicts.join("\n"), circumstances(), method].join("\n\n");
}

const method = `\
The same activities go to all: a message from Teams with the signed token of the channel, which each checks against the keys
of a stand-in of Azure; the answer is posted to a connector, and a wait ends when both the request is answered and the
answer is there. The Agents SDK checks and sends no token here: the address of the channel's keys is fixed in it, and its
client asks for TLS. The dialogs bot is a waterfall of four cards in a component dialog, with \`ConversationState\` and \`UserState\` as in
the samples, over \`CosmosDbPartitionedStorage\`. Of each bot's learners no two write at once.`;
