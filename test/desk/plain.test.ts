import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { openCourse } from "../../content/open.ts";
import { demo } from "../../dialogs/admission/edition.ts";
import { type Query, type State, states } from "../../dialogs/coordinator/query.ts";
import { dayOf, type Summary } from "../../dialogs/summary.ts";
import { firstOf } from "../../services/desk/first-of.ts";
import { answerFrom } from "../../services/desk/question.ts";
import { sightOf } from "../../services/desk/sight.ts";
import { trackOf } from "../../services/desk/track.ts";
import { tinyCourse } from "../courses/tiny-course.ts";
import { wider } from "../courses/wider.ts";
import { filtered, inState, sightOf as plainSight } from "./plain/sight.ts";
import * as plain from "./plain/tables.ts";

const { first } = await openCourse(tinyCourse);
const course = wider(first, 3);
const modules = course.modules.map(({ id }) => id);
const steps = course.modules.flatMap(({ units }) => units.flatMap((unit) => unit.steps));
const items = course.modules.flatMap(({ evaluation }) => evaluation.map(({ id }) => id));
const day = 86_400_000;
const now = Date.UTC(2026, 10, 20, 9);

const time = fc.integer({ min: now - 60 * day, max: now });
const attempt = fc.record({ score: fc.integer({ min: 0, max: 100 }), passed: fc.boolean(), on: time });
const marks = fc
  .record({
    done: fc.integer({ min: 0, max: 6 }),
    attempts: fc.array(attempt, { maxLength: 4 }),
    open: fc.boolean(),
  })
  .map(({ open, ...rest }) => (open ? { ...rest, open: true as const } : rest));
/** Also modules, steps and items that the course has no more. */
const within = (known: readonly string[]) => fc.constantFrom(...known, "gone");
const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const weekly = fc.dictionary(fc.integer({ min: 2955, max: 2966 }).map(String), fc.integer({ min: 1, max: 9 }), {
  maxKeys: 5,
});
const summary: fc.Arbitrary<Summary> = fc.record({
  name: some(fc.constantFrom("Ana Pérez", "Luis Mejía", "José López", "ana perez")),
  language: fc.constant("es"),
  country: some(fc.constantFrom("GT", "MX")),
  contrasts: some(fc.subarray(["GT", "MX", "HN"])),
  role: some(fc.constantFrom("shelter", "consular")),
  institution: some(fc.constantFrom("Casa Alianza", "casa alianza", "DIF")),
  since: time,
  seen: some(time.map(dayOf)),
  step: some(within(steps)),
  evaluation: some(within(modules)),
  last: some(time),
  modules: fc.dictionary(within(modules), marks, { maxKeys: 4 }),
  weeks: weekly,
  right: fc.array(within(items), { maxLength: 12 }),
  wrong: fc.array(within(items), { maxLength: 12 }),
  granted: some(fc.dictionary(within(modules), fc.integer({ min: 1, max: 2 }), { maxKeys: 2 })),
});

const known = (ends: number | undefined) => ({ id: "demo", name: "Demostración", ends, edition: demo });
const everybody = fc.array(summary, { maxLength: 30 });
const moment = fc.record({
  on: fc.integer({ min: now, max: now + 40 * day }),
  ends: some(time.map((on) => on + 80 * day)),
});
const filter = fc.record(
  {
    module: within(modules),
    country: fc.constantFrom("GT", "MX"),
    role: fc.constantFrom("shelter", "consular"),
    institution: fc.constantFrom("CASA ALIANZA", "dif"),
    days: fc.integer({ min: 1, max: 40 }),
  },
  { requiredKeys: [] },
);

/** The same people as questions see them, and as they were told apart most simply. */
function bothOf(summaries: readonly Summary[], { on, ends }: { on: number; ends: number | undefined }) {
  const listed = summaries.map((one, index) => ({ id: `p${index}`, to: "", summary: one }));
  const packed = listed.map((one) => ({ ...one, track: trackOf(one.summary, course) }));
  return { packed: sightOf(known(ends), packed, course, on), sight: plainSight(known(ends), listed, course, on) };
}

test("numbers are those of the straightforward way", () => {
  fc.assert(
    fc.property(everybody, moment, filter, (summaries, when, conditions) => {
      const { module, ...others } = conditions;
      const { packed, sight } = bothOf(summaries, when);
      const people = filtered(sight.people, others);
      const ask = (more: Partial<Query>) => {
        const { answer } = answerFrom(packed, { about: "overview", filter: others, ...more }, true);
        return answer.kind === "figures" ? answer.table : answer.kind;
      };
      expect(ask({})).toEqual(plain.overview(people));
      for (const by of ["module", "country", "institution", "role"] as const)
        expect(ask({ about: "progress", by })).toEqual(plain.progress(sight, people, by));
      const about = { filter: { ...others, ...(module === undefined ? {} : { module }) } };
      expect(ask({ about: "results", ...about })).toEqual(plain.results(course, people, module));
      expect(ask({ about: "items", ...about })).toEqual(plain.items(course, people, module));
      expect(ask({ about: "objectives", ...about })).toEqual(plain.objectives(course, people, module));
      expect(ask({ about: "weeks", ...about })).toEqual(plain.weeks(sight, people, { about: "weeks", ...about }));
    }),
    { numRuns: 150, seed: 11 },
  );
});

test("people of each state are those of the straightforward way, in its order and page by page", () => {
  fc.assert(
    fc.property(everybody, moment, filter, fc.constantFrom<State>(...states), (summaries, when, conditions, state) => {
      const query: Query = { about: "people", state, filter: conditions };
      const { packed, sight } = bothOf(summaries, when);
      const chosen = inState(sight, filtered(sight.people, conditions), query);
      expect(answerFrom(packed, query, true).answer).toMatchObject({ table: plain.peopleTable(chosen) });
      const pages = [0, 10, 20].map((from) => answerFrom(packed, { ...query, from }, false));
      for (const { answer } of pages) expect(answer).toMatchObject({ count: chosen.length });
      expect(pages.flatMap(({ shown }) => shown)).toEqual(chosen.map(({ id }) => id));
    }),
    { numRuns: 400, seed: 12 },
  );
});

test("one person is told as in the straightforward way", () => {
  fc.assert(
    fc.property(summary, moment, (one, when) => {
      const { packed, sight } = bothOf([one], when);
      const { answer } = answerFrom(packed, { about: "person", learner: "p0", filter: {} }, false);
      const told = sight.people.map((person) => plain.personTables(course, person));
      expect([answer]).toMatchObject(told);
    }),
    { numRuns: 150, seed: 13 },
  );
});

test("the first few are those of the whole in order", () => {
  const byValue = (one: number, other: number) => one - other;
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer(), { maxLength: 400 }), fc.nat(300), (all, count) => {
      expect(firstOf(all, count, byValue)).toEqual(all.toSorted(byValue).slice(0, count));
    }),
    { seed: 14 },
  );
});
