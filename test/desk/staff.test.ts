import { expect, test } from "@jest/globals";
import { readySession } from "../../bots/console/session.ts";
import { screens } from "../../bots/screens.ts";
import { openCourse } from "../../content/open.ts";
import type { Command } from "../../dialogs/coordinator/command.ts";
import type { Answer, Request } from "../../dialogs/requests.ts";
import { readConfig } from "../../services/config.ts";
import { sqliteStore } from "../../services/store/sqlite.ts";
import { tinyCourse } from "../courses/tiny-course.ts";
import { officeFor } from "../fakes/office.ts";
import { inTemporaryFolders } from "../fakes/temporary.ts";

const library = await openCourse(tinyCourse);
const { learner: ana } = readySession(library.first);
const on = Date.UTC(2026, 10, 20);
const day = 86_400_000;
const newFolder = inTemporaryFolders();

function opened(administrators: readonly string[] = []) {
  const store = sqliteStore(":memory:");
  const desk = officeFor(store, library, { administrators, now: () => on });
  let count = 0;
  const ask = (id: string, request: Request, at = on, asked = `a${++count}`): Promise<Answer> =>
    desk.clerk({ request, id: asked, asker: { ...ana, id }, on: at, to: "", screen: screens.web });
  const invite: Command = { does: "invite", role: "coordinator", editions: "demo" };
  /** The code that an administrator is given for a coordinator of the demo. */
  const invited = async (by: string, at = on) => {
    const answer = await ask(by, { kind: "command", command: invite, agreed: true }, at);
    return answer.kind === "done" ? { code: answer.code ?? "", name: answer.name ?? "" } : { code: "", name: "" };
  };
  return { store, desk, ask, invited };
}

test("who read what the server printed administers, once; then there is no such code any more", async () => {
  const { desk, ask } = opened();
  const old = (await desk.staff.firstCode(on))?.code ?? "";
  const code = (await desk.staff.firstCode(on + 60_000))?.code ?? "";
  expect(await ask("eva", { kind: "redeem", code: old })).toEqual({ kind: "refused", why: "no-code" });
  expect(await ask("ana", { kind: "redeem", code: code.toLowerCase().replaceAll("-", "") })).toEqual({
    kind: "redeemed",
    role: "administrator",
  });
  expect(await ask("eva", { kind: "redeem", code })).toEqual({ kind: "refused", why: "used" });
  expect(await ask("ana", { kind: "role" })).toMatchObject({ role: "administrator" });
  expect(await desk.staff.firstCode(on)).toBeUndefined();
});

test("servers that start together on an empty store print one code, and it is good", async () => {
  const { store, desk, ask } = opened();
  const second = officeFor(store, library, { now: () => on }).staff;
  const issued = await Promise.all([desk.staff.firstCode(on), second.firstCode(on + 5)]);
  const codes = new Set(issued.map((one) => one?.code));
  expect(codes.size).toBe(1);
  const [code = ""] = codes;
  expect(await ask("ana", { kind: "redeem", code })).toMatchObject({ kind: "redeemed" });
  expect(await ask("eva", { kind: "redeem", code })).toEqual({ kind: "refused", why: "used" });
});

test("servers that start together annul the code of before side by side, without a word", async () => {
  const { store, desk, ask } = opened();
  const second = officeFor(store, library, { now: () => on }).staff;
  const old = (await desk.staff.firstCode(on))?.code ?? "";
  const later = on + day / 2;
  const issued = await Promise.all([desk.staff.firstCode(later), second.firstCode(later)]);
  expect(new Set(issued.map((one) => one?.code)).size).toBe(1);
  expect(await ask("ana", { kind: "redeem", code: old })).toEqual({ kind: "refused", why: "no-code" });
});

test("administrators by setting need no code, and nobody can dismiss them", async () => {
  const { desk, ask } = opened(["web:dl_1"]);
  expect(await desk.staff.firstCode(on)).toBeUndefined();
  expect(await ask("web:dl_1", { kind: "role" })).toMatchObject({ role: "administrator" });
  const dismiss: Command = { does: "dismiss", learner: "web:dl_1" };
  const answer = await ask("web:dl_1", { kind: "command", command: dismiss, agreed: true });
  expect(answer).toEqual({ kind: "refused", why: "last-administrator" });
});

test("who is named by their Teams identity administers under whatever id they are known, before or after", async () => {
  const { store, ask } = opened(["teams:t/known", "teams:t/new"]);
  await store.people.learnerOf(["teams:t/known"], "ms:1", on);
  expect(await ask("ms:1", { kind: "role" })).toMatchObject({ role: "administrator" });
  const later = await store.people.learnerOf(["teams:t/new"], "ms:2", on);
  expect(await ask(later, { kind: "role" })).toMatchObject({ role: "administrator" });
  expect(await ask("teams:t/new", { kind: "role" })).toMatchObject({ role: "learner" });
});

test("a Teams identity in the settings is the name of that learner", async () => {
  const [tenant, person] = ["AAAAAAAA-0000-4000-8000-000000000001", "bbbbbbbb-0000-4000-8000-000000000002"];
  const { administrators } = readConfig({
    ADMINISTRATORS: `${tenant}/${person}, web:dl_1`,
    DATA_DIR: await newFolder(),
  });
  expect(administrators).toEqual([`teams:${tenant.toLowerCase()}/${person}`, "web:dl_1"]);
});

test("where somebody was written to goes with their access, and comes back with it", async () => {
  const { store, desk, invited } = opened(["ana"]);
  const come = (request: Request, asked: string) =>
    desk.clerk({ request, id: asked, asker: { ...ana, id: "eva" }, on, to: "webchat:eva", screen: screens.web });
  const reach = () => store.register.get("staff-reach", "eva");
  for (const time of ["first", "again"]) {
    await come({ kind: "redeem", code: (await invited("ana")).code }, `${time} code`);
    await come({ kind: "role" }, `${time} desk`);
    expect(await reach()).toBeDefined();
    const dismiss: Command = { does: "dismiss", learner: "eva" };
    const request: Request = { kind: "command", command: dismiss, agreed: true };
    const by = { ...ana, id: "ana" };
    await desk.clerk({ request, id: `${time} dismissal`, asker: by, on, to: "webchat:ana", screen: screens.web });
    expect(await reach()).toBeUndefined();
  }
});

test("an invitation makes one coordinator of one edition, within a day", async () => {
  const { ask, invited } = opened(["root"]);
  const first = await invited("root");
  expect(await ask("ana", { kind: "redeem", code: first.code }, on + day)).toMatchObject({ kind: "redeemed" });
  expect(await ask("ana", { kind: "role" })).toMatchObject({ role: "coordinator", editions: [{ id: "demo" }] });
  expect(await ask("eva", { kind: "redeem", code: first.code })).toEqual({ kind: "refused", why: "used" });
  const late = await invited("root");
  expect(await ask("eva", { kind: "redeem", code: late.code }, on + day + 1)).toEqual({
    kind: "refused",
    why: "no-code",
  });
  expect(await ask("eva", { kind: "role" })).toMatchObject({ role: "learner" });
});

test("a code redeemed again by the same request, as after a crash, is still redeemed", async () => {
  const { ask, invited } = opened(["root"]);
  const { code } = await invited("root");
  const request: Request = { kind: "redeem", code };
  expect(await ask("ana", request, on, "same")).toMatchObject({ kind: "redeemed" });
  expect(await ask("ana", request, on, "same")).toMatchObject({ kind: "redeemed" });
  expect(await ask("ana", request, on, "other")).toEqual({ kind: "refused", why: "used" });
});

test("an invitation can be revoked by its name, which tells nothing of the code", async () => {
  const { ask, invited, store } = opened(["root"]);
  const { code, name } = await invited("root");
  const kept = JSON.stringify(await store.register.list("invitations", { prefix: "", after: "", limit: 10 }));
  expect(kept).not.toContain(code);
  expect(kept).not.toContain(code.replaceAll("-", ""));
  const revoke: Command = { does: "revoke", invitation: name };
  expect(await ask("root", { kind: "command", command: revoke, agreed: true })).toMatchObject({ kind: "done" });
  expect(await ask("ana", { kind: "redeem", code })).toEqual({ kind: "refused", why: "no-code" });
  const list = await ask("root", { kind: "query", query: { about: "invitations", filter: {} }, said: "" });
  expect(JSON.stringify(list)).toContain("revoked");
});

test("after five wrong codes in an hour even the right one waits", async () => {
  const { ask, invited } = opened(["root"]);
  const { code } = await invited("root");
  for (let guess = 0; guess < 5; guess += 1) {
    const wrong = await ask("ana", { kind: "redeem", code: `CO-AAAA-AAAA-AAA${guess}` });
    expect(wrong).toEqual({ kind: "refused", why: "no-code" });
  }
  expect(await ask("ana", { kind: "redeem", code })).toEqual({ kind: "refused", why: "too-often" });
  expect(await ask("eva", { kind: "redeem", code })).toMatchObject({ kind: "redeemed" });
});
