import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { readConfig } from "../services/config.ts";
import { WrongSetting } from "../services/errors.ts";

const secret = "a secret that is long enough to sign with";

test("runs without any setting, on loopback", () => {
  const folder = mkdtempSync(join(tmpdir(), "sendero-"));
  expect(readConfig({ DATA_DIR: folder })).toMatchObject({ port: 3978, host: "127.0.0.1", course: "ninez-migrante" });
});

test("makes a secret once, keeps it, and lets nobody else read it", () => {
  const folder = join(mkdtempSync(join(tmpdir(), "sendero-")), "new");
  const first = readConfig({ DATA_DIR: folder }).tokenSecret;
  expect(first).toHaveLength(64);
  expect(readConfig({ DATA_DIR: folder }).tokenSecret).toBe(first);
  expect(statSync(join(folder, "token-secret")).mode & 0o077).toBe(0);
});

test.each(["", "abc", "\n"])("tokens are never signed with what a full disk left of a secret: «%s»", (left) => {
  const folder = mkdtempSync(join(tmpdir(), "sendero-"));
  writeFileSync(join(folder, "token-secret"), left);
  expect(() => readConfig({ DATA_DIR: folder })).toThrow(WrongSetting);
  expect(() => readConfig({ DATA_DIR: folder })).toThrow("token-secret holds no whole secret");
  expect(readConfig({ DATA_DIR: folder, TOKEN_SECRET: secret }).tokenSecret).toBe(secret);
});

test("a folder that cannot be one is refused by name", () => {
  const file = join(mkdtempSync(join(tmpdir(), "sendero-")), "file");
  writeFileSync(file, "");
  for (const folder of [file, join(file, "below")]) {
    expect(() => readConfig({ DATA_DIR: folder })).toThrow(WrongSetting);
    expect(() => readConfig({ DATA_DIR: folder })).toThrow("DATA_DIR cannot be used");
  }
});

test.each([
  ["PORT", "http", "PORT cannot be used"],
  ["PORT", "70000", "PORT cannot be used"],
  ["COURSE", "../../etc", "COURSE cannot be used"],
  ["PUBLIC_URL", "sendero.example", "PUBLIC_URL cannot be used"],
  ["STORE", "papel", "STORE cannot be used"],
  ["STORE", "cosmos", "COSMOS_ENDPOINT is missing"],
  ["COSMOS_ENDPOINT", "sendero.documents.azure.com", "COSMOS_ENDPOINT cannot be used"],
  ["COSMOS_KEY", "not a key", "COSMOS_KEY cannot be used"],
  ["COSMOS_DATABASE", "a/b", "COSMOS_DATABASE cannot be used"],
  ["COSMOS_REGIONS", "West Europe,", "COSMOS_REGIONS cannot be used"],
  ["ADMINISTRATORS", "maria", "ADMINISTRATORS cannot be used"],
  ["ADMINISTRATORS", "web:1,6f9619ff-8b86-d011-b42d/x", "ADMINISTRATORS cannot be used"],
  ["TOKEN_SECRET", "short", "TOKEN_SECRET cannot be used"],
  ["TRUST_PROXY", "yes", "TRUST_PROXY cannot be used"],
  ["RETENTION_INBOX_DAYS", "7", "RETENTION_INBOX_DAYS cannot be used: needs at least 8"],
  ["RETENTION_DISPATCHES_DAYS", "30", "RETENTION_DISPATCHES_DAYS cannot be used: needs at least 31"],
  ["RETENTION_INACTIVE_MONTHS", "0", "RETENTION_INACTIVE_MONTHS cannot be used"],
])("%s=%s is refused by name", (name, value, words) => {
  expect(() => readConfig({ TOKEN_SECRET: secret, [name]: value })).toThrow(WrongSetting);
  expect(() => readConfig({ TOKEN_SECRET: secret, [name]: value })).toThrow(words);
});

test("keeps nothing longer than it is told to, and says so where a data-protection officer reads it", () => {
  expect(readConfig({ TOKEN_SECRET: secret, RETENTION_INACTIVE_MONTHS: "6" }).retention.inactiveMonths).toBe(6);
  const { retention } = readConfig({ TOKEN_SECRET: secret });
  const told = readFileSync(new URL("../docs/privacy.md", import.meta.url), "utf8");
  const days = { CONVERSATIONS: retention.conversationsDays, DISPATCHES: retention.dispatchesDays };
  for (const [kind, count] of Object.entries({
    ...days,
    INBOX: retention.inboxDays,
    UNDECIDED: retention.undecidedDays,
  })) {
    expect(told).toMatch(new RegExp(`${count} días[^|]*\\(\`RETENTION_${kind}_DAYS\``));
  }
  expect(told).toMatch(new RegExp(`${retention.inactiveMonths} meses[^|]*\\(\`RETENTION_INACTIVE_MONTHS\``));
});

test("an error never shows the secret", () => {
  expect(() => readConfig({ TOKEN_SECRET: "hunter2" })).toThrow(/^(?!.*hunter2)/s);
});

test("production refuses to start without a secret, naming it", () => {
  expect(() => readConfig({ NODE_ENV: "production" })).toThrow("TOKEN_SECRET is missing");
  expect(readConfig({ NODE_ENV: "production", TOKEN_SECRET: secret }).tokenSecret).toBe(secret);
});

test("an empty setting is no setting", () => {
  expect(readConfig({ PORT: "", TOKEN_SECRET: secret }).port).toBe(3978);
  expect(readConfig({ PORT: " ", TOKEN_SECRET: secret }).port).toBe(3978);
});

test("stores in a file, or in Cosmos DB with a key or without", () => {
  expect(readConfig({ TOKEN_SECRET: secret })).toMatchObject({ store: "sqlite", cosmos: undefined });
  const account = { STORE: "cosmos", COSMOS_ENDPOINT: "https://a.documents.azure.com:443/" };
  expect(readConfig({ TOKEN_SECRET: secret, ...account })).toMatchObject({
    store: "cosmos",
    cosmos: { endpoint: account.COSMOS_ENDPOINT, key: undefined, database: "sendero", regions: [] },
  });
  const more = { COSMOS_KEY: "a2V5", COSMOS_DATABASE: "course", COSMOS_REGIONS: "Brazil South, East US" };
  expect(readConfig({ TOKEN_SECRET: secret, ...account, ...more }).cosmos).toEqual({
    endpoint: account.COSMOS_ENDPOINT,
    key: "a2V5",
    database: "course",
    regions: ["Brazil South", "East US"],
  });
});

test("an error never shows the key of the store", () => {
  const wrong = { TOKEN_SECRET: secret, COSMOS_KEY: "hunter2!" };
  expect(() => readConfig(wrong)).toThrow(/^(?!.*hunter2)/s);
});

describe("WhatsApp", () => {
  const all = {
    WHATSAPP_PHONE_NUMBER_ID: "100, 200",
    WHATSAPP_ACCESS_TOKEN: "EAA",
    WHATSAPP_APP_SECRET: "new,old",
    WHATSAPP_VERIFY_TOKEN: "verify",
    WHATSAPP_GRAPH_URL: "http://127.0.0.1:9/v25.0/",
  };

  test("is off without its settings", () => {
    expect(readConfig({ TOKEN_SECRET: "x".repeat(32) }).whatsapp).toBeUndefined();
  });

  test("knows several numbers, and two secrets while one is changed", () => {
    expect(readConfig({ TOKEN_SECRET: "x".repeat(32), ...all }).whatsapp).toEqual({
      numbers: ["100", "200"],
      token: "EAA",
      appSecrets: ["new", "old"],
      verifyToken: "verify",
      graphUrl: "http://127.0.0.1:9/v25.0",
    });
  });

  test.each(["WHATSAPP_PHONE_NUMBER_ID", "WHATSAPP_ACCESS_TOKEN", "WHATSAPP_APP_SECRET", "WHATSAPP_VERIFY_TOKEN"])(
    "does not start without %s, and names it",
    (name) => {
      expect(() => readConfig({ TOKEN_SECRET: "x".repeat(32), ...all, [name]: "" })).toThrow(name);
    },
  );

  test("does not start with an empty secret, which would let anybody in", () => {
    expect(() => readConfig({ TOKEN_SECRET: "x".repeat(32), ...all, WHATSAPP_APP_SECRET: "new," })).toThrow(
      "WHATSAPP_APP_SECRET",
    );
  });
});

describe("Microsoft Teams", () => {
  const ids = {
    MicrosoftAppId: "7B0C5A3E-1111-4222-8333-944455556666",
    MicrosoftAppTenantId: "1f0c5a3e-1111-4222-8333-944455556666",
  };
  const registered = { ...ids, MicrosoftAppPassword: "a secret of the app" };
  const read = (settings: Record<string, string>) => readConfig({ TOKEN_SECRET: secret, ...settings });

  test("is off without its settings", () => {
    expect(read({}).teams).toBeUndefined();
    expect(read({ NODE_ENV: "production" }).teams).toBeUndefined();
  });

  test("is known by an app registration of one tenant, which alone may learn", () => {
    const online = { NODE_ENV: "production", PUBLIC_URL: "https://sendero.example" };
    expect(read({ ...registered, ...online }).teams).toMatchObject({
      appId: ids.MicrosoftAppId.toLowerCase(),
      credential: { kind: "secret", secret: "a secret of the app" },
      tenants: [ids.MicrosoftAppTenantId],
      serviceOrigins: ["https://smba.trafficmanager.net"],
      fileHosts: ["sharepoint.com"],
      azure: { loginUrl: `https://login.microsoftonline.com/${ids.MicrosoftAppTenantId}` },
    });
  });

  test("is known by a managed identity, which has no secret", () => {
    const { teams } = read({ ...ids, MicrosoftAppType: "UserAssignedMSI" });
    expect(teams?.credential).toEqual({ kind: "managed-identity" });
  });

  test.each([
    ["MicrosoftAppId is left out", { ...registered, MicrosoftAppId: "" }, "MicrosoftAppId missing"],
    ["the tenant is left out", { ...registered, MicrosoftAppTenantId: "" }, "MicrosoftAppTenantId missing"],
    ["the secret is left out", ids, "MicrosoftAppPassword is missing"],
    ["only the secret is there", { MicrosoftAppPassword: "x" }, "missing"],
    ["an identity has a secret", { ...registered, MicrosoftAppType: "UserAssignedMSI" }, "must not be set"],
    ["it is of many tenants", { ...registered, MicrosoftAppType: "MultiTenant" }, "SingleTenant or UserAssignedMSI"],
    ["an id is none", { ...registered, MicrosoftAppId: "sendero" }, "MicrosoftAppId cannot be used"],
    ["a tenant is none", { ...registered, TEAMS_TENANTS: "contoso" }, "TEAMS_TENANTS"],
    [
      "files would be fetched from anywhere",
      { ...registered, NODE_ENV: "production", TEAMS_FILE_HOSTS: "http://127.0.0.1:1" },
      "TEAMS_FILE_HOSTS cannot be used",
    ],
    [
      "a secret would go out in the open",
      { ...registered, ToChannelFromBotLoginUrl: "http://login.example/" },
      "ToChannelFromBotLoginUrl cannot be used",
    ],
    ["Teams could not fetch pictures", { ...registered, NODE_ENV: "production" }, "PUBLIC_URL must be https"],
    [
      "tokens would go out in the open",
      { ...registered, NODE_ENV: "production", TEAMS_SERVICE_URLS: "http://127.0.0.1:1" },
      "must be https",
    ],
  ])("refuses to start when %s", (_, settings, words) => {
    expect(() => read(settings)).toThrow(WrongSetting);
    expect(() => read(settings)).toThrow(words);
    expect(() => read(settings)).toThrow(/^(?!.*a secret of the app)/s);
  });
});
