import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { z } from "zod";
import { wordsIn } from "../../dialogs/words.ts";
import { coordinates, deskPeople } from "../fakes/desk-people.ts";
import { type Person, startTeams, type TeamsTutor, wordsOf } from "../fakes/teams-tutor.ts";

/** Coordinators in Teams, from a signed token to the card that closes. */

const say = wordsIn("es");
const elsewhere = randomUUID();
let teams: TeamsTutor;
let eva: Person;
let ana: Person;

beforeAll(async () => {
  teams = await startTeams({ settings: (given) => ({ ...given, tenants: [...given.tenants, elsewhere] }) });
  await deskPeople(teams.store, Date.now());
  ana = await welcomed("Ana Quiroga");
  eva = await welcomed("Eva Coordina");
  await coordinates(teams.store, await learnerOf(eva), "Eva Coordina");
  await eva.say("coordinación");
}, 60_000);
afterAll(() => teams.stop());

async function welcomed(name: string): Promise<Person> {
  const one = teams.person();
  for (const words of ["hola", "español", "sí, de acuerdo", name, "Honduras", "otra función"]) await one.say(words);
  return one;
}

function learnerOf({ aadObjectId }: Person): Promise<string> {
  return teams.store.people.learnerOf([`teams:${teams.azure.tenant}/${aadObjectId}`], "nobody", 0);
}

const picture = z.looseObject({ type: z.literal("Image"), url: z.string(), altText: z.string() });
const cards = z.looseObject({
  attachments: z.array(z.looseObject({ content: z.looseObject({ body: z.array(z.unknown()) }) })),
});

/** The pictures of the newest message. */
function pictures(person: Person) {
  const read = cards.safeParse(person.messages().at(-1)?.body).data;
  return (read?.attachments ?? []).flatMap(({ content }) =>
    content.body.flatMap((one) => picture.safeParse(one).data ?? []),
  );
}

test("a question is answered with its chart, which is a picture with words for who cannot see it", async () => {
  await eva.say("avance por país");
  const words = eva.words();
  expect(words).toContain("Avance por país");
  expect(words).toContain("Guatemala");
  const [chart] = pictures(eva);
  expect(chart?.altText).toMatch(/Avance por país.*México.*%/s);
  const name = new URL(chart?.url ?? "").pathname;
  const drawn = await fetch(`${teams.url}${name}`);
  expect([drawn.status, drawn.headers.get("content-type")]).toEqual([200, "image/png"]);
  expect((await drawn.arrayBuffer()).byteLength).toBeGreaterThan(2000);
});

test("what follows keeps what was asked, and is exported as it was counted", async () => {
  await eva.say("¿quién no ha empezado?");
  await eva.say("¿y de México?");
  expect(eva.words()).toContain("No han empezado");
  expect(eva.words()).toContain("Filtro: México");
  const count = Number(/(\d+) personas? de/.exec(eva.words())?.[1]);
  expect(count).toBeGreaterThan(0);
  await eva.tap(say("desk.export"));
  expect(eva.words()).toContain(`Archivo con ${count} persona`);
  const [, path = ""] =
    /\((?:https:\/\/sendero\.example)(\/export\/csv\/\w+)\)/.exec(JSON.stringify(eva.messages().at(-1)?.body)) ?? [];
  const file = await (await fetch(`${teams.url}${path}`)).text();
  expect(
    file
      .trim()
      .split("\r\n")
      .slice(-count)
      .every((row) => row.includes("México")),
  ).toBe(true);
  expect(file).toContain(`Personas,${count}`);
});

test("an act is shown, agreed to in its card, told to whom it is about, and done once", async () => {
  await eva.say("otro intento para Ana Quiroga en el módulo 1");
  expect(eva.words()).toContain("¿Le doy a **Ana Quiroga** un intento más");
  const [asked] = eva.messages().slice(-1);
  const yes = asked && eva.actions(asked).find(({ title }) => title === say("desk.yes"));
  const before = eva.updates().length;
  await eva.submit(yes?.data ?? {});
  expect(eva.messages().map(wordsOf).at(-1)).toContain("Listo: **Ana Quiroga**");
  // In its place, with what was chosen and nothing to tap.
  const closed = eva.updates().slice(before);
  expect(closed).toHaveLength(1);
  expect(closed.map(wordsOf).join()).toContain(`✓ ${say("desk.yes")}`);
  expect(closed.flatMap(eva.actions)).toEqual([]);
  expect(ana.words()).toContain(say("desk.news.granted", { number: 1 }));
  const granted = async () => (await teams.store.learners.load(await learnerOf(ana)))?.learner.granted;
  expect(await granted()).toEqual({ m01: 1 });

  await eva.submit(yes?.data ?? {});
  expect(eva.messages().slice(-2).map(wordsOf)).toContain(say("not.oldButton"));
  expect(await granted()).toEqual({ m01: 1 });
});

test("who learns is shown nothing, with words or with the card of somebody else", async () => {
  const names = (await teams.store.register.list("roster/demo", { prefix: "test:", after: "", limit: 20 })).flatMap(
    ({ body }) => /"name":"([^"]+)"/.exec(body)?.[1] ?? [],
  );
  expect(names.length).toBeGreaterThan(5);
  await eva.say("otro intento para Ana Quiroga en el módulo 1");
  const theirs = eva.messages().flatMap(eva.actions).at(-2);
  const before = ana.messages().length;
  await ana.say("coordinación");
  await ana.say("¿quién no ha empezado?");
  await ana.submit(theirs?.data ?? {});
  const heard = ana.messages().slice(before).map(wordsOf).join("\n");
  expect(heard).toContain(say("staff.learner"));
  expect(names.filter((name) => heard.includes(name))).toEqual([]);
  expect((await teams.store.learners.load(await learnerOf(ana)))?.learner.granted).toEqual({ m01: 1 });
  await eva.tap(say("desk.no"));
});

test("the same person in another directory is somebody else, and of a foreign one nobody is heard", async () => {
  const from = (tenant: string) => ({
    conversation: { id: `a:${tenant}`, conversationType: "personal", tenantId: tenant },
    channelData: { tenant: { id: tenant } },
  });
  for (const text of ["hola", "español", "sí, de acuerdo", "Eva Coordina", "Honduras", "otra función", "coordinación"])
    await teams.post(eva.activity({ text, ...from(elsewhere) }));
  const said = teams.azure.posted.filter(({ conversation }) => conversation === `a:${elsewhere}`).map(wordsOf);
  expect(said.join("\n")).toContain(say("staff.learner"));
  const foreign = randomUUID();
  expect((await teams.post(eva.activity({ text: "coordinación", ...from(foreign) }))).status).toBe(403);
  expect(teams.azure.posted.filter(({ conversation }) => conversation === `a:${foreign}`)).toEqual([]);
});
