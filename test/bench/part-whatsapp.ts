import { fileURLToPath } from "node:url";
import { screens } from "../../bots/screens.ts";
import { openCourse } from "../../content/open.ts";
import { usage } from "./answering.ts";
import { longPlans } from "./plans.ts";
import { circumstances, met, table } from "./report.ts";
import { measure, quantile } from "./rounds.ts";
import { type Ours, onStage, type Stage } from "./stage.ts";
import { steady } from "./steady.ts";
import { ourVariant, shotOf, turnsOf } from "./variants.ts";

const course = fileURLToPath(import.meta.resolve("../../content/courses/ninez-migrante"));
const seconds = 12;
/** Of each learner in a trial. */
const turnsEach = 6;
const goal = { perSecond: 1000, p99: 100 };
/** Turns a second that are asked for, and what Meta reports of each answer. */
const trials = [
  { rate: 250, outcomes: ["delivered"] },
  { rate: 500, outcomes: ["delivered"] },
  { rate: 1000, outcomes: ["delivered"] },
  { rate: 250, outcomes: ["sent", "delivered", "read"] },
  { rate: 500, outcomes: ["sent", "delivered", "read"] },
  { rate: 1000, outcomes: ["sent", "delivered", "read"] },
] as const;

/** How many turns a second the webhook of WhatsApp bears, when they come whether the last ones are answered or not. */
export function whatsAppPart(): Promise<string> {
  return onStage(async (stage) => {
    const ours = await stage.ours("sqlite");
    const { first } = await openCourse(course);
    const plans = longPlans(first, (goal.perSecond * seconds) / turnsEach, screens.whatsapp, turnsEach);
    const turns = ourVariant("WhatsApp", { ...ours, way: ours.ways.whatsApp, plans, count: 6000 });
    stage.outside.reportTo({ port: ours.port, secret: stage.appSecret }, ["delivered"]);
    await measure([{ ...turns, settled: stage.outside.idle }], {
      warmUps: 3,
      rounds: 1,
      connections: 16,
      patience: 8,
      enough: 20,
    });
    const results: Result[] = [];
    for (const [index, trial] of trials.entries()) {
      // Who cannot keep up at one rate is not asked for more: only the queue would be measured.
      const behind = results.some(({ reports, kept }) => reports === trial.outcomes.length && !kept);
      if (!behind) results.push(await tried(stage, { ours, plans, round: 10 + index }, trial));
    }
    return sectionOf(results);
  });
}

interface Result {
  readonly rate: number;
  readonly reports: number;
  readonly perSecond: number;
  /** Whether it kept up with the messages. */
  readonly kept: boolean;
  readonly cpu: number;
  readonly acknowledged: readonly number[];
  readonly answered: readonly number[];
}

interface Class {
  readonly ours: Ours;
  readonly plans: ReturnType<typeof longPlans>;
  readonly round: number;
}

async function tried(
  { outside, appSecret }: Stage,
  { ours: { server, port, ways }, plans, round }: Class,
  { rate, outcomes }: (typeof trials)[number],
): Promise<Result> {
  await server.ask(
    "seat",
    plans.map(({ learner, conversation }) => ({ id: learner.id, conversation })),
  );
  outside.reportTo({ port, secret: appSecret }, outcomes);
  const shots = turnsOf(plans, rate * seconds).map((due) => shotOf(due, ways.whatsApp, round));
  const before = usage.parse(await server.ask("usage"));
  const { acknowledged, answered, took } = await steady(shots, { port, rate, patience: 1.5 * seconds });
  await outside.idle();
  const cpu = (usage.parse(await server.ask("usage")) - before) / answered.length;
  const sorted = (waits: readonly number[]) => waits.toSorted((one, other) => one - other);
  const perSecond = answered.length / took;
  return {
    rate,
    reports: outcomes.length,
    perSecond,
    kept: perSecond >= 0.95 * rate,
    cpu,
    acknowledged: sorted(acknowledged),
    answered: sorted(answered),
  };
}

function sectionOf(results: readonly Result[]): string {
  const head = [
    "turns/s asked for",
    "reports each",
    "turns/s",
    "CPU µs/turn",
    ...waitsHead("until 200"),
    ...waitsHead("answered"),
  ];
  const body = results.map(({ rate, reports, perSecond, cpu, acknowledged, answered }) => [
    String(rate),
    String(reports),
    perSecond.toFixed(0),
    cpu.toFixed(0),
    ...waitsOf(acknowledged),
    ...waitsOf(answered),
  ]);
  const said = [1, 3].map((reports) =>
    verdictOn(
      results.filter((result) => result.reports === reports),
      reports,
    ),
  );
  return [table(head, body), said.join("\n"), circumstances(), method].join("\n\n");
}

function verdictOn(results: readonly Result[], reports: number): string {
  const good = results.filter(({ kept, answered }) => kept && quantile(answered, 0.99) <= goal.p99);
  const best = Math.max(0, ...good.map(({ rate }) => rate));
  const words = `${goal.perSecond} turns a second with p99 ≤ ${goal.p99} ms until the answer, ${reports} report${reports > 1 ? "s" : ""} each`;
  return `- Goal, ${words}: ${met(best >= goal.perSecond)}; of the rates tried ${best} a second are borne so.`;
}

function waitsHead(what: string): string[] {
  return ["p50", "p95", "p99"].map((name) => `${what}, ${name} ms`);
}

function waitsOf(sorted: readonly number[]): string[] {
  return [0.5, 0.95, 0.99].map((share) => quantile(sorted, share).toFixed(1));
}

const method = `\
Messages come at their times for ${seconds} seconds, whether those before are answered or not, each from another learner in mid-course; a wait
runs from when a message was due. Of each turn the server gets one signed webhook and makes two calls (read, and the answer), or the second
alone while it is strained;
«reports each» are further webhooks: that the answer was delivered, or each of sent, delivered and read. SQLite on disk, one server on one core, 32 numbers.`;
