import { join } from "node:path";
import { app } from "../../bots/app.ts";
import { jumpingClock } from "../../bots/whatsapp/stand-in/clock.ts";
import { graphStandIn, type StandIn, type StandInSettings } from "../../bots/whatsapp/stand-in/stand-in.ts";
import { whatsAppWith } from "../../bots/whatsapp/whatsapp.ts";
import { openCourse } from "../../content/open.ts";
import { chartNames } from "../../services/charts/chart-names.ts";
import { jsonLog } from "../../services/log.ts";
import { mediaLibrary } from "../../services/media.ts";
import { usualRetention } from "../../services/privacy/retention.ts";
import { sqliteStore } from "../../services/store/sqlite.ts";
import type { Store } from "../../services/store/store.ts";
import { tinyCourse } from "../courses/tiny-course.ts";

/** The real tutor with WhatsApp, against the stand-in of Meta's API, on a clock that can be set forward. */
export interface Desk {
  readonly standIn: StandIn;
  readonly store: Store;
  readonly url: string;
  /** What was logged, a line an event, with the id it was logged under. */
  readonly log: readonly string[];
  /** Lets time pass, and what is due happen. */
  jump(milliseconds: number): Promise<void>;
  /** Resolves when `check` holds; it is looked at as things happen. */
  until(check: () => boolean): Promise<void>;
  /** As the server does every half minute. */
  sweep(): Promise<number>;
  readyz(): Promise<unknown>;
  /** Ends the server, in order or as a crash does, and starts it anew on the same data. */
  restart(how: "in order" | "crash"): Promise<void>;
  close(): Promise<void>;
}

const tokenSecret = "a secret of the tests";
const busy = { times: 1e6, seconds: 1 };

export async function whatsAppDesk(
  settings: StandInSettings = {},
  file = ":memory:",
  turns = busy,
  strained = () => false,
  open: (file: string) => Store | Promise<Store> = sqliteStore,
): Promise<Desk> {
  const clock = jumpingClock();
  const standIn = await graphStandIn({ clock, ...settings });
  const { account } = standIn;
  const library = await openCourse(tinyCourse);
  const media = mediaLibrary(join(tinyCourse, "media"), chartNames(tokenSecret));
  const lines: string[] = [];
  const log = jsonLog((line) => lines.push(line), clock.now);

  let store = await open(file);
  let tutor = await start();

  async function start() {
    const started = app({
      store,
      library,
      media,
      tokenSecret,
      publicUrl: "http://localhost:3978",
      now: clock.now,
      log,
      limits: { starts: busy, activities: busy, turns, refusals: busy },
      proxies: 0,
      retention: usualRetention,
      whatsapp: whatsAppWith(
        {
          numbers: account.numbers.map(({ id }) => id),
          token: account.token,
          appSecrets: [account.appSecret],
          verifyToken: account.verifyToken,
          graphUrl: standIn.graphUrl,
        },
        clock,
        strained,
      ),
    });
    await new Promise<void>((resolve) => started.server.listen(0, "127.0.0.1", resolve));
    standIn.pointAt(`http://127.0.0.1:${started.server.address().port}/api/whatsapp`);
    return started;
  }

  async function swept(): Promise<number> {
    const resumed = await tutor.resume();
    await tutor.tidy();
    return resumed;
  }

  const urlOf = () => `http://127.0.0.1:${tutor.server.address().port}`;

  return {
    standIn,
    get store() {
      return store;
    },
    get url() {
      return urlOf();
    },
    log: lines,
    async jump(milliseconds) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      clock.jump(milliseconds);
      await new Promise(setImmediate);
    },
    until: (check) => eventually(check),
    // A server that was killed in the middle of its sweep says nothing more.
    sweep: () => swept().catch(() => 0),
    readyz: async () => (await fetch(`${urlOf()}/readyz`)).json(),
    async restart(how) {
      if (how === "in order") await tutor.close();
      else tutor.server.close();
      if (how === "crash") tutor.server.server.closeAllConnections();
      await store.close();
      store = await open(file);
      tutor = await start();
      void tutor.resume().catch(() => {});
    },
    async close() {
      await tutor.close();
      await store.close();
      await standIn.close();
    },
  };
}

/** Looks again whenever the event loop has turned, for as long as a busy machine may need. */
export async function eventually(check: () => boolean): Promise<void> {
  const patience = performance.now() + 20_000;
  while (!check()) {
    if (performance.now() > patience) throw new Error(`never came true: ${check}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
