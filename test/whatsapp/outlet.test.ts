import { expect, test } from "@jest/globals";
import { addressOf, outlet } from "../../bots/whatsapp/outlet.ts";
import type { Reply } from "../../dialogs/types.ts";
import { sqliteStore } from "../../services/store/sqlite.ts";

const to = { id: "wa:1", language: "es" } as const;
const long = "palabra ".repeat(200).trim();

/** What happens while a debt is sent, in order. */
async function happening(replies: readonly Reply[]): Promise<string[]> {
  const store = sqliteStore(":memory:");
  const happened: string[] = [];
  const out = outlet({
    dispatches: store.dispatches,
    reports: {
      came() {},
      async within(id, milliseconds) {
        happened.push(`waits ${milliseconds} for ${id}`);
        return true;
      },
    },
    send: async ({ id, number, reply }) => {
      happened.push(`sends ${id} from ${number}: ${reply.image ? "picture" : "text"}`);
    },
  });
  await out.send({ id: "turn", to: addressOf("100"), replies, effects: [] }, to);
  await store.close();
  return happened;
}

test("what is said after a picture waits until the picture is there", async () => {
  const image = { file: "mapa.svg", alt: "Un mapa" };
  expect(await happening([{ text: long, image, options: [] }])).toEqual([
    "sends turn.0 from 100: picture",
    "waits 5000 for turn.0",
    "sends turn.1 from 100: text",
  ]);
});

test("what is said after words does not wait", async () => {
  const said = [long, long, long].map((text) => ({ text, options: [] }));
  expect(await happening(said)).toEqual(["sends turn.0 from 100: text", "sends turn.1 from 100: text"]);
});

test("what was said is forgotten once: not what was sent since, by who takes it up after a crash", async () => {
  const store = sqliteStore(":memory:");
  const { dispatches } = store;
  const begin = (id: string) => dispatches.trying({ id, learner: to.id, number: "100" }, 1);
  await begin("before.0");
  const out = outlet({
    dispatches,
    reports: { came() {}, within: async () => true },
    send: async ({ id }) => void (await begin(id)),
  });
  const owed = {
    id: "goodbye",
    to: addressOf("100"),
    replies: [{ text: "Borrado.", options: [] }],
    effects: [{ kind: "forget-conversation" as const }],
  };
  await out.send(owed, to);
  expect((await dispatches.of(to.id)).map(({ id }) => id)).toEqual(["goodbye.0"]);
  await out.send(owed, to);
  expect((await dispatches.of(to.id)).map(({ id, tries }) => [id, tries])).toEqual([["goodbye.0", 2]]);
  await store.close();
});
