import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { graphStandIn, type StandIn } from "../../bots/whatsapp/stand-in/stand-in.ts";
import { openCourse } from "../../content/open.ts";
import { chance } from "../../dialogs/grading/draw.ts";
import { cosmosStore } from "../../services/store/cosmos.ts";
import { verifyLearners } from "../../services/store/verify.ts";
import { newDatabase } from "../fakes/cosmos-emulator.ts";
import { faultProxy } from "../fakes/fault-proxy.ts";
import { courseFolder } from "../fakes/tutor-server.ts";
import { balancer } from "./balancer.ts";
import { type Figures, recount } from "./figures.ts";
import { onThePhone, onTheWeb, type Player } from "./players.ts";
import { standings } from "./pupils.ts";
import { firstReports, repeatedThoughReported } from "./repeats.ts";
import { startServers } from "./servers.ts";
import { saidBy, settled } from "./settled.ts";
import { troubled } from "./trouble.ts";
import { wordsOf } from "./words.ts";

export interface Torture {
  /** Half of them in the web chat, half on WhatsApp. */
  readonly learners: number;
  readonly seconds: number;
  /** Messages without which it goes on, up to three times as long: a busy machine says little in the time. */
  readonly said: number;
  /** Milliseconds between two kills, more or less. */
  readonly killEvery: number;
  /** How many times as fast the servers' clocks go: what waits half a minute for a clock is over sooner. */
  readonly pace: number;
  /** Share of the requests to the store that go wrong. */
  readonly faults: number;
  /** Milliseconds by which the clock of each server is wrong. */
  readonly skews: readonly number[];
  readonly seed: number;
  /** Told how it goes. */
  readonly tell: (line: string) => void;
}

/** Seconds before the end in which no more servers are killed: the last are missed, and made good for, in trouble too. */
const lastSeconds = 5;

/** Two servers, one store, many learners, and everything that can go wrong; then everybody is recounted. */
export async function torture(settings: Torture): Promise<Figures> {
  const after: (() => unknown)[] = [];
  try {
    return await tortured(settings, (end) => after.unshift(end));
  } finally {
    for (const end of after) await end();
  }
}

/** `lastly` takes what must be ended, whatever happens; the last first. */
async function tortured({ tell, ...settings }: Torture, lastly: (end: () => unknown) => void): Promise<Figures> {
  const random = chance(settings.seed);
  const library = await openCourse(courseFolder);
  const emulator = await emulatorProcess();
  lastly(emulator.end);
  const proxy = await faultProxy(emulator.endpoint);
  lastly(proxy.close);
  const database = newDatabase(emulator.endpoint);
  const store = await cosmosStore(database);
  lastly(store.close);
  const front = await balancer(random);
  lastly(front.close);
  const standIn = await graphStandIn({
    seed: settings.seed,
    chaos: { duplicate: 0.15, reorder: 0.15, batch: 0.1, delay: 100 },
    account: { behaviour: { backOff: [200, 400, 800, ...Array.from({ length: 200 }, () => 1500)], limits: false } },
  });
  lastly(standIn.close);
  const reported = firstReports(standIn);
  const environment = environmentOf(standIn, { ...database, endpoint: proxy.url }, settings.seed);
  const servers = await startServers({ ...settings, environment, balancer: front, random });
  lastly(servers.abandon);
  standIn.pointAt(`${front.url}/api/whatsapp`);

  let isOver = false;
  const over = () => isOver;
  const players = await someAtOnce(settings.learners, (index) => {
    const standing = standings[Math.floor(index / 2) % standings.length] ?? "new";
    const parts = { store, course: library.first, standing, random, over, minute: 60_000 / settings.pace };
    const phone = `5049${String(index).padStart(7, "0")}`;
    return index % 2 === 0 ? onTheWeb(front.url, parts) : onThePhone(standIn, phone, parts);
  });
  lastly(() => players.forEach(({ close }) => void close()));
  tell(`${players.length} learners are there`);

  const began = performance.now();
  const passed = () => (performance.now() - began) / 1000;
  const trouble = troubled(proxy, settings.faults, random);
  front.breaking(15_000);
  const playing = Promise.all(
    players.map((player, index) => play(player, { index, pace: settings.learners * 30, random, over })),
  );
  // Whoever fails is waited for below.
  playing.catch(() => {});
  while (passed() < settings.seconds - lastSeconds) {
    await pause(settings.killEvery * (0.5 + random()));
    await servers.killOne();
  }
  await pause(Math.max(0, settings.seconds - passed()) * 1000);
  while (saidBy(players) < settings.said && passed() < settings.seconds * 3) await pause(100);
  isOver = true;
  proxy.breaking(() => undefined);
  front.breaking(undefined);
  const { kills, ending } = servers.counts;
  tell(
    `${kills} kills, ${ending} of them while ending, ${trouble.faults} faults of the store, ` +
      `${trouble.bursts} bursts, ${front.counts.broken} connections broken`,
  );
  await settled({ playing, players, store, standIn }, tell);
  const seconds = Math.round(passed());
  tell(`nothing waits after ${seconds} s`);
  const figures = await recount(players, { store, library, seed: settings.seed, began: Date.now() });
  tell("recounted");
  const exits = await servers.end();
  const verified = await verifyLearners(store.archive);
  return {
    seconds,
    kills,
    killsWhileEnding: ending,
    storeFaults: trouble.faults,
    storeBursts: trouble.bursts,
    brokenConnections: front.counts.broken,
    ...figures,
    repeatedThoughReported: repeatedThoughReported(standIn.world.sent, reported),
    owing: (await store.learners.owing()).length + (await store.inbox.waiting()).length,
    events: verified.events,
    verifyDifferences: verified.differences.length,
    exits,
    serverFaults: Object.fromEntries(servers.faults),
  };
}

async function someAtOnce<T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> {
  const done: T[] = [];
  for (let first = 0; first < count; first += 8) {
    const some = Array.from({ length: Math.min(8, count - first) }, (_, index) => work(first + index));
    done.push(...(await Promise.all(some)));
  }
  return done;
}

interface Pace {
  readonly index: number;
  /** Milliseconds that most think before they write. */
  readonly pace: number;
  readonly random: () => number;
  readonly over: () => boolean;
}

async function play(player: Player, { index, pace, random, over }: Pace): Promise<void> {
  const words = wordsOf(player.start.consent === undefined, random);
  await pause(random() * 2000);
  while (!over()) {
    await player.says(words.next().value);
    await pause(random() * (index % 5 === 0 ? 50 : pace));
  }
}

function environmentOf({ account, graphUrl }: StandIn, database: ReturnType<typeof newDatabase>, seed: number) {
  return {
    STORE: "cosmos",
    COSMOS_ENDPOINT: database.endpoint,
    COSMOS_KEY: database.key ?? "",
    COSMOS_DATABASE: database.database,
    TOKEN_SECRET: "a secret that every server shares, of length",
    TORTURE_SEED: String(seed),
    WHATSAPP_PHONE_NUMBER_ID: account.numbers.map(({ id }) => id).join(","),
    WHATSAPP_ACCESS_TOKEN: account.token,
    WHATSAPP_APP_SECRET: account.appSecret,
    WHATSAPP_VERIFY_TOKEN: account.verifyToken,
    WHATSAPP_GRAPH_URL: graphUrl,
  };
}

async function emulatorProcess(): Promise<{ endpoint: string; end(): void }> {
  const file = fileURLToPath(new URL("./emulator-process.ts", import.meta.url));
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", file], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const endpoint = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once("line", resolve);
    child.once("exit", () => reject(new Error("the emulator did not start")));
  });
  return { endpoint, end: () => void child.kill() };
}
