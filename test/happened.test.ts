import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { nextWords } from "../bots/authoring/player.ts";
import { newSession, say } from "../bots/console/session.ts";
import { openCourse } from "../content/open.ts";
import { type Event, event } from "../dialogs/events.ts";
import { carriedOver, happened, progressOf } from "../dialogs/happened.ts";
import { progressFrom } from "../dialogs/progress-from.ts";
import { change } from "./courses/change.ts";
import { tinyCourse } from "./courses/tiny-course.ts";
import { event as anyEvent } from "./events.ts";
import { learnersOf } from "./learners.ts";
import { walk } from "./walk.ts";

const { first: tiny } = await openCourse(tinyCourse);
const course = change(change(tiny, "add practice"), "add reading");

test("whatever a learner does, and an author edits, their events lead to the very progress that is on record", () => {
  const walks = fc.tuple(fc.constantFrom(...learnersOf(course)), fc.array(anyEvent, { maxLength: 40, size: "max" }));
  let [turns, eventful, restated] = [0, 0, 0];
  fc.assert(
    fc.property(walks, ([start, events]) => {
      let told: Event[] = [carriedOver(start, { id: "start", on: 1 })];
      for (const { before, input, turn } of walk(start, course, events)) {
        if (!turn) continue;
        const more = happened(before, turn.learner, input);
        expect(happened(before, turn.learner, input)).toEqual(more);
        told = more.some(({ kind }) => kind === "erased") ? [...more] : [...told, ...more];
        const read = told.map((one) => event.parse(JSON.parse(JSON.stringify(one))));
        expect(progressFrom(read)).toEqual(progressOf(turn.learner));
        if (!turn.learner.consent) expect(more.filter(({ kind }) => kind !== "erased")).toEqual([]);
        turns += 1;
        eventful += Number(more.length > 0);
        restated += more.filter(({ kind }) => kind.endsWith("restated")).length;
      }
      expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
    }),
    { numRuns: 200, interruptAfterTimeLimit: 12_000 },
  );
  // Most turns cost nothing, and what is only restated is the exception.
  expect(eventful).toBeGreaterThan(0);
  expect(eventful).toBeLessThan(turns / 2);
  expect(restated).toBeLessThan(eventful / 4);
});

test("a learner's way through a course can be read from their events", () => {
  let session = newSession(tiny);
  const told: Event[] = [];
  const answers = ["(hello)", "español", "sí, de acuerdo", "Ana Pérez", "guatemala", "albergue"];
  for (let turn = 0; turn < 60 && !told.some(({ kind }) => kind === "attempt-finished"); turn += 1) {
    const { learner: before, now } = session;
    const skill = told.length % 3 === 0 ? "guesses wrong" : "knows";
    const said = say(session, answers[turn] ?? nextWords(session, skill));
    session = said.session;
    if (said.turn) told.push(...happened(before, said.turn.learner, { id: `m${turn}`, on: now }));
  }
  expect(told.map(plainly)).toMatchInlineSnapshot(`
[
  "m2#0 consented 1",
  "m2#1 chose language es",
  "m4#0 chose country GT",
  "m5#0 chose role shelter",
  "m8#0 check-answered saludar saludar-q1 true",
  "m9#0 check-answered saludar saludar-q2 true",
  "m9#1 lesson-done saludar",
  "m12#0 check-answered escuchar escuchar-q1 true",
  "m12#1 lesson-done escuchar",
  "m15#0 check-missed anotar anotar-q1",
  "m16#0 check-answered anotar anotar-q1 true",
  "m17#0 check-answered anotar anotar-q2 true",
  "m17#1 lesson-done anotar",
  "m19#0 case-decided la-llegada puerta abuela",
  "m19#1 case-ended la-llegada",
  "m21#0 attempt-started m01 1",
  "m22#0 item-answered m01 1 m01-e5 true a",
  "m23#0 item-answered m01 1 m01-e4 true true",
  "m24#0 item-answered m01 1 m01-e3 false zzz",
  "m25#0 item-answered m01 1 m01-e1 true c",
  "m25#1 attempt-finished m01 1 75 true",
]
`);
});

function plainly({ id, on: _, kind, ...rest }: Event): string {
  const { items: _items, ...facts } = { items: undefined, ...rest };
  return `${id} ${kind} ${Object.values(facts).join(" ")}`;
}
