import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { app } from "../../bots/app.ts";
import { openCourse } from "../../content/open.ts";
import { chartNames } from "../../services/charts/chart-names.ts";
import { type Log, silentLog } from "../../services/log.ts";
import { mediaLibrary } from "../../services/media.ts";
import { usualRetention } from "../../services/privacy/retention.ts";
import { sqliteStore } from "../../services/store/sqlite.ts";
import type { Store } from "../../services/store/store.ts";

export const courseFolder = fileURLToPath(new URL("../../content/courses/ninez-migrante", import.meta.url));
const busy = { times: 1e6, seconds: 1 };

/** The real tutor on a free port, with a file that outlives it. */
export interface TutorServer {
  readonly url: string;
  readonly store: Store;
  readonly clock: { now: number };
  resume(): Promise<number>;
  idle(): Promise<void>;
  /** As the server does every half minute. */
  sweep(): Promise<void>;
  stop(): Promise<void>;
}

const tokenSecret = "a secret that both lives of the tutor share";

export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "sendero-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

interface Changes {
  readonly store?: (store: Store) => Store;
  readonly log?: Log;
}

export function startTutor(folder: string, port = 0, changes: Changes = {}): Promise<TutorServer> {
  return serveFrom(sqliteStore(join(folder, "sendero.sqlite")), port, changes);
}

/** One of any number of servers, where the store allows it. */
export async function serveFrom(store: Store, port = 0, changes: Changes = {}): Promise<TutorServer> {
  const clock = { now: Date.now() };
  const tutor = app({
    store: changes.store?.(store) ?? store,
    library: await openCourse(courseFolder),
    media: mediaLibrary(join(courseFolder, "media"), chartNames(tokenSecret)),
    tokenSecret,
    publicUrl: "http://localhost:3978",
    now: () => clock.now,
    log: changes.log ?? silentLog,
    limits: { starts: busy, activities: busy, turns: busy, refusals: busy },
    proxies: 0,
    retention: usualRetention,
  });
  await new Promise<void>((resolve) => tutor.server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${tutor.server.address().port}`,
    store,
    clock,
    resume: tutor.resume,
    idle: tutor.conversation.idle,
    async sweep() {
      await tutor.conversation.idle();
      await tutor.resume();
      await tutor.tidy();
    },
    async stop() {
      await tutor.close();
      await store.close();
    },
  };
}
