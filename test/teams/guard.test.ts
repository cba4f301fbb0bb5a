import { createHmac, randomUUID } from "node:crypto";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { seconds } from "../fakes/azure.ts";
import { jwt, signingKey } from "../fakes/azure-tokens.ts";
import { startTeams, type TeamsTutor } from "../fakes/teams-tutor.ts";

/** The SDK would write why it refuses a token, beside telling us. */
const printed = jest.spyOn(console, "error").mockImplementation(() => {});

let teams: TeamsTutor;
const logged: string[] = [];
beforeAll(async () => {
  const write = (event: string, facts?: object) => logged.push(JSON.stringify({ event, facts }));
  const log = { info: write, error: (event: string, error: unknown) => write(event, { error: String(error) }) };
  teams = await startTeams({ log });
});
afterAll(() => teams.stop());

const bearer = (token: string) => `Bearer ${token}`;
const other = signingKey();

/** A token as Azure's but for what is changed. */
function token(claims: object = {}, header: object = {}): string {
  const { key } = teams.azure;
  return bearer(jwt(key, { ...teams.azure.claims(), ...claims }, header));
}

function hmac(): string {
  const parts = [{ alg: "HS256", typ: "JWT", kid: teams.azure.key.id }, teams.azure.claims()];
  const said = parts.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  const secret = JSON.stringify(teams.azure.key.open);
  return bearer(`${said}.${createHmac("sha256", secret).update(said).digest("base64url")}`);
}

const forged: Record<string, () => string> = {
  "no header": () => "",
  garbage: () => "Bearer x.y.z",
  "another scheme": () => "Basic dXNlcjpwYXNz",
  "lower-case bearer": () => token().replace("Bearer", "bearer"),
  "a key that is not Azure's": () => bearer(jwt(other, teams.azure.claims())),
  "a forged signature under Azure's key id": () =>
    bearer(jwt({ ...other, id: teams.azure.key.id }, teams.azure.claims())),
  "no signature": () => token({}, { alg: "none" }),
  "a secret instead of a key": hmac,
  "expired an hour ago": () => token({ exp: seconds() - 3600 }),
  "without an end": () => token({ exp: undefined }),
  "not valid yet": () => token({ nbf: seconds() + 3600 }),
  "another issuer": () => token({ iss: "https://sts.windows.net/x/" }),
  "an emulator's issuer": () =>
    token({
      iss: `https://login.microsoftonline.com/${teams.azure.tenant}/v2.0`,
      ver: "2.0",
      azp: teams.azure.appId,
      tid: teams.azure.tenant,
    }),
  "another audience": () => token({ aud: randomUUID() }),
  "no audience": () => token({ aud: undefined }),
  "two audiences": () => token({ aud: [teams.azure.appId, "other"] }),
  "another service URL": () => token({ serviceurl: "https://evil.example/" }),
  "no service URL": () => token({ serviceurl: undefined }),
};

describe("a request is refused, and nothing heard, with", () => {
  test.each(Object.keys(forged))("%s", async (name) => {
    const ana = teams.person();
    const { status, body } = await teams.post(ana.activity({ text: "hola" }), forged[name]?.());
    expect(status).toBe(401);
    expect(body).toBe('{"error":{"code":"Unauthorized"}}');
    expect(ana.messages()).toEqual([]);
    expect(printed).not.toHaveBeenCalled();
  });
});

test("an authentic token is heard", async () => {
  const ana = teams.person();
  expect(await teams.post(ana.activity({ text: "hola" }), token())).toEqual({ status: 200, body: "{}" });
  expect(ana.messages()).toHaveLength(1);
});

const strange: Record<string, (tenant: string) => object> = {
  "a service URL that is not the token's": () => ({ serviceUrl: "https://smba.trafficmanager.net/amer/" }),
  "a foreign tenant": () => ({
    conversation: { id: "a:1", conversationType: "personal", tenantId: randomUUID() },
    channelData: {},
  }),
  "two tenants": () => ({ channelData: { tenant: { id: randomUUID() } } }),
  "no tenant": () => ({ conversation: { id: "a:1", conversationType: "personal" }, channelData: {} }),
  "another channel": () => ({ channelId: "webchat" }),
  "another channel of the SDK's": () => ({ channelId: "AseChannel" }),
};

describe("an authentic token does not help", () => {
  test.each(Object.keys(strange))("%s", async (name) => {
    const ana = teams.person();
    const { status, body } = await teams.post(ana.activity({ text: "hola", ...strange[name]?.("") }));
    expect([401, 403]).toContain(status);
    expect(body).toMatch(/^\{"error":\{"code":"(Unauthorized|Forbidden)"\}\}$/);
    expect(teams.azure.posted.filter(({ conversation }) => conversation === "a:1")).toEqual([]);
    expect(ana.messages()).toEqual([]);
  });
});

test("a service URL of a token's own making gets no token of ours", async () => {
  const ana = teams.person();
  const serviceUrl = "http://127.0.0.1:9/";
  const answer = await teams.post(ana.activity({ text: "hola", serviceUrl }), token({ serviceurl: serviceUrl }));
  expect(answer).toEqual({ status: 403, body: '{"error":{"code":"Forbidden"}}' });
});

test.each([
  ["not JSON", "{"],
  ["a list", "[]"],
  ["no type", "{}"],
])("a body that is %s is refused without a word", async (_, body) => {
  const headers = { Authorization: token(), "Content-Type": "application/json" };
  const response = await fetch(`${teams.url}/api/messages`, { method: "POST", headers, body });
  expect(response.status).toBe(400);
  expect(await response.text()).toBe('{"error":{"code":"Bad request"}}');
});

test("half a sign in the name of a conversation is refused: nothing could be sent there", async () => {
  const said = teams
    .person()
    .activity({ text: "hola", conversation: { id: "a:\ud800", conversationType: "personal" } });
  const headers = { Authorization: token(), "Content-Type": "application/json" };
  const response = await fetch(`${teams.url}/api/messages`, { method: "POST", headers, body: JSON.stringify(said) });
  expect(response.status).toBe(400);
});

test("a body without end is not read", async () => {
  const response = await fetch(`${teams.url}/api/messages`, { method: "POST", body: "x".repeat(300_000) });
  expect(response.status).toBe(413);
});

test("who goes away in the middle of a body is no fault of ours", async () => {
  const before = logged.length;
  const head = ["POST /api/messages HTTP/1.1", "Host: here", "Content-Length: 1000", "", '{"type":'].join("\r\n");
  const { promise: told, resolve } = Promise.withResolvers<void>();
  teams.server.once("connection", (socket) => socket.once("close", () => setImmediate(resolve)));
  const socket = connect(Number(new URL(teams.url).port), "127.0.0.1", () =>
    socket.write(head, () => socket.resetAndDestroy()),
  );
  await told;
  expect(logged.slice(before)).toEqual(['{"event":"teams request broke off"}']);
});

test("thousands of junk tokens leave nothing behind", async () => {
  const { ToBotFromBotOrEmulatorTokenValidationParameters: kept } = await import("botframework-connector");
  const before = kept.issuer?.length;
  const ana = teams.person();
  for (let count = 0; count < 50; count += 1)
    await teams.post(ana.activity(), bearer(jwt(other, { ...teams.azure.claims(), tid: randomUUID() })));
  expect(kept.issuer).toHaveLength(Number(before));
});

test("keys are fetched once, and a token of ours is asked for once", () => {
  expect(teams.azure.asked.get("token")).toBe(1);
  expect(teams.azure.asked.get("keys")).toBeLessThanOrEqual(2);
});

test("the log names no person, and holds no text and no token", async () => {
  const ana = teams.person();
  await ana.say("mi secreto");
  const whole = logged.join("\n");
  expect(whole).toContain("teams refused");
  for (const secret of ["mi secreto", ana.aadObjectId, ana.conversation, "eyJ", "hola"])
    expect(whole).not.toContain(secret);
});
