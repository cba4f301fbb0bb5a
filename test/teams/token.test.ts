import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { tokenSource } from "../../bots/bot-framework/token.ts";
import { type Azure, startAzure } from "../fakes/azure.ts";
import { startTeams } from "../fakes/teams-tutor.ts";

let azure: Azure;
const before = { ...process.env };
beforeEach(async () => {
  azure = await startAzure();
});
afterEach(async () => {
  process.env = { ...before };
  await azure.close();
});

test("a secret is exchanged for a token, once for many messages", async () => {
  const token = tokenSource(azure.settings, Date);
  const all = [await token(), await token(), await token()];
  expect(new Set(all)).toEqual(new Set([expect.stringMatching(/^connector-token-/)]));
  expect(azure.asked.get("token")).toBe(1);
});

test("a token is held until five minutes before its end, and then asked for anew", async () => {
  const begun = Date.now();
  let passed = 0;
  const token = tokenSource(azure.settings, { now: () => begun + passed });
  const first = await token();
  passed = 3_290_000;
  // At once, without a promise: nothing is asked.
  expect(token()).toBe(first);
  passed = 3_310_000;
  expect(token()).toBeInstanceOf(Promise);
});

test("a managed identity is proven by the machine, without a secret", async () => {
  process.env.IDENTITY_ENDPOINT = `${azure.url}/msi/token`;
  process.env.IDENTITY_HEADER = "of the machine";
  const token = tokenSource({ ...azure.settings, credential: { kind: "managed-identity" } }, Date);
  expect(await token()).toMatch(/^connector-token-/);
});

test("a wrong secret gets no token, and what is said stays owed", async () => {
  const secret = { kind: "secret", secret: "another" } as const;
  const teams = await startTeams({ settings: (given) => ({ ...given, credential: secret }) });
  const ana = teams.person();
  expect(await ana.say("hola")).toMatchObject({ status: 200 });
  expect(ana.messages()).toEqual([]);
  expect(await teams.store.learners.owing()).toHaveLength(1);
  await teams.stop();
});
