import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { readySession } from "../bots/console/session.ts";
import { screens } from "../bots/screens.ts";
import { openCourse } from "../content/open.ts";
import { fold } from "../content/search/fold.ts";
import { type Editions, edition, editionsOf } from "../dialogs/admission/edition.ts";
import type { AdmissionAnswer, Status } from "../dialogs/admission/requests.ts";
import { allowed, standingOf } from "../dialogs/admission/standing.ts";
import { takeTurn } from "../dialogs/engine.ts";
import { readLearner } from "../dialogs/migrate.ts";
import { type Learner, teaches } from "../dialogs/state.ts";
import type { Input, Option, Turn } from "../dialogs/types.ts";
import { tinyCourse } from "./courses/tiny-course.ts";
import { learnersOf } from "./learners.ts";

const { first: course } = await openCourse(tinyCourse);
const start = Date.UTC(2026, 10, 2);
const day = 86_400_000;

const editions = editionsOf([
  edition.parse({
    id: "a",
    name: { es: "Edición A", en: "Edition A" },
    admission: "approval",
    call: { opens: "2026-11-04", closes: "2026-11-20" },
    runs: { starts: "2026-11-15", ends: "2026-12-10" },
    readable: 5,
    questions: [{ id: "x", ask: "¿Con quién?" }],
  }),
  edition.parse({ id: "b", name: "Edición B", admission: "open", places: 1, runs: { ends: "2026-11-30 12:00" } }),
  edition.parse({ id: "c", name: "Edición C", admission: "list" }),
]);

const statuses = ["applied", "waiting", "refused", "admitted", "left"] as const;
const enrolment = fc.option(
  fc.record({
    edition: fc.constantFrom("a", "b", "c", "gone", "demo"),
    status: fc.constantFrom<Status[]>(...statuses),
    on: fc.constant(start),
  }),
  { nil: undefined },
);

type Happens =
  | { readonly does: "says"; readonly text: string }
  | { readonly does: "taps"; readonly which: number; readonly old: boolean }
  | { readonly does: "waits"; readonly days: number }
  | { readonly does: "opens" }
  | { readonly does: "is told"; readonly answer: AdmissionAnswer };

const words = [
  "hola",
  "menú",
  "mi solicitud",
  "inscribirme",
  "retirarme",
  "sí",
  "no",
  "Ana Pérez",
  "Casa Alianza",
  "ana@x.org",
  "5",
  "Quiero aprender",
  "atrás",
  "saltar",
  "continuar",
  "enviar",
  "guatemala",
  "b",
  "ABCD-2345",
  "módulos",
  "evaluación",
  "ajustes",
  "borrar mis datos",
  "baja",
  "alta",
  "¿qué es el interés superior?",
  "mi hermana se quiere matar",
  "adiós",
  "1",
] as const;
const answer: fc.Arbitrary<AdmissionAnswer> = fc.oneof(
  fc.record({
    kind: fc.constant("standing" as const),
    told: fc.constantFrom("status" as const, "done" as const, "news" as const),
    edition: fc.constantFrom("a", "b", "c", "gone"),
    status: fc.constantFrom<Status[]>(...statuses),
    on: fc.constant(start),
    reason: fc.constantFrom("*no* hay <lugar>", "porque no"),
    before: fc.nat(3),
    answers: fc.constant({ name: "Ana", country: "MX", years: "3", "q-x": "eva" }),
  }),
  fc.record({
    kind: fc.constant("not-admitted" as const),
    edition: fc.constantFrom("a", "gone"),
    why: fc.constantFrom(
      "closed" as const,
      "full" as const,
      "unknown" as const,
      "bad-code" as const,
      "unlisted" as const,
    ),
  }),
);
const happens: fc.Arbitrary<Happens> = fc.oneof(
  fc.record({ does: fc.constant("says" as const), text: fc.oneof(fc.constantFrom(...words), fc.string()) }),
  fc.record({ does: fc.constant("taps" as const), which: fc.nat(12), old: fc.boolean() }),
  fc.record({ does: fc.constant("waits" as const), days: fc.nat(12) }),
  fc.constant({ does: "opens" as const }),
  fc.record({ does: fc.constant("is told" as const), answer }),
);

function inputOf(
  one: Exclude<Happens, { does: "waits" }>,
  at: Pick<Input, "id" | "on" | "seed" | "screen">,
  shown: readonly Option[],
): Input {
  if (one.does === "says") return { ...at, kind: "text", text: one.text };
  if (one.does === "is told") return { ...at, kind: "answer", answer: one.answer };
  if (one.does === "opens") return { ...at, kind: "hello" };
  return { ...at, kind: "tap", option: shown[one.which % Math.max(1, shown.length)]?.id ?? "none~x" };
}

function holds(input: Input, before: Learner, { learner, replies, effects }: Turn, known: Editions): void {
  // A turn that says nothing asks the world, or heard from it what the learner knew.
  if (input.kind !== "answer" && effects.length === 0) expect(replies.length).toBeGreaterThan(0);
  for (const { text, options } of replies) {
    expect(text.trim()).not.toBe("");
    expect(text).not.toMatch(/\{\{|undefined|null|NaN|\[object|<lugar>/);
    expect(new Set(options.map(({ id }) => id)).size).toBe(options.length);
    expect(new Set(options.map(({ label }) => fold(label))).size).toBe(options.length);
  }
  expect(readLearner(JSON.parse(JSON.stringify(learner)))).toEqual(learner);
  expect(allowed(learner, known, input.on, learner.place)).toEqual(learner.place);
  const { is } = standingOf(learner, known, input.on);
  if (teaches(learner.place)) expect(["running", "reading"]).toContain(is);
  // After the end nothing is begun.
  if (is === "reading") expect(learner.attempts.length).toBe(before.attempts.length);
  if (!learner.consent)
    expect([learner.name, learner.country, learner.application]).toEqual([undefined, undefined, undefined]);
}

test("whatever a learner, the coordination and the calendar do, nobody is where they may not be, and all is said", () => {
  const begin = fc.record({ who: fc.constantFrom(...learnersOf(course)), enrolment });
  fc.assert(
    fc.property(begin, fc.array(happens, { maxLength: 40, size: "max" }), (given, events) => {
      const enrolled = given.who.consent && given.enrolment ? { enrolment: given.enrolment } : {};
      let learner: Learner = { ...given.who, ...enrolled };
      let on = start;
      let shown: readonly Option[] = [];
      let old: readonly Option[] = [];
      for (const [index, one] of events.entries()) {
        if (one.does === "waits") {
          on += one.days * day;
          continue;
        }
        const at = { id: `m${index}`, on, seed: index, screen: screens.web };
        const input = inputOf(one, at, one.does === "taps" && one.old ? old : shown);
        const turn = takeTurn(learner, input, course, editions);
        if (!turn) continue;
        holds(input, learner, turn, editions);
        learner = readLearner(JSON.parse(JSON.stringify(turn.learner)));
        old = [...shown, ...old];
        shown = turn.replies.flatMap(({ options }) => options);
      }
    }),
    { numRuns: 250, interruptAfterTimeLimit: 9_000 },
  );
}, 40_000);

test("why somebody applies is kept without a child's name, and in the application only", () => {
  const ready = readySession(course).learner;
  const learner: Learner = {
    ...ready,
    place: { at: "application", edition: "a", field: "why" },
    application: { edition: "a", answers: { name: "Ana Pérez" } },
  };
  const at = { id: "m1", on: Date.UTC(2026, 10, 5), seed: 1, screen: screens.web };
  const said = "Atendí a la niña Yeimi Mejía, dni 0801-2012-04567, y quiero aprender";
  const turn = takeTurn(learner, { ...at, kind: "text", text: said }, course, editions);
  expect(turn?.learner.application?.answers.why).toBe("Atendí a la niña ▒▒▒, dni ▒▒▒, y quiero aprender");
  expect(turn?.words).toBeUndefined();
});
