import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, jest, test } from "@jest/globals";
import fc from "fast-check";
import { authentication } from "../../bots/bot-framework/azure.ts";
import { vouching } from "../../bots/bot-framework/vouching.ts";
import { type Azure, seconds, startAzure } from "../fakes/azure.ts";
import { jwt, signingKey } from "../fakes/azure-tokens.ts";

let azure: Azure;
let asked = 0;
let vouched: ReturnType<typeof vouching>;
beforeAll(async () => {
  azure = await startAzure();
});
beforeEach(() => {
  asked = 0;
  vouched = vouching({ settings: azure.settings, trust: counted(), clock: { now: () => Date.now() } });
});
afterAll(() => azure.close());

/** The SDK's own checks, counted. */
function counted() {
  const trust = authentication(azure.settings);
  return {
    authenticateRequest(...request: Parameters<typeof trust.authenticateRequest>) {
      asked += 1;
      return trust.authenticateRequest(...request);
    },
  };
}

function token(claims: object = {}): string {
  return `Bearer ${azure.token({ ...azure.claims(), ...claims })}`;
}

function ask(header: string, changes: object = {}) {
  const serviceUrl = `${azure.url}/`;
  return vouched({ header, activity: activity({ serviceUrl, ...changes }) });
}

function activity(said: object) {
  return JSON.parse(JSON.stringify({ type: "message", channelId: "msteams", ...said }));
}

const good = { claimsIdentity: { isAuthenticated: true } };

test("a token is checked once, however often it comes", async () => {
  const header = token();
  for (let count = 0; count < 3; count += 1) expect(await ask(header)).toMatchObject(good);
  expect(asked).toBe(1);
});

test("each token is checked", async () => {
  for (const header of [token(), token({ nonce: 1 })]) expect(await ask(header)).toMatchObject(good);
  expect(asked).toBe(2);
});

test("a token that was good for one service URL is refused for another", async () => {
  const header = token();
  await ask(header);
  expect(await ask(header, { serviceUrl: "https://evil.example/" })).toEqual({
    status: 401,
    why: "another service URL",
  });
  expect(await ask(header, { serviceUrl: undefined })).toMatchObject({ status: 401 });
  expect(await ask(header)).toMatchObject(good);
});

test("a token whose key vouches for one channel is refused for another", async () => {
  const header = token();
  await ask(header);
  await expect(ask(header, { channelId: "webchat" })).rejects.toThrow("endorsement");
});

test("a token that ends while it is remembered is refused", async () => {
  const header = token({ exp: seconds() + 600 });
  expect(await ask(header)).toMatchObject(good);
  await at(Date.now() + 599_000, () => expect(ask(header)).resolves.toMatchObject(good));
  expect(asked).toBe(1);
  // The SDK lets clocks differ by five minutes.
  await at(Date.now() + 602_000, () => expect(ask(header)).resolves.toMatchObject(good));
  expect(asked).toBe(2);
  await at(Date.now() + 901_000, () => expect(ask(header)).rejects.toThrow("expired"));
});

test("a token that never seems to end is checked again after an hour, against the keys of then", async () => {
  const header = token({ exp: seconds() + 1e9 });
  await ask(header);
  await at(Date.now() + 3_590_000, () => ask(header));
  expect(asked).toBe(1);
  await at(Date.now() + 3_601_000, () => ask(header));
  expect(asked).toBe(2);
});

test("a token of which one sign was changed is refused, though its like is remembered", async () => {
  const header = token();
  await ask(header);
  const signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
  // The last sign has bits that mean nothing.
  const place = fc.integer({ min: "Bearer ".length, max: header.length - 2 });
  await fc.assert(
    fc.asyncProperty(place, fc.constantFrom(...signs), async (at, sign) => {
      fc.pre(header[at] !== sign);
      const changed = header.slice(0, at) + sign + header.slice(at + 1);
      const answer = await ask(changed).catch(() => ({ status: 401 }));
      expect(answer).toMatchObject({ status: 401 });
    }),
  );
  expect(await ask(header)).toMatchObject(good);
});

test("claims of a token are not believed before its signature", async () => {
  const forger = signingKey();
  const forged = jwt({ ...forger, id: azure.key.id }, { ...azure.claims(), why: "trust me", audience: "x" });
  await expect(ask(`Bearer ${forged}`)).rejects.toThrow("signature");
  await expect(ask(`Bearer ${forged}`)).rejects.toThrow("signature");
  expect(asked).toBe(2);
});

test("what could not be checked is not remembered", async () => {
  const header = token();
  const trust = { authenticateRequest: jest.fn(counted().authenticateRequest) };
  trust.authenticateRequest.mockRejectedValueOnce(new Error("no keys"));
  vouched = vouching({ settings: azure.settings, trust, clock: Date });
  await expect(ask(header)).rejects.toThrow("no keys");
  expect(await ask(header)).toMatchObject(good);
});

test("no more than a thousand tokens are remembered", async () => {
  const key = signingKey();
  const once = jwt(key, azure.claims()).split(".");
  const known = await authentication(azure.settings).authenticateRequest(
    activity({ serviceUrl: `${azure.url}/` }),
    token(),
  );
  const trust = { authenticateRequest: jest.fn(async () => known) };
  vouched = vouching({ settings: azure.settings, trust, clock: Date });
  const named = (number: number) => `Bearer ${once[0]}.${once[1]}.${randomUUID().slice(0, 8)}${number}`;
  const [first, ...rest] = Array.from({ length: 1001 }, (_, number) => named(number));
  await ask(String(first));
  for (const header of rest) await ask(header);
  await ask(String(rest.at(-1)));
  expect(trust.authenticateRequest).toHaveBeenCalledTimes(1001);
  await ask(String(first));
  expect(trust.authenticateRequest).toHaveBeenCalledTimes(1002);
});

test("one client is made for a token, and another for another service URL", async () => {
  const header = token();
  const clients = [await clientOf(header), await clientOf(header), await clientOf(header, "https://else.example/")];
  expect(clients[0]).toBeDefined();
  expect(clients[1]).toBe(clients[0]);
  expect(clients[2]).not.toBe(clients[0]);
});

async function clientOf(header: string, serviceUrl = `${azure.url}/`) {
  const answer = await ask(header);
  return "why" in answer ? undefined : answer.connectorFactory?.create(serviceUrl, answer.audience);
}

async function at<T>(time: number, work: () => T | Promise<T>): Promise<T> {
  const clock = jest.spyOn(Date, "now").mockReturnValue(time);
  try {
    return await work();
  } finally {
    clock.mockRestore();
  }
}
