import { createServer } from "node:http";
import { afterEach, expect, test } from "@jest/globals";
import { z } from "zod";
import { correlation } from "../../services/correlation.ts";
import { jsonLog } from "../../services/log.ts";
import { connect } from "../fakes/line-client.ts";
import { startServer } from "../fakes/server-process.ts";
import { inTemporaryFolders } from "../fakes/temporary.ts";
import { type Desk, whatsAppDesk } from "../whatsapp/desk.ts";

const newFolder = inTemporaryFolders();
const secret = "a secret that both lives of the server share";

let desk: Desk | undefined;
afterEach(async () => {
  await desk?.close();
  desk = undefined;
});

const logged = z.object({ event: z.string(), correlation: z.string().optional() });

/** The ids under which an event was logged. */
function idsOf(event: string, lines: readonly string[]): (string | undefined)[] {
  const found = lines.map((line) => logged.parse(JSON.parse(line)));
  return found.flatMap((one) => (one.event === event ? [one.correlation] : []));
}

test("what is sent after a crash is logged under the id of the webhook that it answers", async () => {
  const file = `${await newFolder()}/sendero.sqlite`;
  const started = await whatsAppDesk({}, file);
  desk = started;
  started.standIn.faults.add({ kind: "error", code: 190, times: Number.POSITIVE_INFINITY });
  const ana = started.standIn.phone({ phone: "50499990000", name: "Ana", userId: "HN.1" });
  await ana.text("Hola");
  await started.until(() => idsOf("whatsapp refused", started.log).length > 0);
  const [before] = idsOf("whatsapp refused", started.log);
  expect(before).toMatch(/^[0-9a-f]{32}$/);
  await started.restart("crash");
  await started.sweep();
  await started.until(() => idsOf("whatsapp refused", started.log).length > 1);
  expect(new Set(idsOf("whatsapp refused", started.log))).toEqual(new Set([before]));
  const [learner = ""] = await started.store.learners.owing();
  expect((await started.store.learners.load(learner))?.owed[0]?.correlation).toBe(before);
});

test("two messages are two ids, and outside of any there is none", async () => {
  const started = await whatsAppDesk();
  desk = started;
  started.standIn.faults.add({ kind: "error", code: 131_026, times: Number.POSITIVE_INFINITY });
  await started.standIn.phone({ phone: "50499990000", name: "Ana", userId: "HN.1" }).text("Hola");
  await started.standIn.phone({ phone: "50499990001", name: "Eva", userId: "HN.2" }).text("Hola");
  await started.until(() => idsOf("whatsapp refused", started.log).length > 1);
  expect(new Set(idsOf("whatsapp refused", started.log)).size).toBe(2);
  expect(correlation()).toBeUndefined();
});

const exported = z.object({
  resourceSpans: z.array(
    z.looseObject({
      scopeSpans: z.array(
        z.looseObject({
          spans: z.array(
            z.looseObject({
              traceId: z.string(),
              spanId: z.string(),
              parentSpanId: z.string().optional(),
              name: z.string(),
              attributes: z.array(z.unknown()),
            }),
          ),
        }),
      ),
    }),
  ),
});

async function collector() {
  const bodies: string[] = [];
  const server = createServer((req, res) => {
    let body = "";
    req.on("data", (chunk: Buffer) => {
      body += chunk.toString();
    });
    req.on("end", () => {
      bodies.push(body);
      res.writeHead(200, { "Content-Type": "application/json" });
      res.end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`,
    spans: () =>
      bodies
        .flatMap((body) => exported.parse(JSON.parse(body)).resourceSpans)
        .flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
    bodies,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

test("the id of the answer is that of its trace and of its log lines, in a server of its own", async () => {
  const otel = await collector();
  const server = await startServer({
    DATA_DIR: await newFolder(),
    TOKEN_SECRET: secret,
    OTEL_EXPORTER_OTLP_ENDPOINT: otel.url,
    LOG_LEVEL: "debug",
  });
  const lines: string[] = [];
  server.child.stdout?.on("data", (chunk: Buffer) => lines.push(...chunk.toString().split("\n")));
  const ana = await connect(server.url);
  const answer = await fetch(`${server.url}/v3/directline/conversations/${ana.conversation}/activities`, {
    method: "POST",
    headers: { Authorization: `Bearer ${ana.token}`, "Content-Type": "application/json" },
    body: JSON.stringify({ type: "message", text: "mi secreto", from: { id: "x" } }),
  });
  expect(answer.status).toBe(200);
  const id = answer.headers.get("x-correlation-id");
  expect(id).toMatch(/^[0-9a-f]{32}$/);
  expect(await server.end("SIGTERM")).toBe(0);

  const mine = otel.spans().filter(({ traceId }) => traceId === id);
  expect(mine.map(({ name }) => name).toSorted()).toEqual(["load", "save", "turn"]);
  const turn = mine.find(({ name }) => name === "turn");
  expect(turn?.parentSpanId ?? "").toBe("");
  expect(mine.filter(({ parentSpanId }) => parentSpanId === turn?.spanId)).toHaveLength(2);
  expect(lines.filter((line) => line.includes(`"correlation":"${id}"`))).toEqual([
    expect.stringContaining('"event":"turn"'),
  ]);
  for (const text of [...otel.bodies, ...lines]) {
    expect(text).not.toContain("secreto");
    expect(text).not.toContain("web:");
  }
  otel.close();
});

test("a line has level, time, event, facts, and the error's name; an error quotes no learner", async () => {
  const lines: string[] = [];
  const log = jsonLog(
    (line) => lines.push(line),
    () => 0,
  );
  log.info("ready", { port: 1 });
  log.error("failed", new Error("why", { cause: new Error("because") }));
  expect(log.debug).toBeUndefined();
  expect(JSON.parse(lines[0] ?? "")).toEqual({
    level: "info",
    time: "1970-01-01T00:00:00.000Z",
    event: "ready",
    port: 1,
  });
  expect(JSON.parse(lines[1] ?? "")).toMatchObject({
    level: "error",
    error: "Error",
    message: "why",
    cause: "because",
  });
});
