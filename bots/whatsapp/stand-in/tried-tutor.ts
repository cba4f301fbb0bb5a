import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openCourse } from "../../../content/open.ts";
import type { Log } from "../../../services/log.ts";
import { mediaLibrary } from "../../../services/media.ts";
import { usualRetention } from "../../../services/privacy/retention.ts";
import { sqliteStore } from "../../../services/store/sqlite.ts";
import type { Store } from "../../../services/store/store.ts";
import { app } from "../../app.ts";
import type { Clock } from "../../clock.ts";
import { whatsAppWith } from "../whatsapp.ts";
import type { StandIn } from "./stand-in.ts";

/** The real tutor, connected with a stand-in in place of Meta. */
export interface TriedTutor {
  readonly store: Store;
  readonly url: string;
  close(): Promise<void>;
}

interface Parts {
  readonly standIn: StandIn;
  readonly clock: Clock;
  readonly course: string;
  /** Where learners are kept. */
  readonly folder: string;
  readonly log: Log;
}

/** Of web chat, which nobody uses here. */
const unlimited = { times: 1e6, seconds: 1 };
const sweepEvery = 30_000;

export async function triedTutor({ standIn, clock, course, folder, log }: Parts): Promise<TriedTutor> {
  const { account, graphUrl } = standIn;
  const courseFolder = fileURLToPath(new URL(`../../../content/courses/${course}`, import.meta.url));
  const store = sqliteStore(join(folder, "sendero.sqlite"));
  const settings = {
    numbers: account.numbers.map(({ id }) => id),
    token: account.token,
    appSecrets: [account.appSecret],
    verifyToken: account.verifyToken,
    graphUrl,
  };
  const tutor = app({
    store,
    library: await openCourse(courseFolder),
    media: mediaLibrary(join(courseFolder, "media")),
    tokenSecret: "a secret that is used on this machine only",
    publicUrl: "http://localhost:3978",
    now: clock.now,
    log,
    limits: { starts: unlimited, activities: unlimited, turns: unlimited, refusals: unlimited },
    proxies: 0,
    retention: usualRetention,
    whatsapp: whatsAppWith(settings, clock, () => false),
  });
  await new Promise<void>((resolve) => tutor.server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${tutor.server.address().port}`;
  standIn.pointAt(`${url}/api/whatsapp`);

  let cancel = () => {};
  /** By the tester's clock, so that a day that is skipped brings what falls due in it. */
  function sweep(): void {
    tutor.resume().catch((error: unknown) => log.error("resume failed", error));
    cancel = clock.after(sweepEvery, sweep);
  }
  sweep();

  return {
    store,
    url,
    async close() {
      cancel();
      await tutor.close();
      await store.close();
    },
  };
}
