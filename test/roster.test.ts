import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { z } from "zod";
import { nextWords } from "../bots/authoring/player.ts";
import { screens } from "../bots/screens.ts";
import { openCourse } from "../content/open.ts";
import type { StandingAnswer } from "../dialogs/admission/requests.ts";
import { type Learner, newLearner } from "../dialogs/state.ts";
import { editionOf, summaryOf } from "../dialogs/summary.ts";
import type { Input } from "../dialogs/types.ts";
import { converse } from "../services/converse.ts";
import { delivery } from "../services/deliver.ts";
import { StoreUnavailable } from "../services/errors.ts";
import { silentLog } from "../services/log.ts";
import { type Roster, roster } from "../services/roster/roster.ts";
import { rebuildRoster } from "../services/roster/roster-rebuild.ts";
import { sqliteStore } from "../services/store/sqlite.ts";
import type { Store } from "../services/store/store.ts";
import { tinyCourse } from "./courses/tiny-course.ts";
import { officeFor } from "./fakes/office.ts";

const library = await openCourse(tinyCourse);
const quiet = { send: async () => {}, idempotent: true };
const day = 86_400_000;
const start = Date.UTC(2026, 10, 2);

/** Somebody does something, time passes, or the roster cannot be written for a while. */
type Happening =
  | { does: "learns"; who: number; turns: number; knows: boolean }
  | { does: "says"; who: number; text: string }
  | { does: "moves"; who: number; edition: string }
  | { does: "is admitted"; who: number; edition: string; institution: string }
  | { does: "days"; count: number }
  | { does: "fails"; times: number }
  | { does: "restarts" };

const who = fc.integer({ min: 0, max: 2 });
const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constant("learns" as const),
      who,
      turns: fc.integer({ min: 1, max: 30 }),
      knows: fc.boolean(),
    }),
  },
  fc.record({
    does: fc.constant("says" as const),
    who,
    text: fc.constantFrom(
      "menú",
      "borrar mis datos",
      "sí",
      "baja",
      "alta",
      "english",
      "ajustes",
      "país",
      "méxico",
      "resultados",
    ),
  }),
  fc.record({ does: fc.constant("moves" as const), who, edition: fc.constantFrom("demo", "2027-1") }),
  fc.record({
    does: fc.constant("is admitted" as const),
    who,
    edition: fc.constantFrom("demo", "2027-1"),
    institution: fc.constantFrom("DIF", "Casa Alianza"),
  }),
  fc.record({ does: fc.constant("days" as const), count: fc.integer({ min: 1, max: 20 }) }),
  fc.record({ does: fc.constant("fails" as const), times: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ does: fc.constant("restarts" as const) }),
);

const welcome = ["hola", "español", "sí, de acuerdo", "Ana Pérez", "guatemala", "albergue"];

/** A server on a store, whose roster fails as often as `world.failing` says. */
function server(store: Store, world: { failing: number }) {
  const { clerk, editions, roster: real } = officeFor(store, library);
  const faulty: Pick<Roster, "keep"> = {
    async keep(...given) {
      if (world.failing > 0) {
        world.failing -= 1;
        throw new StoreUnavailable("not now");
      }
      await real.keep(...given);
    },
  };
  const sending = delivery(new Map([["test", quiet]]), silentLog);
  return converse({ ...store, library, delivery: sending, clerk, editions, roster: faulty, log: silentLog });
}

async function play(store: Store, happenings: readonly Happening[]): Promise<void> {
  const world = { failing: 0, on: start, turns: 0 };
  let conversation = server(store, world);
  const hear = async (id: string, heard: { kind: "text"; text: string } | { kind: "answer"; answer: Moved }) => {
    world.turns += 1;
    const input: Input = { id: `m${world.turns}`, on: world.on, seed: world.turns, screen: screens.web, ...heard };
    await conversation.hear({ learner: id, to: `test:${id}`, input });
  };
  for (const one of happenings) {
    switch (one.does) {
      case "days":
        world.on += one.count * day;
        break;
      case "fails":
        world.failing = one.times;
        break;
      case "restarts":
        await conversation.idle();
        conversation = server(store, world);
        break;
      case "says":
        await hear(`p${one.who}`, { kind: "text", text: one.text });
        break;
      case "moves": {
        const news = { is: "moved", edition: one.edition, name: one.edition } as const;
        await hear(`p${one.who}`, { kind: "answer", answer: { kind: "told", news } });
        break;
      }
      case "is admitted": {
        const { edition, institution } = one;
        const told = {
          kind: "standing",
          told: "done",
          edition,
          status: "admitted",
          on: world.on,
          institution,
        } as const;
        await hear(`p${one.who}`, { kind: "answer", answer: told });
        break;
      }
      case "learns":
        for (let turn = 0; turn < one.turns; turn += 1) {
          await hear(`p${one.who}`, { kind: "text", text: await nextOf(store, one, turn) });
        }
    }
  }
  world.failing = 0;
  await conversation.idle();
  await server(store, world).resume();
  await conversation.idle();
}

async function nextOf(store: Store, { who: index, knows }: Extract<Happening, { does: "learns" }>, turn: number) {
  const id = `p${index}`;
  const learner = (await store.learners.load(id))?.learner ?? newLearner(id);
  if (!learner.consent) return welcome[turn % welcome.length] ?? "hola";
  return nextWords({ learner, course: library.first }, knows ? "knows" : "guesses wrong");
}

type Moved = StandingAnswer | { kind: "told"; news: { is: "moved"; edition: string; name: string } };

const kept = z.looseObject({ summary: z.unknown() });

/** Everybody by edition, counted from the learners themselves. */
async function recount(store: Store): Promise<Record<string, Record<string, unknown>>> {
  const found: Record<string, Record<string, unknown>> = { demo: {}, "2027-1": {} };
  for await (const entry of store.archive.everything()) {
    if (entry.kind !== "learner") continue;
    const learner = (await store.learners.load(entry.id))?.learner;
    const edition = learner && editionOf(learner);
    if (learner && edition !== undefined) found[edition] = { ...found[edition], [learner.id]: plain(learner) };
  }
  return found;
}

function plain(learner: Learner): unknown {
  return JSON.parse(JSON.stringify(summaryOf(learner, library.first)));
}

async function counted(store: Store): Promise<Record<string, Record<string, unknown>>> {
  const known = roster({ ...store, library });
  const found: Record<string, Record<string, unknown>> = {};
  for (const edition of ["demo", "2027-1"]) {
    const people = await known.of(edition);
    const documents = [...people.keys()].map(async (id) => {
      const body = (await store.register.get(`roster/${edition}`, id))?.body;
      return [id, kept.parse(JSON.parse(body ?? "")).summary] as const;
    });
    found[edition] = Object.fromEntries(await Promise.all(documents));
  }
  return found;
}

test("the roster is what a recount of the learners finds, whatever they do and whatever fails", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 3, maxLength: 25 }), async (happenings) => {
      const store = sqliteStore(":memory:");
      await play(store, happenings);
      expect(await counted(store)).toEqual(await recount(store));
      await store.close();
    }),
    { numRuns: 40, seed: 7 },
  );
});

test("what was lost or is wrong is made anew from the learners, and what is right is left alone", async () => {
  const store = sqliteStore(":memory:");
  await play(store, [
    { does: "learns", who: 0, turns: 40, knows: true },
    { does: "learns", who: 1, turns: 20, knows: false },
    { does: "learns", who: 2, turns: 12, knows: true },
  ]);
  expect(await rebuildRoster(store, library)).toEqual({ learners: 3, mended: 0, removed: 0 });
  const right = await counted(store);
  const kept = await store.register.get("roster/demo", "p0");
  await store.register.set("roster/demo", "p0", (kept?.body ?? "").replace('"since":', '"since":1'));
  await store.register.remove("roster/demo", "p1");
  await store.register.set("roster/demo", "nobody", kept?.body ?? "");
  expect(await counted(store)).not.toEqual(right);
  expect(await rebuildRoster(store, library)).toEqual({ learners: 3, mended: 2, removed: 1 });
  expect(await counted(store)).toEqual(right);
});

test("a turn that changes nothing coordinators ask for writes nothing of it", async () => {
  const store = sqliteStore(":memory:");
  const world = { failing: 0 };
  const conversation = server(store, world);
  const hear = async (id: string, text: string) => {
    const input: Input = { id, on: start, seed: 1, screen: screens.web, kind: "text", text };
    await conversation.hear({ learner: "p0", to: "test:p0", input });
    await conversation.idle();
    return (await store.register.get("roster/demo", "p0"))?.revision;
  };
  for (const [index, text] of welcome.entries()) await hear(`w${index}`, text);
  const first = await hear("1", "continuar");
  for (const [index, text] of ["ayuda", "menú", "resultados"].entries())
    expect(await hear(`n${index}`, text)).toBe(first);
});
