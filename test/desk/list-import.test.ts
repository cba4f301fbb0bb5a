import { beforeEach, expect, test } from "@jest/globals";
import writeExcelFile from "write-excel-file/node";
import { readySession } from "../../bots/console/session.ts";
import { screens } from "../../bots/screens.ts";
import { openCourse } from "../../content/open.ts";
import type { Command } from "../../dialogs/coordinator/command.ts";
import type { Office } from "../../services/desk/office.ts";
import { sqliteStore } from "../../services/store/sqlite.ts";
import type { Store } from "../../services/store/store.ts";
import { tinyCourse } from "../courses/tiny-course.ts";
import { officeFor } from "../fakes/office.ts";
import { editionsByList } from "../fakes/staff-seat.ts";

/** A file between its coming and its import: whose it is, for how long, and what a crash leaves of it. */

const library = await openCourse(tinyCourse);
const { learner: ana } = readySession(library.first);
const start = Date.UTC(2026, 10, 20);
const hour = 3_600_000;
const csv = Buffer.from("nombre,telefono\nAna Pérez,+504 9999 0001\nEva Gil,\nLuz Paz,\n");

let clock: { now: number };
let store: Store;
let desk: Office;
beforeEach(async () => {
  clock = { now: start };
  store = sqliteStore(":memory:");
  desk = deskOn(store);
  await editionsByList(store, { lista: "Por lista", ajena: "Ajena" });
  const member = { role: "coordinator", editions: ["lista"] };
  for (const id of ["eva", "luz"]) await store.register.set("staff", id, JSON.stringify({ ...member, name: id }));
});

function deskOn(on: Pick<Store, "register" | "learners" | "people">): Office {
  return officeFor(on, library, { now: () => clock.now });
}

let asked = 0;
function order(by: string, command: Command, agreed: boolean, office = desk, id = `o${asked++}`) {
  const request = { kind: "command", command, agreed } as const;
  return office.clerk({ request, id, asker: { ...ana, id: by }, on: clock.now, to: "", screen: screens.web });
}

const take = (by: string, bytes: Uint8Array | undefined = csv, message = "m1") =>
  desk.files.take({ by, message, name: "lista.csv", bytes, on: clock.now });

async function kept(folder: string) {
  return (await store.register.list(folder, { prefix: "", after: "", limit: 100 })).map(({ body }) => body);
}

test("only who sent a file may have it imported, and only to an edition of theirs", async () => {
  const upload = await take("eva");
  expect(await order("luz", { does: "list", upload }, true)).toMatchObject({ kind: "no-list", why: "gone" });
  expect(await order("eva", { does: "list", upload, edition: "ajena" }, true)).toMatchObject({ kind: "no-edition" });
  expect(await order("nobody", { does: "list", upload }, true)).toEqual({ kind: "refused", why: "not-staff" });
  expect(await kept("listed/lista")).toEqual([]);
  expect(await kept("listed/ajena")).toEqual([]);
  expect(await order("eva", { does: "list", upload }, false)).toMatchObject({
    kind: "preview",
    list: { rows: 3, codes: 2 },
  });
});

test("asked twice, as after a crash, it is imported once and answered the same", async () => {
  const upload = await take("eva");
  const command: Command = { does: "list", edition: "lista", upload };
  const first = await order("eva", command, true);
  const again = await order("eva", command, true);
  expect(first).toMatchObject({ kind: "done", list: { rows: 3, already: 0, codes: 2 } });
  expect(again).toMatchObject({ kind: "done", list: { rows: 3, already: 0, codes: 2 } });
  expect(await kept("listed/lista")).toHaveLength(3);
  const told = (await kept("audit")).map((one) => JSON.parse(one));
  expect(told).toEqual([expect.objectContaining({ by: "eva", edition: "lista", what: "upload 3" })]);
});

test("wherever the power goes, everybody is listed once it is asked again, with codes that work", async () => {
  for (let last = 1; ; last += 1) {
    store = sqliteStore(":memory:");
    desk = deskOn(store);
    await editionsByList(store, { lista: "Por lista" });
    await store.register.set("staff", "eva", JSON.stringify({ role: "coordinator", editions: ["lista"], name: "eva" }));
    const upload = await take("eva");
    let writes = 0;
    const dying = { ...store.register };
    for (const write of ["set", "put", "remove"] as const) {
      Object.assign(dying, {
        [write]: async (...args: [string, string, string, string]) => {
          writes += 1;
          if (writes > last) throw new Error("the power went");
          return store.register[write](...args);
        },
      });
    }
    const command: Command = { does: "list", edition: "lista", upload };
    const survived = await order("eva", command, true, deskOn({ ...store, register: dying })).then(
      () => true,
      () => false,
    );
    const done = await order("eva", command, true);
    expect(done).toMatchObject({ kind: "done", list: { rows: 3, already: 0, codes: 2 } });
    const token = done.kind === "done" ? (done.links?.csv.split("/").at(-1) ?? "") : "";
    const file = Buffer.from((await desk.file(token, "csv"))?.bytes ?? []).toString();
    expect(
      file
        .split("\r\n")
        .slice(1, 3)
        .map((line) => line.split(",")[0]),
    ).toEqual(["Eva Gil", "Luz Paz"]);
    const code = /[A-Z2-9]{4}-[A-Z2-9]{4}/.exec(file)?.[0] ?? "";
    const claim = { kind: "claim", code: code.replace("-", "") } as const;
    const asker = { ...ana, id: `guest${last}` };
    const guest = await desk.clerk({ request: claim, id: "c", asker, on: clock.now, to: "t:g", screen: screens.web });
    expect(guest).toMatchObject({ kind: "standing", edition: "lista", status: "admitted" });
    if (survived) break;
  }
});

test("a sheet of Excel is a list like any other", async () => {
  const text = (value: string) => ({ value, type: String });
  const rows = [
    ["Nombre", "Teléfono"],
    ["Ana Pérez", "+504 9999 0001"],
    ["Eva Gil", "+504 9999 0002"],
  ];
  const sheet = await writeExcelFile(rows.map((row) => row.map(text))).toBuffer();
  const upload = await desk.files.take({ by: "eva", message: "x", name: "lista.xlsx", bytes: sheet, on: clock.now });
  expect(await order("eva", { does: "list", upload }, true)).toMatchObject({
    kind: "done",
    list: { rows: 2, codes: 0 },
  });
  expect(await kept("listed/lista")).toHaveLength(2);
});

test("a file waits an hour, and nothing of it is left after that", async () => {
  const upload = await take("eva");
  clock.now += hour;
  expect(await order("eva", { does: "list", upload }, true)).toMatchObject({ why: "gone" });
  expect(await kept("uploads")).toHaveLength(1);
  await desk.tidy();
  expect(await kept("uploads")).toEqual([]);
  expect(await kept(`uploads/${upload}`)).toEqual([]);
});

test("codes can be fetched for a day by whom they were made for, while they may", async () => {
  const upload = await take("eva");
  const done = await order("eva", { does: "list", edition: "lista", upload }, true);
  const token = done.kind === "done" ? (done.links?.csv.split("/").at(-1) ?? "") : "";
  clock.now += 23 * hour;
  await desk.tidy();
  expect(await desk.file(token, "xlsx")).toMatchObject({ name: "sendero-lista-codigos.xlsx" });
  await store.register.set("staff", "eva", JSON.stringify({ role: "coordinator", editions: ["ajena"], name: "eva" }));
  expect(await desk.file(token, "csv")).toBeUndefined();
  clock.now += 2 * hour;
  await desk.tidy();
  expect(await kept("uploads")).toEqual([]);
});

test("who is on the list already is told apart, and a list of nobody new asks for no yes", async () => {
  await order("eva", { does: "list", edition: "lista", upload: await take("eva") }, true);
  const longer = Buffer.from(`${csv.toString()}Pía Rey,+504 9999 0002\n`);
  const upload = await take("eva", longer, "m2");
  expect(await order("eva", { does: "list", upload }, false)).toMatchObject({
    kind: "preview",
    list: { rows: 4, already: 3, codes: 0 },
  });
  const same = await take("eva", csv, "m3");
  expect(await order("eva", { does: "list", upload: same }, false)).toMatchObject({
    kind: "done",
    list: { already: 3 },
  });
});

test("a file that could not be fetched is said to be so", async () => {
  const upload = await desk.files.take({ by: "eva", message: "m9", name: "", bytes: undefined, on: clock.now });
  expect(await order("eva", { does: "list", upload }, false)).toMatchObject({
    kind: "done",
    list: { faults: [{ row: 0, is: "unreached" }] },
  });
});

test("10 000 people are kept, shown and imported", async () => {
  const lines = Array.from({ length: 10_000 }, (_, at) => `Persona Apellido,+504${90_000_000 + at}`).join("\n");
  const upload = await take("eva", Buffer.from(`nombre,telefono\n${lines}`));
  for (const body of await kept(`uploads/${upload}`)) expect(body.length).toBeLessThan(210_000);
  expect(await order("eva", { does: "list", upload }, true)).toMatchObject({ kind: "done", list: { rows: 10_000 } });
}, 60_000);
