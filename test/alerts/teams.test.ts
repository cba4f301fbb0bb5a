import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { wordsIn } from "../../dialogs/words.ts";
import { allAlerts } from "../../services/alerts/kept.ts";
import { coordinates } from "../fakes/desk-people.ts";
import { type Person, startTeams, type TeamsTutor } from "../fakes/teams-tutor.ts";

/** An alert in Teams, where who coordinates is written to first. */

const say = wordsIn("es");
let teams: TeamsTutor;
let ana: Person;
let eva: Person;
let luz: Person;

beforeAll(async () => {
  teams = await startTeams();
  ana = await welcomed("Ana Quiroga");
  eva = await coordinating("Eva Coordina");
  luz = await coordinating("Luz Coordina");
}, 60_000);
afterAll(() => teams.stop());

async function welcomed(name: string): Promise<Person> {
  const one = teams.person();
  for (const words of ["hola", "español", "sí, de acuerdo", name, "Honduras", "otra función"]) await one.say(words);
  return one;
}

async function coordinating(name: string): Promise<Person> {
  const one = await welcomed(name);
  const known = `teams:${teams.azure.tenant}/${one.aadObjectId}`;
  await coordinates(teams.store, await teams.store.people.learnerOf([known], "nobody", 0), name);
  await one.say("coordinación");
  return one;
}

test("the team gets a card in their chats, one sees to it, the other and the learner hear of it", async () => {
  await ana.say("me quiero morir");
  await ana.tap(say("alert.button"));
  expect(ana.words()).toContain("lo está pasando mal");
  await ana.tap(say("alert.yes"));
  await teams.resume();
  for (const one of [eva, luz]) {
    expect(one.words()).toContain("Aviso de cuidado");
    expect(one.words()).not.toContain("Ana Quiroga");
  }
  await eva.tap(say("alert.take"));
  await teams.resume();
  expect(eva.words()).toContain("Ana Quiroga");
  expect(luz.words()).toMatch(/Del aviso a-\w{6} .* se hace cargo Eva Coordina/);
  expect(ana.words()).toContain(say("alert.seen"));
  const before = ana.messages().length;
  await teams.resume();
  expect(ana.messages().length).toBe(before);
  expect(await allAlerts(teams.store.register)).toMatchObject([{ taken: { name: "Eva Coordina", told: true } }]);
}, 60_000);
