import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { app } from "../../bots/app.ts";
import { openCourse } from "../../content/open.ts";
import { chartNames } from "../../services/charts/chart-names.ts";
import { silentLog } from "../../services/log.ts";
import { mediaLibrary } from "../../services/media.ts";
import { sqliteStore } from "../../services/store/sqlite.ts";
import type { Store } from "../../services/store/store.ts";

export const courseFolder = fileURLToPath(new URL("../../content/courses/ninez-migrante", import.meta.url));
const busy = { times: 1e6, seconds: 1 };

/** The real tutor on a free port, with a file that outlives it. */
export interface TutorServer {
  readonly url: string;
  readonly store: Store;
  readonly clock: { now: number };
  stop(): Promise<void>;
}

const tokenSecret = "a secret that both lives of the tutor share";

export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "sendero-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export async function startTutor(folder: string, port = 0): Promise<TutorServer> {
  const store = sqliteStore(join(folder, "sendero.sqlite"));
  const clock = { now: Date.now() };
  const tutor = app({
    store,
    library: await openCourse(courseFolder),
    media: mediaLibrary(join(courseFolder, "media"), chartNames(tokenSecret)),
    tokenSecret,
    publicUrl: "http://localhost:3978",
    now: () => clock.now,
    log: silentLog,
    limits: { starts: busy, activities: busy },
  });
  await new Promise<void>((resolve) => tutor.server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${tutor.server.address().port}`,
    store,
    clock,
    async stop() {
      await tutor.close();
      await store.close();
    },
  };
}
