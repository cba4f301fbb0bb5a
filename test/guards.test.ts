import { request } from "node:http";
import { connect } from "node:net";
import { afterEach, expect, test } from "@jest/globals";
import { app } from "../bots/app.ts";
import { usualLimits } from "../bots/gate.ts";
import { jumpingClock } from "../bots/whatsapp/stand-in/clock.ts";
import { whatsAppWith } from "../bots/whatsapp/whatsapp.ts";
import { openCourse } from "../content/open.ts";
import { silentLog } from "../services/log.ts";
import { mediaLibrary } from "../services/media.ts";
import { usualRetention } from "../services/privacy/retention.ts";
import { sqliteStore } from "../services/store/sqlite.ts";
import { tinyCourse } from "./courses/tiny-course.ts";
import { eventually } from "./fakes/line-client.ts";
import { whatsAppDesk } from "./whatsapp/desk.ts";

/** What holds for every request to the real server, whatever answers it. */

let stop: () => Promise<void>;
afterEach(() => stop());

async function served({ publicUrl = "http://localhost:3978", limits = usualLimits, proxies = 0 } = {}) {
  const store = sqliteStore(":memory:");
  const settings = {
    numbers: ["100"],
    token: "t",
    appSecrets: ["s"],
    verifyToken: "v",
    graphUrl: "http://127.0.0.1:9",
  };
  const tutor = app({
    store,
    library: await openCourse(tinyCourse),
    media: mediaLibrary(`${tinyCourse}/media`),
    tokenSecret: "a secret that is long enough to sign with",
    publicUrl,
    now: Date.now,
    log: silentLog,
    limits,
    proxies,
    retention: usualRetention,
    whatsapp: whatsAppWith(settings, jumpingClock(), () => false),
  });
  await new Promise<void>((resolve) => tutor.server.listen(0, "127.0.0.1", resolve));
  stop = async () => {
    await tutor.close();
    await store.close();
  };
  return { url: `http://127.0.0.1:${tutor.server.address().port}`, server: tutor.server.server };
}

const everywhere: readonly [method: string, path: string][] = [
  ["GET", "/"],
  ["GET", "/nothing"],
  ["GET", "/assets/nothing.js"],
  ["GET", "/favicon.ico"],
  ["GET", "/healthz"],
  ["GET", "/readyz"],
  ["GET", "/media/tres-pasos.png"],
  ["GET", "/media/nothing"],
  ["GET", "/mis-datos/00"],
  ["POST", "/v3/directline/tokens/generate"],
  ["POST", "/v3/directline/conversations/c/activities"],
  ["GET", "/v3/directline/conversations/c/activities"],
  ["OPTIONS", "/v3/directline/conversations"],
  ["GET", "/api/whatsapp"],
  ["POST", "/api/whatsapp"],
  ["DELETE", "/"],
  ["GET", "/%E0%A4%A"],
];

test("every answer forbids to sniff, frame and tell of it", async () => {
  const { url } = await served({ publicUrl: "https://sendero.example" });
  for (const [method, path] of everywhere) {
    const { headers } = await fetch(url + path, { method });
    const where = `${method} ${path}`;
    expect([where, headers.get("x-content-type-options")]).toEqual([where, "nosniff"]);
    expect([where, headers.get("referrer-policy")]).toEqual([where, "no-referrer"]);
    expect([where, headers.get("x-frame-options")]).toEqual([where, "DENY"]);
    expect([where, headers.get("strict-transport-security")]).toEqual([where, "max-age=31536000"]);
    expect(`${where} ${headers.get("content-security-policy")}`).toMatch(/default-src 'none'/);
    expect(`${where} ${headers.get("content-security-policy")}`).not.toMatch(/unsafe-eval|script-src [^;]*unsafe/);
  }
  const page = await fetch(url);
  expect(page.headers.get("content-security-policy")).toContain("script-src 'self'");
  expect(page.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
});

/** The first line of what is answered to bytes that no HTTP client would send. */
function answerTo(url: string, head: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1", () => socket.write(head));
    socket.once("data", (bytes) => resolve(bytes.toString().split("\r\n")[0] ?? ""));
    socket.once("error", () => resolve("broken off"));
    socket.once("close", () => resolve("closed without a word"));
  });
}

const unreadable: readonly [target: string, host: string][] = [
  ["//", "x"],
  ["http://[::bad", "x"],
  ["/", "^"],
  ["/", "x:99999"],
  ["/", "["],
  ["/generate", "x/v3/directline/tokens"],
  ["/", "x/api/messages?"],
];

test("an address that no URL can be made of is refused, and the server lives on", async () => {
  const { url } = await served();
  for (const [target, host] of unreadable) {
    const rest = `Host: ${host}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`;
    const upgrade = `Host: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n`;
    for (const method of ["GET", "POST", "OPTIONS"]) {
      const answer = await answerTo(url, `${method} ${target} HTTP/1.1\r\n${rest}`);
      expect([target, host, answer]).toEqual([target, host, expect.stringMatching(/ 40[04] /)]);
    }
    expect(await answerTo(url, `GET ${target} HTTP/1.1\r\n${upgrade}`)).toMatch(/ 40[04] /);
  }
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});

test("nobody is told to insist on https where there is none", async () => {
  const { url } = await served();
  expect((await fetch(url)).headers.get("strict-transport-security")).toBeNull();
});

test("who posts what nobody signed is shut out for a while, and nobody else with them", async () => {
  const few = { ...usualLimits, refusals: { times: 3, seconds: 60 } };
  const { url } = await served({ limits: few, proxies: 1 });
  const post = async (from: string) => {
    const headers = { "X-Forwarded-For": `9.9.9.9, ${from}` };
    return (await fetch(`${url}/api/whatsapp`, { method: "POST", headers, body: "{}" })).status;
  };
  await eventually(async () => (await post("1.1.1.1")) === 429);
  expect(await post("2.2.2.2")).toBe(401);
});

test("behind a proxy that we were not told of nobody is shut out: everybody would be", async () => {
  const few = { ...usualLimits, refusals: { times: 1, seconds: 60 } };
  const { url } = await served({ limits: few });
  const headers = { "X-Forwarded-For": "1.1.1.1" };
  for (let time = 0; time < 5; time += 1) {
    expect((await fetch(`${url}/api/whatsapp`, { method: "POST", headers, body: "{}" })).status).toBe(401);
  }
});

test("copies of data and new conversations are counted by address", async () => {
  const few = { ...usualLimits, starts: { times: 2, seconds: 60 } };
  const { url } = await served({ limits: few });
  const statuses = async (ask: () => Promise<Response>) => {
    const answers = [await ask(), await ask(), await ask()];
    return answers.map(({ status }) => status);
  };
  expect(await statuses(() => fetch(`${url}/mis-datos/00`))).toEqual([404, 404, 429]);
  expect(await statuses(() => fetch(`${url}/v3/directline/tokens/generate`, { method: "POST" }))).toEqual([
    200, 200, 429,
  ]);
});

test("a request that never ends is ended", async () => {
  const { server } = await served();
  expect(server.requestTimeout).toBeLessThanOrEqual(60_000);
  expect(server.headersTimeout).toBeLessThanOrEqual(15_000);
});

test("more than can be a message is refused before it is read to its end", async () => {
  const { url } = await served();
  const status = await new Promise((resolve) => {
    const sending = request(`${url}/api/whatsapp`, { method: "POST" }, (res) => resolve(res.statusCode));
    sending.on("error", () => resolve("broken off"));
    const chunk = Buffer.alloc(1024 * 1024);
    for (let megabyte = 0; megabyte < 6; megabyte += 1) sending.write(chunk);
    sending.end();
  });
  expect([413, "broken off"]).toContain(status);
});

test("who floods WhatsApp is passed over, and others are heard", async () => {
  const desk = await whatsAppDesk({}, ":memory:", { times: 3, seconds: 60 });
  stop = desk.close;
  const [ana, eva] = [
    desk.standIn.phone({ phone: "50499990000", name: "Ana" }),
    desk.standIn.phone({ phone: "50499990001", name: "Eva" }),
  ];
  for (let time = 0; time < 6; time += 1) await ana.text("hola");
  await eva.text("hola");
  await eventually(
    () => eva.received.length === 1 && desk.log.filter((line) => line.includes("too many")).length === 3,
  );
  await desk.sweep();
  expect(ana.received.length).toBe(3);
  expect(desk.log.join()).not.toContain("50499990000");
});
