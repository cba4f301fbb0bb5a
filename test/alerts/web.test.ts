import { afterEach, expect, test } from "@jest/globals";
import { z } from "zod";
import { wordsIn } from "../../dialogs/words.ts";
import { allAlerts } from "../../services/alerts/kept.ts";
import { coordinates } from "../fakes/desk-people.ts";
import { connect, eventually, type LineClient } from "../fakes/line-client.ts";
import { startTutor, type TutorServer, temporaryFolder } from "../fakes/tutor-server.ts";

/** An alert between two pages of the web chat, over Direct Line. */

const say = wordsIn("es");
const folder = temporaryFolder();
let tutor: TutorServer;
afterEach(async () => {
  await tutor.stop();
  folder.remove();
});

const payload = z.looseObject({ user: z.string() });

function learnerOf({ token }: LineClient): string {
  return `web:${payload.parse(JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString())).user}`;
}

const words = async (client: LineClient) => JSON.stringify((await client.activities()).activities);

async function heard(client: LineClient, part: string): Promise<string> {
  await eventually(async () => (await words(client)).includes(part));
  return words(client);
}

async function welcomed(name: string): Promise<LineClient> {
  const client = await connect(tutor.url);
  for (const said of ["español", "sí", name, "Guatemala", "1"]) await client.say(said);
  return client;
}

/** Taps the newest button that shows a label. */
async function taps(client: LineClient, label: string): Promise<void> {
  const button = new RegExp(`"title":"${label}"[^}]*"value":(\\{[^}]*\\})`, "g");
  const found = [...(await words(client)).matchAll(button)].at(-1)?.[1] ?? "";
  expect(found).not.toBe("");
  await client.post({ type: "message", value: JSON.parse(found) });
}

test("sent, taken and heard of between two pages; what was typed is in no store; erased, the alert is gone", async () => {
  tutor = await startTutor(folder.path);
  const ana = await welcomed("Zulmarina Tzoc");
  const eva = await welcomed("Eva Ruiz");
  await coordinates(tutor.store, learnerOf(eva), "Eva Ruiz");
  await eva.say("coordinación");
  await heard(eva, "Coordinación");

  await ana.say("mi esposo Arnulfo me pega con un cable");
  await heard(ana, say("alert.button"));
  await taps(ana, say("alert.button"));
  await heard(ana, "¿Enviar?");
  await taps(ana, say("alert.yes"));
  await heard(ana, "Enviado. El equipo");
  expect(await heard(eva, "Aviso de cuidado")).not.toContain("Zulmarina");
  await taps(eva, say("alert.take"));
  await heard(eva, "Zulmarina Tzoc");
  await heard(ana, say("alert.seenQuietly"));
  expect(await everything()).not.toMatch(/Arnulfo|cable/);

  await ana.say("borrar mis datos");
  await ana.say("bórrelo ya");
  await heard(ana, say("language.ask").slice(0, 12));
  tutor.clock.now += 1000;
  await tutor.sweep();
  expect(await allAlerts(tutor.store.register)).toEqual([]);
});

async function everything(): Promise<string> {
  const lines: string[] = [];
  for await (const entry of tutor.store.archive.everything()) lines.push(JSON.stringify(entry));
  return lines.join("\n");
}
