import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Query } from "../../dialogs/coordinator/query.ts";
import { panelStage } from "../fakes/panel-stage.ts";

/** The page of coordinators over HTTP: who sees it, and whether its numbers are those of the conversation. */

let stage: Awaited<ReturnType<typeof panelStage>>;
let link: string;
beforeAll(async () => {
  stage = await panelStage(24, 300);
  link = await stage.link();
}, 60_000);
afterAll(() => stage.close());

async function shown(address: string): Promise<{ status: number; page: string }> {
  const answer = await fetch(address);
  return { status: answer.status, page: await answer.text() };
}

const wordsOf = (page: string) => page.replace(/<style>.*<\/style>/s, "").replace(/<[^>]*>/g, "|");

test("without a link of ours there is nothing", async () => {
  for (const token of ["", "abc", "0".repeat(300), `${link.split("/").at(-1)}00`]) {
    const { status, page } = await shown(`${stage.tutor.url}/panel/${token}`);
    expect(status).toBe(404);
    expect(page).not.toContain("Primera");
  }
});

test("a link for something else opens nothing here", async () => {
  const { page } = await shown(link);
  const handle = /persona=([0-9a-f]+)/.exec(page)?.[1];
  const file = /\/export\/csv\/([0-9a-f]+)/.exec(page)?.[1];
  for (const token of [handle, file]) {
    expect(token).toBeDefined();
    expect((await shown(`${stage.tutor.url}/panel/${token}`)).status).toBe(404);
  }
});

test("it is stored nowhere on the way, and nothing runs in it", async () => {
  const { headers } = await fetch(link);
  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.get("x-robots-tag")).toBe("noindex");
  expect(headers.get("content-security-policy")).toMatch(
    /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'/,
  );
});

test.each<readonly [string, Query]>([
  ["modulo=", { about: "overview", filter: { edition: "2027-1" } }],
  ["pais=HN", { about: "overview", filter: { edition: "2027-1", country: "HN" } }],
])("its numbers are those that the clerk says: %s", async (params, query) => {
  const answer = await stage.answer(query);
  const { page } = await shown(`${link}?${params}`);
  if (answer.kind !== "figures") throw new Error(answer.kind);
  const [people, started] = answer.table.rows[0] ?? [];
  expect(Number(started)).toBeGreaterThan(0);
  expect(wordsOf(page)).toContain(`|Personas||${people}|`);
  expect(wordsOf(page)).toContain(`|Empezaron||${started}|`);
});

test.each<readonly [string, string, Query]>([
  ["progress by module", "estado=all", { about: "progress", by: "module", filter: { edition: "2027-1" } }],
  ["weeks", "estado=all", { about: "weeks", filter: { edition: "2027-1" } }],
  ["results in one country", "pais=GT", { about: "results", filter: { edition: "2027-1", country: "GT" } }],
])("its tables are those of the conversation: %s", async (_, params, query) => {
  const answer = await stage.answer(query);
  const { page } = await shown(`${link}?${params}`);
  if (answer.kind !== "figures") throw new Error(answer.kind);
  expect(answer.table.rows.length).toBeGreaterThan(3);
  for (const row of answer.table.rows) {
    const said = row.slice(1).map((cell, index) => {
      if (cell === undefined) return "–";
      return answer.table.columns[index + 1]?.is === "percent" ? `${cell} %` : Number(cell).toLocaleString("es");
    });
    expect(wordsOf(page)).toContain(`|${said.join("||")}||`);
  }
});

test("applications are those of the conversation: who waits and since when, and from where they are", async () => {
  const applications = { about: "applications", filter: { edition: "2027-1" } } as const;
  const waiting = await stage.answer(applications);
  const byCountry = await stage.answer({ ...applications, by: "country" });
  if (waiting.kind !== "figures" || byCountry.kind !== "figures") throw new Error("no figures");
  expect(waiting.table.rows.map((row) => [row[0], row.at(-1)])).toEqual([
    ["Mariela López", 12],
    ["Juan Cruz", 9],
    ["Carmen <i>Mejía</i>", 6],
    ["Pedro Ruiz", 3],
  ]);
  expect(byCountry.table.rows).toEqual([
    ["GT", 2, 0, 0, 0],
    ["HN", 1, 0, 0, 0],
    ["MX", 1, 0, 0, 0],
  ]);
  const { page } = await shown(link);
  const words = wordsOf(page);
  expect(words).toContain("|Mariela López||12||Guatemala||Casa Alianza|");
  expect(words).toContain("|Pedro Ruiz||3||Honduras||DINAF|");
  expect(words).toContain("|Guatemala||2||0||0||0|");
  expect(words).toContain("|Casa Alianza||2||0||0||0|");
  expect(words).toContain("|Solicitudes pendientes||4|");
  expect(page).not.toContain("<i>");
  const abroad = wordsOf((await shown(`${link}?pais=HN`)).page);
  expect(abroad).toContain("|Solicitudes pendientes||1|");
  expect(abroad).not.toContain("|Mariela López|");
});

test("a look at who applied is noted", async () => {
  stage.tutor.clock.now += 1000;
  const before = await stage.audited();
  await shown(link);
  const noted = (await stage.audited()).filter((one) => !before.includes(one));
  expect(noted.filter((one) => one.includes('"what":"applications"') && one.includes("applicant:0:0"))).toHaveLength(1);
  expect(noted.join()).not.toContain("applicant:1:");
});

test("editions stand side by side for who has several, and only those", async () => {
  const own = wordsOf((await shown(link)).page);
  expect(own).not.toContain("Comparar ediciones");
  expect(own).toContain("|Primera edición 2027 · 2027-1||24||4||–||–||con solicitud|");
  await stage.promote();
  const both = await stage.answer({ about: "editions", filter: {} });
  if (both.kind !== "figures") throw new Error(both.kind);
  const { page } = await shown(await stage.link());
  expect(wordsOf(page)).toContain("Comparar ediciones");
  for (const row of both.table.rows) {
    const cells = row.slice(0, 4).map((cell) => (cell === undefined ? "–" : String(cell)));
    expect(wordsOf(page)).toContain(`|${cells.join("||")}|`);
  }
  await stage.demote();
  expect(wordsOf((await shown(link)).page)).not.toContain("Segunda");
});

test("people are listed by tens, and each page of them is noted", async () => {
  const before = await stage.audited();
  stage.tutor.clock.now += 1000;
  const { page } = await shown(`${link}?estado=all`);
  expect(wordsOf(page)).toContain("1 a 10 de 24");
  expect(wordsOf((await shown(`${link}?estado=all&desde=20`)).page)).toContain("21 a 24 de 24");
  const noted = (await stage.audited()).filter((one) => !before.includes(one));
  // Who applied is shown on each page, too.
  const people = noted.filter((one) => one.includes('"what":"people'));
  expect(people).toHaveLength(2);
  expect(people[0]).toContain('"by":"eva"');
  expect(people[0]).toContain("e0:test:");
});

test("somebody's page is opened from the list, and that is noted", async () => {
  const { page } = await shown(`${link}?estado=all`);
  const [, address = "", name = ""] = /<a class="tap" href="(\?[^"]*persona=[^"]*)">([^<]*)</.exec(page) ?? [];
  const person = await shown(link + address.replaceAll("&#38;", "&"));
  expect(person.status).toBe(200);
  expect(person.page).toContain(`<h1>${name}</h1>`);
  expect((await stage.audited()).filter((one) => one.includes('"what":"person"'))).toHaveLength(1);
});

test("another edition is not there, by its id, its name, or one of its people", async () => {
  for (const edition of ["2027-2", "Segunda edición 2027", "segunda"]) {
    const { status, page } = await shown(`${link}?edicion=${encodeURIComponent(edition)}`);
    expect(status).toBe(404);
    expect(page).not.toMatch(/Segunda|Ajena|2027-2/);
  }
  const own = await shown(link);
  expect(own.page).not.toMatch(/Segunda|Ajena|2027-2/);
});

test("what people typed is text", async () => {
  const { page } = await shown(link);
  expect(page).toContain("Aana &#60;b&#62;Norte&#60;/b&#62; &#38; «Sur»");
  expect(page).not.toContain("<b>Norte");
  expect((await shown(`${link}?pais=%3Cscript%3E&modulo=%22%3E%3Cb%3E&estado=x&desde=-1`)).page).not.toMatch(
    /<script|<b>x/,
  );
});

test("it speaks the language of whoever asked for it", async () => {
  const { page } = await shown(await stage.link("pt"));
  expect(page).toContain('<html lang="pt">');
  expect(page).toContain("Painel da coordenação");
});

test("half an hour later it is over", async () => {
  const { clock } = stage.tutor;
  const fresh = await stage.link();
  clock.now += 30 * 60_000 - 1;
  expect((await shown(fresh)).status).toBe(200);
  clock.now += 1;
  expect((await shown(fresh)).status).toBe(404);
});

test("who is dismissed sees nothing more, with a link that is still good", async () => {
  const fresh = await stage.link();
  expect((await shown(fresh)).status).toBe(200);
  await stage.dismiss();
  const { status, page } = await shown(fresh);
  expect(status).toBe(404);
  expect(page).not.toContain("Primera");
});
