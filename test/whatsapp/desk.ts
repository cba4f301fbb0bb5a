import { join } from "node:path";
import { app } from "../../bots/app.ts";
import { jumpingClock } from "../../bots/whatsapp/stand-in/clock.ts";
import { graphStandIn, type StandIn, type StandInSettings } from "../../bots/whatsapp/stand-in/stand-in.ts";
import { whatsAppWith } from "../../bots/whatsapp/whatsapp.ts";
import { openCourse } from "../../content/open.ts";
import { type Log, silentLog } from "../../services/log.ts";
import { mediaLibrary } from "../../services/media.ts";
import { sqliteStore } from "../../services/store/sqlite.ts";
import type { Store } from "../../services/store/store.ts";
import { tinyCourse } from "../courses/tiny-course.ts";

/** The real tutor with WhatsApp, against the stand-in of Meta's API, on a clock that can be set forward. */
export interface Desk {
  readonly standIn: StandIn;
  readonly store: Store;
  readonly url: string;
  /** What was logged, a line an event. */
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

const busy = { times: 1e6, seconds: 1 };

export async function whatsAppDesk(settings: StandInSettings = {}, file = ":memory:"): Promise<Desk> {
  const clock = jumpingClock();
  const standIn = await graphStandIn({ clock, ...settings });
  const { account } = standIn;
  const library = await openCourse(tinyCourse);
  const media = mediaLibrary(join(tinyCourse, "media"));
  const lines: string[] = [];
  const note = (event: string, error: unknown, facts: unknown) =>
    lines.push(JSON.stringify([event, error instanceof Error ? error.message : error, facts]));
  const log: Log = { info: (event, facts) => note(event, "", facts), error: note };

  let store = sqliteStore(file);
  let tutor = await start();

  async function start() {
    const started = app({
      store,
      library,
      media,
      tokenSecret: "a secret of the tests",
      publicUrl: "http://localhost:3978",
      now: clock.now,
      log: lines ? log : silentLog,
      limits: { starts: busy, activities: busy },
      whatsapp: whatsAppWith(
        {
          numbers: account.numbers.map(({ id }) => id),
          token: account.token,
          appSecrets: [account.appSecret],
          verifyToken: account.verifyToken,
          graphUrl: standIn.graphUrl,
        },
        clock,
      ),
    });
    await new Promise<void>((resolve) => started.server.listen(0, "127.0.0.1", resolve));
    standIn.pointAt(`http://127.0.0.1:${started.server.address().port}/api/whatsapp`);
    return started;
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
    sweep: () => tutor.resume().catch(() => 0),
    readyz: async () => (await fetch(`${urlOf()}/readyz`)).json(),
    async restart(how) {
      if (how === "in order") await tutor.close();
      else tutor.server.close();
      if (how === "crash") tutor.server.server.closeAllConnections();
      await store.close();
      store = sqliteStore(file);
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
