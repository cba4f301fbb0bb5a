import { execFile } from "node:child_process";
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";
import { editionBook } from "../services/editions.ts";
import { silentLog } from "../services/log.ts";
import { inTemporaryFolders } from "./fakes/temporary.ts";
import { startTutor } from "./fakes/tutor-server.ts";

const newFolder = inTemporaryFolders();
const command = fileURLToPath(new URL("../services/editions-command.ts", import.meta.url));

/** What the command says, and whether it refused. */
async function editions(folder: string, ...args: string[]): Promise<{ said: string; refused: boolean }> {
  const env = { ...process.env, DATA_DIR: folder, STORE: "sqlite", NODE_ENV: "test" };
  const options = ["--disable-warning=ExperimentalWarning", command, ...args];
  return promisify(execFile)(process.execPath, options, { env, cwd: folder }).then(
    ({ stdout }) => ({ said: stdout, refused: false }),
    ({ stderr }: { stderr: string }) => ({ said: stderr, refused: true }),
  );
}

const good = `editions:
  - id: lista
    name: Por lista
    admission: list
  - id: abierta
    name: Abierta
    admission: open
    places: 3
`;

test("while a server runs, a file is kept whole or not at all, and the server knows", async () => {
  const folder = await newFolder();
  const tutor = await startTutor(folder);
  const book = editionBook(tutor.store.register, () => tutor.clock.now, silentLog);
  expect([...(await book.now()).all.keys()]).toEqual(["demo"]);
  const file = join(folder, "editions.yaml");

  await writeFile(file, good.replace("places: 3", "places: tres").replace("admission: list", "admission: lista"));
  const bad = await editions(folder, "--file", file);
  expect(bad.refused).toBe(true);
  expect(bad.said).toContain("editions.yaml:4  lista  «admission»");
  expect(bad.said).toContain("editions.yaml:8  abierta  «places»");
  expect([...(await book.fresh()).all.keys()]).toEqual(["demo"]);

  await writeFile(file, good);
  expect(await editions(folder, "--file", file)).toEqual({ said: "lista: nueva\nabierta: nueva\n", refused: false });
  tutor.clock.now += 4000;
  await book.now();
  expect([...(await book.now()).all.keys()].sort()).toEqual(["abierta", "lista"]);

  const written = await editions(folder);
  await writeFile(file, written.said.replace("places: 3", "places: 4"));
  expect((await editions(folder, "--file", file)).said).toBe("abierta: cambia places\nlista: sin cambios\n");
  await tutor.stop();
}, 60_000);

test("a list with faults lists nobody; codes are written over no other file", async () => {
  const folder = await newFolder();
  const at = (name: string) => join(folder, name);
  await writeFile(at("e.yaml"), good);
  await editions(folder, "--file", at("e.yaml"));
  const list = (...more: string[]) => editions(folder, "--edition", "lista", "--list", at("p.csv"), ...more);

  await writeFile(at("p.csv"), "Nombre;Correo\nAna Pérez;ana@x\n");
  const faulty = await list("--codes", at("c.csv"));
  expect(faulty).toEqual({ said: "p.csv, fila 2: «ana@x» no es un correo\nNo se importó nada.\n", refused: true });
  await expect(stat(at("c.csv"))).rejects.toThrow("ENOENT");

  await writeFile(at("p.csv"), "Nombre;Correo\nAna Pérez;ana@x.org\n");
  expect((await list()).said).toContain("Hay personas sin teléfono");
  expect((await list("--codes", at("c.csv"))).said).toBe("lista: 1 persona nueva, 0 ya estaban, 1 código\n");
  const codes = await readFile(at("c.csv"), "utf8");
  expect(codes).toMatch(
    /^\uFEFFnombre,codigo,enlace\r\n"Ana Pérez","([A-Z2-9]{4}-[A-Z2-9]{4})","http:.*\?codigo=\1"\r\n$/,
  );
  expect((await list("--codes", at("c.csv"))).said).toContain("ya existe");
  expect(await readFile(at("c.csv"), "utf8")).toBe(codes);

  expect((await editions(folder, "--edition", "abierta", "--list", at("p.csv"))).said).toContain("no entra por lista");
  expect((await editions(folder, "--edition", "otra", "--list", at("p.csv"))).said).toContain("No hay ninguna edición");
  expect((await editions(folder, "--list", at("p.csv"))).said).toContain("npm run editions");
}, 60_000);
