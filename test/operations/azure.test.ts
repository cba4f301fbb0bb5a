import { expect, test } from "@jest/globals";
import { readConfig, settingNames } from "../../services/config.ts";
import { layouts } from "../../services/store/cosmos-containers.ts";
import { bicepFiles, blockAfter, isBalanced } from "./bicep.ts";

/** What `az bicep build` would say, as far as it can be said without it. */

const files = bicepFiles(".bicep");
const byName = new Map(files.map((file) => [file.file, file]));
const main = fileNamed("main.bicep");

function fileNamed(name: string) {
  const file = byName.get(name);
  if (!file) throw new Error(`there is no ${name}`);
  return file;
}

test.each(files)("$file: brackets close, parameters are used, versions are versions, names are known", (file) => {
  expect(isBalanced(file.text)).toBe(true);
  for (const { name } of file.params) {
    expect([name, file.text.match(new RegExp(`(?<![\\w.])${name}\\b(?!:)`, "g"))?.length]).not.toEqual([name, 1]);
  }
  for (const { type, version } of file.resources) {
    expect(type).toMatch(/^Microsoft\.\w+(\/\w+)+$/);
    expect(version).toMatch(/^20\d\d-\d\d-\d\d(-preview)?$/);
  }
  const declared = [...file.text.matchAll(/^(?:param|var|resource|module) (\w+)/gm)].map(([, name]) => name);
  expect(new Set(declared).size).toBe(declared.length);
});

test("every module is a file, gets every parameter that it needs and no other, and gives what is asked of it", () => {
  expect(main.modules.map(({ path }) => path).toSorted()).toEqual(
    files
      .map(({ file }) => file)
      .filter((file) => file !== "main.bicep")
      .toSorted(),
  );
  for (const { symbol, path, params } of main.modules) {
    const module = fileNamed(path);
    expect([path, params.toSorted()]).toEqual([path, module.params.map(({ name }) => name).toSorted()]);
    for (const [, output] of main.text.matchAll(new RegExp(`\\b${symbol}\\.outputs\\.(\\w+)`, "g"))) {
      expect(module.outputs).toContain(output);
    }
  }
});

test.each(bicepFiles(".bicepparam"))("$file sets what main.bicep asks for, and nothing that it does not", (file) => {
  expect(file.text).toContain("using 'main.bicep'");
  const given = file.params.map(({ name }) => name);
  expect(given.filter((name) => !main.params.some((param) => param.name === name))).toEqual([]);
  const needed = main.params.filter(({ required }) => required).map(({ name }) => name);
  expect(needed.filter((name) => !given.includes(name))).toEqual([]);
  expect(file.text).not.toMatch(/(Secret|Token) = '/);
});

test("Cosmos DB's containers are those that the store opens, with its keys, indexes and lifetimes", () => {
  const cosmos = fileNamed("cosmos.bicep");
  const made = [...cosmos.text.matchAll(/\{ name: '(\w+)', ttl: (-?\d+), indexed: \[([^\]]*)\] \}/g)].map(
    ([, name, ttl, indexed = ""]) => [
      name,
      { ttl: Number(ttl), indexed: [...indexed.matchAll(/'([^']+)'/g)].map(([, path]) => path) },
    ],
  );
  expect(Object.fromEntries(made)).toEqual(layouts);
  expect(cosmos.text).toContain("partitionKey: { paths: ['/pk'], kind: 'Hash', version: 2 }");
  expect(cosmos.text).toContain("consistencyPolicy: { defaultConsistencyLevel: 'Session' }");
});

/** Azure's own, which its identity library reads. */
const platform = ["AZURE_CLIENT_ID"];

const app = fileNamed("app.bicep");
const environment = [...app.text.matchAll(/\{ name: '(\w+)', (value|secretRef): ('[^']*'|[\w.()]+) \}/g)].map(
  ([, name = "", how = "", what = ""]) => ({ name, how, what: what.replaceAll("'", "") }),
);

test("the servers get settings that there are, and secrets that the vault has", () => {
  const names = environment.map(({ name }) => name);
  expect(names.length).toBeGreaterThan(15);
  expect(names.filter((name) => !settingNames.includes(name) && !platform.includes(name))).toEqual([]);
  const vault = [...main.text.matchAll(/'([a-z-]+)': \w+/g)].map(([, name]) => name);
  const asked = environment.filter(({ how }) => how === "secretRef").map(({ what }) => what);
  expect(asked.toSorted()).toEqual(vault.toSorted());
  for (const secret of asked) expect(app.text).toMatch(new RegExp(`var (always|forWhatsApp) = .*'${secret}'`));
  expect(environment.filter(({ name, how }) => /SECRET|TOKEN$/.test(name) && how !== "secretRef")).toEqual([]);
});

test("the server starts with the settings that it gets", () => {
  const example: Record<string, string> = {
    address: "https://sendero.example",
    cosmosEndpoint: "https://sendero.documents.azure.com:443/",
    cosmosRegions: "brazilsouth,southcentralus",
    clientId: "00000000-0000-4000-8000-000000000001",
    "subscription().tenantId": "00000000-0000-4000-8000-000000000002",
    whatsAppNumbers: "1,2",
    tracesEndpoint: "https://collector.example",
  };
  const given = environment.map(({ name, how, what }) => [
    name,
    how === "secretRef" ? "a secret that is long enough for anything" : (example[what] ?? what),
  ]);
  expect(readConfig(Object.fromEntries(given))).toMatchObject({
    store: "cosmos",
    cosmos: { key: undefined, regions: ["brazilsouth", "southcentralus"] },
    whatsapp: { numbers: ["1", "2"] },
    teams: { credential: { kind: "managed-identity" } },
    operators: { is: "token" },
  });
});

test("the bot is asked where the server listens, and probes ask what it answers", () => {
  expect(fileNamed("bot.bicep").text).toMatch(/endpoint: '\$\{url\}\/api\/messages'/);
  expect(blockAfter(app.text, /probes: \[/).match(/\/(healthz|readyz)'/g)).toEqual([
    "/healthz'",
    "/healthz'",
    "/readyz'",
  ]);
});
