import { afterEach, expect, test } from "@jest/globals";
import { type App, app } from "../../bots/app.ts";
import { openCourse } from "../../content/open.ts";
import type { OperatorAccess } from "../../services/config.ts";
import { StoreUnavailable } from "../../services/errors.ts";
import { countedLog, silentLog } from "../../services/log.ts";
import { mediaLibrary } from "../../services/media.ts";
import { usualRetention } from "../../services/privacy/retention.ts";
import { prometheus } from "../../services/prometheus.ts";
import { cosmosStore } from "../../services/store/cosmos.ts";
import { sqliteStore } from "../../services/store/sqlite.ts";
import type { LearnerStore, Store } from "../../services/store/store.ts";
import { unwatched, type Watch } from "../../services/watch.ts";
import { tinyCourse } from "../courses/tiny-course.ts";
import { inCosmosEmulator } from "../fakes/cosmos.ts";
import { connect } from "../fakes/line-client.ts";
import { startTeams } from "../fakes/teams-tutor.ts";

const newDatabase = inCosmosEmulator();
const busy = { times: 1e6, seconds: 1 };

let closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing) await close();
  closing = [];
});

interface Changes {
  readonly learners?: (real: LearnerStore) => Partial<LearnerStore>;
  readonly operators?: OperatorAccess;
  readonly store?: (watch: Watch) => Promise<Store>;
}

/** A tutor that counts. */
async function tutor({ learners, operators, store: open }: Changes = {}) {
  const figures = prometheus(false);
  const watch = { ...unwatched, ...figures.watch };
  const real = open ? await open(watch) : sqliteStore(":memory:");
  const store = { ...real, learners: { ...real.learners, ...learners?.(real.learners) } };
  const clock = { now: 1_000_000 };
  const started: App = app({
    store,
    library: await openCourse(tinyCourse),
    media: mediaLibrary(`${tinyCourse}/media`),
    tokenSecret: "a secret that is long enough to sign with",
    publicUrl: "http://localhost:3978",
    now: () => clock.now,
    log: countedLog(silentLog, watch),
    limits: { starts: busy, activities: busy, turns: busy, refusals: busy },
    proxies: 0,
    retention: usualRetention,
    watch,
    figures,
    ...(operators ? { operators } : {}),
  });
  await new Promise<void>((resolve) => started.server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${started.server.address().port}`;
  closing.push(async () => {
    await started.close();
    await real.close();
  });
  const get = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${url}${path}`, { headers });
    return { status: response.status, text: await response.text() };
  };
  return { url, get, clock, resume: started.resume };
}

test("a ready server says so, part by part", async () => {
  const { get, resume } = await tutor();
  await resume();
  const { status, text } = await get("/readyz");
  expect([status, JSON.parse(text)]).toEqual([
    200,
    {
      status: "ready",
      alerts: [],
      parts: {
        store: { ok: true, milliseconds: expect.any(Number) },
        webchat: { ok: true },
        owed: { ok: true, learners: 0, seconds: 0 },
      },
    },
  ]);
});

test("a store that says nothing is told within a second, and costs one question however often it is asked", async () => {
  let asked = 0;
  const { get } = await tutor({
    learners: () => ({
      load: () => {
        asked += 1;
        return new Promise(() => {});
      },
    }),
  });
  const begun = performance.now();
  const answers = await Promise.all([get("/readyz"), get("/readyz"), get("/readyz")]);
  expect(performance.now() - begun).toBeLessThan(1000);
  expect(answers.map(({ status }) => status)).toEqual([503, 503, 503]);
  expect(JSON.parse(answers[0]?.text ?? "")).toMatchObject({
    status: "not ready",
    parts: { store: { ok: false, why: "no answer in 800 ms" } },
  });
  expect(asked).toBe(1);
  expect((await get("/healthz")).status).toBe(200);
});

test("a store that fails is named by its fault alone, and looked at again", async () => {
  let fails = true;
  const load = async () => {
    if (fails) throw new StoreUnavailable("/var/lib/secret.sqlite");
    return undefined;
  };
  const { get, clock } = await tutor({ learners: () => ({ load }) });
  const { status, text } = await get("/readyz");
  expect([status, text]).toEqual([503, expect.stringContaining('"why":"StoreUnavailable"')]);
  expect(text).not.toContain("secret");
  fails = false;
  clock.now += 2000;
  expect((await get("/readyz")).status).toBe(200);
});

test("a store that can be read and takes nothing is not ready", async () => {
  let full = true;
  const writable = async () => {
    if (full) throw new StoreUnavailable("disk is full");
  };
  const { get, clock } = await tutor({ store: async () => ({ ...sqliteStore(":memory:"), writable }) });
  expect(await get("/readyz")).toMatchObject({ status: 503, text: expect.stringContaining("StoreUnavailable") });
  full = false;
  clock.now += 2000;
  expect((await get("/readyz")).status).toBe(200);
});

test("a sweep that never ends is told, and readiness is not lost for it", async () => {
  const { get, clock, resume } = await tutor({ learners: () => ({ owing: () => new Promise(() => {}) }) });
  void resume();
  clock.now += 121_000;
  const { status, text } = await get("/readyz");
  expect([status, text]).toEqual([200, expect.stringContaining("no sweep has ended")]);
});

test("strangers hear whether it serves, and no more; who bears the token sees all", async () => {
  const operators = { is: "token", token: "0123456789abcdef" } as const;
  const { get } = await tutor({ operators });
  expect(await get("/readyz")).toEqual({ status: 200, text: '{"status":"ready"}' });
  expect((await get("/metrics")).status).toBe(401);
  expect((await get("/metrics", { authorization: "Bearer 0123456789abcdeg" })).status).toBe(401);
  const headers = { authorization: "Bearer 0123456789abcdef" };
  expect((await get("/metrics", headers)).text).toContain("sendero_turns_total");
  expect((await get("/readyz", headers)).text).toContain('"parts"');
  const { get: shut } = await tutor({ operators: { is: "closed" } });
  expect([(await shut("/metrics")).status, (await shut("/readyz")).text]).toEqual([404, '{"status":"ready"}']);
});

test("Teams that takes nothing is an alert, and readiness is not lost for it", async () => {
  const credential = { kind: "secret", secret: "another" } as const;
  const teams = await startTeams({ settings: (given) => ({ ...given, credential }) });
  await teams.person().say("hola");
  const response = await fetch(`${teams.url}/readyz`);
  expect([response.status, await response.json()]).toMatchObject([
    200,
    {
      alerts: [{ channel: "teams", why: "Azure gives no token" }],
      parts: { teams: { ok: false, why: "Azure gives no token" } },
    },
  ]);
  await teams.stop();
});

test("turns, deliveries and faults are counted by channel and result, and nothing of a person is a label", async () => {
  const { url, get } = await tutor();
  const ana = await connect(url);
  await ana.say("Español", "one");
  await ana.say("Español", "one");
  const { text } = await get("/metrics");
  expect(text).toContain('sendero_turns_total{channel="webchat",result="answered"} 2');
  expect(text).toContain('sendero_turns_total{channel="webchat",result="heard-before"} 1');
  expect(text).toContain('sendero_turn_seconds_count{channel="webchat"} 3');
  expect(text).toContain('sendero_deliveries_total{channel="webchat",result="sent"} 2');
  const labels = new Set(
    [...text.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => (name === "le" ? "le" : value)),
  );
  expect([...labels].toSorted()).toEqual(["answered", "heard-before", "le", "sent", "webchat"]);
});

test("what Cosmos DB charges is counted by container and operation", async () => {
  const { url, get } = await tutor({ store: ({ cosmos }) => cosmosStore(newDatabase(), { watch: cosmos }) });
  await (await connect(url)).say("Español");
  const { text } = await get("/metrics");
  expect(text).toMatch(/sendero_cosmos_request_units_total\{container="learners",operation="read"\} [1-9]/);
  expect(text).toMatch(/sendero_cosmos_requests_total\{container="learners",operation="create",outcome="ok"\} 1/);
});

test("a turn that fails on a store that is gone is counted, and so is what was logged", async () => {
  let fails = false;
  const { url, get } = await tutor({
    learners: ({ load }) => ({
      load: (id) => (fails ? Promise.reject(new StoreUnavailable("gone")) : load(id)),
    }),
  });
  const ana = await connect(url);
  fails = true;
  expect((await ana.say("hola")).status).toBe(502);
  const { text } = await get("/metrics");
  expect(text).toContain('sendero_turns_total{channel="webchat",result="failed"} 1');
  expect(text).toContain('sendero_faults_total{event="web chat message was not played"} 1');
});
