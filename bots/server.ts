import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { openCourse } from "../content/open.ts";
import { BrokenCourse } from "../content/problem.ts";
import { prepareSearch } from "../content/search/search.ts";
import { chartNames } from "../services/charts/chart-names.ts";
import { readConfig, type WhatsAppSettings } from "../services/config.ts";
import { StoreUnavailable, WrongSetting } from "../services/errors.ts";
import { lease } from "../services/lease.ts";
import { countedLog, jsonLog, type Log } from "../services/log.ts";
import { mediaLibrary } from "../services/media.ts";
import { prometheus } from "../services/prometheus.ts";
import { openStore } from "../services/store/open.ts";
import { sweeps } from "../services/sweeps.ts";
import type { TeamsSettings } from "../services/teams-settings.ts";
import { thriftyLog } from "../services/thrifty-log.ts";
import { unwatched, type Watch } from "../services/watch.ts";
import { type App, app } from "./app.ts";
import { systemClock } from "./clock.ts";
import { usualLimits } from "./gate.ts";

/** The composition root: the one file that builds everything. */
async function start(): Promise<void> {
  if (existsSync(".env")) process.loadEnvFile(".env");
  const config = readConfig(process.env);
  const figures = prometheus(true);
  const spans = config.tracesTo === undefined ? undefined : await spansTo(config.tracesTo);
  const watch: Watch = { ...figures.watch, span: spans?.span ?? unwatched.span };
  const json = jsonLog((line) => process.stdout.write(line), Date.now, config.logLevel);
  const log = countedLog(thriftyLog(json, Date.now), watch);
  const courseFolder = fileURLToPath(new URL(`../content/courses/${config.course}`, import.meta.url));
  const library = await openCourse(courseFolder);
  const store = await openStore(config.store, config, watch.cosmos);
  const tutor = app({
    store,
    library,
    media: mediaLibrary(join(courseFolder, "media"), chartNames(config.tokenSecret)),
    tokenSecret: config.tokenSecret,
    publicUrl: config.publicUrl,
    now: Date.now,
    log,
    limits: usualLimits,
    proxies: config.proxies,
    retention: config.retention,
    watch,
    figures,
    operators: config.operators,
    administrators: config.administrators,
    ...(config.whatsapp ? { whatsapp: await whatsAppFor(config.whatsapp) } : {}),
    ...(config.teams ? { teams: await teamsFor(config.teams) } : {}),
  });

  const shared = store.shared
    ? lease(store.register, { name: "sweeps", holder: randomUUID(), term: leaseTerm }, log)
    : undefined;
  const sweep = async () => {
    const resumed = await tutor.resume();
    await tutor.tidy();
    return resumed;
  };
  const every = store.shared ? leaseTerm / 3 : 30_000;
  const sweeping = sweeps({ lease: shared, work: sweep, every, now: () => performance.now(), log });
  const beating = setInterval(() => void sweeping.beat(), leaseTerm / 3).unref();

  /** Takes in nothing more, sends what is owed, and ends: in time for whoever asked, or else what is left stays owed. */
  const end = async () => {
    log.info("closing");
    clearInterval(beating);
    const late = new Promise<"late">((resolve) => setTimeout(() => resolve("late"), closingPatience).unref());
    const closed = async () => {
      await Promise.all([sweeping.stop(), tutor.close()]);
      await store.close();
      await spans?.close();
    };
    const outcome = await Promise.race([closed(), late]).catch((error: unknown) => log.error("closing failed", error));
    log.info("closed", { everythingSent: outcome !== "late" });
    process.exit(0);
  };
  let ending = false;
  const stop = () => {
    // Asked twice it is no more in a hurry: npm passes on what systemd and a terminal have told this process already.
    if (!ending) void end();
    ending = true;
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  tutor.server.on("error", (error: Error) => fail(new WrongSetting(`HOST and PORT cannot be used: ${error.message}.`)));
  tutor.server.listen(config.port, config.host, () => {
    const { user, system } = process.cpuUsage();
    const cpuMilliseconds = Math.round((user + system) / 1000);
    log.info("ready", { address: tutor.server.url, course: config.course, cpuMilliseconds });
    process.stdout.write(`\n  Sendero: ${config.publicUrl}\n\n`);
    void sweeping.beat();
    void firstAdministrator(tutor.desk, log);
    setTimeout(() => void prepareDesk(tutor.desk, log), 500).unref();
    // Each takes most of a second in which nobody is answered: not before the page is up, and not all at once.
    for (const [index, course] of [library.first, ...Object.values(library.translations)].entries()) {
      setTimeout(() => prepareSearch(course), (index + 1) * 2000).unref();
    }
  });
}

async function prepareDesk(desk: App["desk"], log: Log): Promise<void> {
  try {
    await desk.prepare();
  } catch (error) {
    log.error("the roster could not be read ahead", error);
  }
}

/** Where nobody administers yet, whoever reads what this server prints may. */
async function firstAdministrator(desk: App["desk"], log: Log): Promise<void> {
  try {
    const issued = await desk.staff.firstCode(Date.now());
    if (!issued) return;
    process.stdout.write(
      `  Nobody administers yet. Type this code in a conversation within 24 hours: ${issued.code}\n\n`,
    );
  } catch (error) {
    log.error("no code for the first administrator could be made", error);
  }
}

/** Only who has WhatsApp loads it. */
async function whatsAppFor(settings: WhatsAppSettings) {
  const { whatsAppWith } = await import("./whatsapp/whatsapp.ts");
  const { strainOf } = await import("./whatsapp/strain.ts");
  return whatsAppWith(settings, systemClock, strainOf(performance.eventLoopUtilization));
}

/** Loaded only where somebody collects: it takes a tenth of a second of work. */
async function spansTo(endpoint: string) {
  const { otlpSpans } = await import("../services/otlp.ts");
  return otlpSpans(endpoint);
}

/** Milliseconds after which another server takes up the sweeps of one that died. */
const leaseTerm = 12_000;
/** Platforms kill half a minute after they asked. */
const closingPatience = 20_000;

/** The SDK is half a second of start-up: only who has Teams pays it. */
async function teamsFor(settings: TeamsSettings) {
  const { teamsWith } = await import("./bot-framework/teams.ts");
  return teamsWith(settings, { clock: systemClock, timeout: 8000 });
}

/** What an operator can mend is said in one sentence; anything else is a bug and keeps its stack. */
function fail(error: unknown): void {
  const mendable = error instanceof WrongSetting || error instanceof StoreUnavailable || error instanceof BrokenCourse;
  const words = mendable ? String(error.message) : error;
  process.stderr.write(`Sendero could not start. ${words instanceof Error ? words.stack : words}\n`);
  process.exit(1);
}

await start().catch(fail);
