import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { screens } from "../bots/screens.ts";
import { type Edition, edition } from "../dialogs/admission/edition.ts";
import type { AdmissionAnswer } from "../dialogs/admission/requests.ts";
import { newLearner } from "../dialogs/state.ts";
import { type Application, firstStep, moved } from "../services/admission/application.ts";
import { promoted, tally } from "../services/admission/seats.ts";
import { keepQuestion, waitingQuestions } from "../services/questions/questions.ts";
import type { Register } from "../services/store/register.ts";
import { sqliteStore } from "../services/store/sqlite.ts";
import type { Owed } from "../services/store/store.ts";
import { desksOn } from "./fakes/desks.ts";

const reach = { to: "test:1", screen: screens.web };

function someone(learner: string, status: Application["status"], on: number, answers = {}): Application {
  return firstStep({ learner, edition: "e", answers, reach }, { status, on });
}

function editionWith(limits: object): Edition {
  return edition.parse({ id: "e", name: "E", admission: "open", ...limits });
}

const people = fc.array(
  fc.record({
    status: fc.constantFrom("applied", "waiting", "refused", "admitted", "left"),
    on: fc.nat(50),
    country: fc.constantFrom("HN", "MX", "GT"),
    institution: fc.constantFrom("DIF", "Casa Alianza", ""),
    held: fc.boolean(),
  }),
  { maxLength: 30 },
);
const limits = fc.record({
  places: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
  quotas: fc.record({
    country: fc.dictionary(fc.constantFrom("HN", "MX"), fc.nat(5)),
    institution: fc.dictionary(fc.constantFrom("DIF", "dif "), fc.nat(4), { maxKeys: 1 }),
  }),
});

describe("who of the waiting gets a place", () => {
  test("no place and no quota is ever given twice, and nobody is passed over who could have had it", () => {
    fc.assert(
      fc.property(people, limits, fc.nat(5), (drawn, given, freed) => {
        const all = drawn.map(({ status, on, country, institution, held }, index) => ({
          ...someone(`l${index}`, status, on, { country, institution }),
          held,
        }));
        const e = editionWith(given);
        const lucky = promoted(e, all, 60, freed);
        const names = new Set(lucky.map(({ learner }) => learner));
        const after = all.map((one) => lucky.find(({ learner }) => learner === one.learner) ?? one);
        const inside = after.filter(({ status }) => status === "admitted");
        const were = all.filter(({ status }) => status === "admitted");
        const within = (most: number | undefined, count: (list: Application[]) => number) =>
          expect(count(inside)).toBeLessThanOrEqual(Math.max(most ?? 99, count(were)));
        within(e.places, (list) => list.length);
        for (const [code, most] of Object.entries(e.quotas.country)) {
          within(most, (list) => list.filter(({ answers }) => answers.country === code).length);
        }
        for (const most of Object.values(e.quotas.institution)) {
          within(most, (list) => list.filter(({ answers }) => answers.institution === "DIF").length);
        }
        // Whoever still waits would not fit, unless they were held back on purpose.
        const seats = tally(e, after);
        for (const one of after.filter(({ status, held }) => status === "waiting" && !held)) {
          expect(seats.hasRoom(one)).toBe(false);
        }
        for (const one of lucky) expect(all.find(({ learner }) => learner === one.learner)?.status).toBe("waiting");
        expect(names.size).toBe(lucky.length);
      }),
    );
  });

  test("those who wait longest come first; a full quota keeps nobody else waiting", () => {
    const e = editionWith({ places: 3, quotas: { country: { HN: 1 } } });
    const all = [
      someone("in", "admitted", 1, { country: "HN" }),
      someone("late", "waiting", 9, { country: "MX" }),
      someone("hondurena", "waiting", 2, { country: "HN" }),
      someone("early", "waiting", 3, { country: "GT" }),
      someone("last", "waiting", 10, { country: "GT" }),
    ];
    expect(promoted(e, all, 20, 0).map(({ learner }) => learner)).toEqual(["early", "late"]);
  });

  test("who was put on the list while there was a place gets only one that becomes free", () => {
    const held = { ...someone("a", "waiting", 1), held: true };
    const e = editionWith({ places: 5 });
    expect(promoted(e, [held], 2, 0)).toEqual([]);
    expect(promoted(e, [held], 2, 1).map(({ learner }) => learner)).toEqual(["a"]);
    expect(promoted(e, [held], 2, 1)[0]).not.toHaveProperty("held");
  });

  test("nobody enters an edition that has ended", () => {
    const e = editionWith({ places: 5, runs: { ends: "1970-01-01" }, timeZone: "UTC" });
    expect(promoted(e, [someone("a", "waiting", 1)], 86_400_000, 3)).toEqual([]);
    expect(promoted(e, [someone("a", "waiting", 1)], 86_399_999, 3)).toHaveLength(1);
  });

  test("history is kept, and an old reason is not", () => {
    const refused = moved(someone("a", "applied", 1), { status: "refused", on: 2, by: "c", reason: "no" });
    const again = moved(refused, { status: "applied", on: 3 });
    expect(again).not.toHaveProperty("reason");
    expect(again.history.map(({ status }) => status)).toEqual(["applied", "refused", "applied"]);
  });
});

const places = edition.parse({ id: "e", name: "E", admission: "open", places: 5 });

/** Several servers on one register. */
async function servers(register: Register, count: number) {
  const told: { learner: string; debt: Owed }[] = [];
  const owe = async (learner: string, debt: Owed) => void told.push({ learner, debt });
  const all = Array.from({ length: count }, () => desksOn(register, { owe }));
  await all[0]?.editions.apply([places], "test");
  for (const one of all) await one.editions.fresh();
  return { all, told };
}

type Desks = Awaited<ReturnType<typeof servers>>["all"][number];

function ask(desks: Desks, id: string, kind: "enrol" | "withdraw", edition = "e"): Promise<AdmissionAnswer> {
  const request = { kind, edition } as const;
  return desks.admissions.answer({ request, id: `${id}.${kind}`, asker: newLearner(id), on: 1_000, ...reach });
}

test("of many who ask at once on several servers, as many get in as there are places", async () => {
  const store = sqliteStore(":memory:");
  const { all } = await servers(store.register, 3);
  const [first] = all;
  const answers = await Promise.all(
    Array.from({ length: 24 }, async (_, index) => {
      const server = all[index % all.length];
      return server && ask(server, `l${index}`, "enrol");
    }),
  );
  const inside = answers.filter((one) => one?.kind === "standing" && one.status === "admitted");
  expect(inside).toHaveLength(5);
  const everyone = (await first?.admissions.everyone("e")) ?? [];
  expect(everyone.filter(({ status }) => status === "admitted")).toHaveLength(5);
  expect(everyone.filter(({ status }) => status === "waiting")).toHaveLength(19);
});

test("asking again changes nothing; leaving lets one in, who is told once", async () => {
  const store = sqliteStore(":memory:");
  const { all, told } = await servers(store.register, 2);
  const [one, other] = all;
  if (!one || !other) throw new Error("two servers");
  for (let index = 0; index < 7; index += 1) await ask(one, `l${index}`, "enrol");
  await ask(one, "l0", "enrol");
  await ask(other, "l0", "withdraw");
  await ask(one, "l0", "withdraw");
  expect(told.map(({ learner }) => learner)).toEqual(["l5"]);
  const everyone = await one.admissions.everyone("e");
  expect(everyone.find(({ learner }) => learner === "l0")?.history).toHaveLength(2);
  expect(everyone.filter(({ status }) => status === "admitted")).toHaveLength(5);
});

test("a crash at any write gives no place twice, loses none, and the news are told after it", async () => {
  for (let failing = 1; failing <= 6; failing += 1) {
    const store = sqliteStore(":memory:");
    const { all } = await servers(store.register, 1);
    const [healthy] = all;
    if (!healthy) throw new Error("a server");
    for (let index = 0; index < 6; index += 1) await ask(healthy, `l${index}`, "enrol");
    let writes = 0;
    const breaks =
      <A extends unknown[], R>(write: (...args: A) => Promise<R>) =>
      async (...args: A) => {
        writes += 1;
        if (writes >= failing) throw new Error("the power went");
        return write(...args);
      };
    const { put, set } = store.register;
    const dying = desksOn(
      { ...store.register, put: breaks(put), set: breaks(set) },
      { owe: () => new Promise(() => {}) },
    );
    await ask(dying, "l0", "withdraw").catch(() => {});
    const after = await servers(store.register, 1);
    const [next] = after.all;
    // The debt that was not answered is asked again.
    const answer = next && (await ask(next, "l0", "withdraw"));
    await next?.admissions.settle();
    const everyone = (await next?.admissions.everyone("e")) ?? [];
    expect(answer).toMatchObject({ status: "left" });
    expect(everyone.filter(({ status }) => status === "admitted")).toHaveLength(5);
    expect(everyone.find(({ learner }) => learner === "l5")?.status).toBe("admitted");
    expect(after.told.map(({ learner }) => learner)).toContain("l5");
  }
});

test("a place that is added by a file goes to who waits, on whatever server looks first", async () => {
  const store = sqliteStore(":memory:");
  const { all, told } = await servers(store.register, 1);
  const [one] = all;
  for (let index = 0; index < 8; index += 1) if (one) await ask(one, `l${index}`, "enrol");
  await one?.editions.apply([{ ...places, places: 7 }], "test");
  await one?.admissions.settle();
  await one?.admissions.settle();
  expect(told.map(({ learner }) => learner)).toEqual(["l5", "l6"]);
});

test("a question that waits in an edition goes with who asked, also when they stand in none any more", async () => {
  const store = sqliteStore(":memory:");
  const { all } = await servers(store.register, 1);
  const sent = { edition: "e", days: 3, language: "es", topic: "", on: 1_000, to: "test:1" } as const;
  await keepQuestion(store.register, { ...sent, id: "1", asker: "ana", question: "¿cuándo?" });
  await keepQuestion(store.register, { ...sent, id: "2", asker: "eva", question: "¿dónde?" });
  await all[0]?.admissions.forget("ana");
  expect((await waitingQuestions(store.register, "e")).map(({ question }) => question)).toEqual(["¿dónde?"]);
});

test("what is forgotten holds no answer and no reason, and frees the place", async () => {
  const store = sqliteStore(":memory:");
  const { all } = await servers(store.register, 1);
  const [one] = all;
  if (!one) throw new Error("a server");
  const asker = { ...newLearner("ana"), name: "Ana Pérez", country: "HN" };
  const request = { kind: "enrol", edition: "e" } as const;
  await one.admissions.answer({ request, id: "1", asker, on: 1_000, ...reach });
  await one.admissions.decide("e", "ana", "refuse", "por escrito", "coordinator");
  await one.admissions.forget("ana");
  const kept = await Promise.all(
    ["applications/e", "seats", "untold", "invited", "listed/e"].map((folder) =>
      store.register.list(folder, { prefix: "", after: "", limit: 100 }),
    ),
  );
  expect(JSON.stringify(kept)).not.toMatch(/Ana|Pérez|escrito|test:1/);
});
