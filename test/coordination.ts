import { readFile } from "node:fs/promises";
import { hearAnswer, type Session } from "../bots/console/session.ts";
import { screens } from "../bots/screens.ts";
import { describe } from "../content/problem.ts";
import { type Edition, type Editions, freshInstall } from "../dialogs/admission/edition.ts";
import type { Request } from "../dialogs/requests.ts";
import { type Learner, newLearner } from "../dialogs/state.ts";
import type { Turn } from "../dialogs/types.ts";
import { readEditions } from "../services/admission/editions-file.ts";
import type { EditionBook } from "../services/editions.ts";
import { sqliteStore } from "../services/store/sqlite.ts";
import type { Owed } from "../services/store/store.ts";
import { desksOn } from "./fakes/desks.ts";

interface Heard {
  readonly session: Session;
  readonly lines: string[];
}

/** The desks behind a transcript: they answer what its turns ask, and other people come and go. */
export interface Coordination {
  editions(): Promise<Editions>;
  /** Whether it was something that happens to editions. */
  happens(what: string, session: Session): Promise<boolean>;
  answers(session: Session, turn: Turn): Promise<Heard>;
  /** What was owed to the learner meanwhile. */
  news(session: Session): Promise<Heard>;
}

/** Keeps the editions of a file of `test/editions`. */
export async function withEditions(book: EditionBook, file: string): Promise<readonly Edition[]> {
  const text = await readFile(new URL(`./editions/${file}.yaml`, import.meta.url), "utf8");
  const read = readEditions(file, text, { course: "curso-breve", kept: freshInstall, on: 0 });
  if ("problems" in read) throw new Error(read.problems.map(describe).join("\n"));
  await book.apply(read.editions, "test");
  return read.editions;
}

/** On the editions of a file of `test/editions`; none without one. */
export async function coordination(file: string | undefined, now: () => number): Promise<Coordination | undefined> {
  if (file === undefined) return undefined;
  const { register } = sqliteStore(":memory:");
  const owed: { learner: string; debt: Owed }[] = [];
  const desks = desksOn(register, {
    now,
    owe: async (learner, debt) => void owed.push({ learner, debt }),
    phoneOf: async (learner) => (learner === "ana" ? "50499990000" : undefined),
  });
  await withEditions(desks.editions, file);

  const ask = (asker: Learner, request: Request) =>
    desks.clerk({ request, id: `${asker.id} ${now()}`, asker, to: `test:${asker.id}`, screen: screens.web, on: now() });

  async function heardFrom(session: Session, requests: readonly Request[]): Promise<Heard> {
    const heard: Heard = { session, lines: [] };
    return requests.reduce(async (before: Promise<Heard>, request) => {
      const { session: then, lines } = await before;
      const played = hearAnswer(then, await ask(then.learner, request));
      return { session: played.session, lines: [...lines, ...played.lines] };
    }, Promise.resolve(heard));
  }

  const requestsOf = (effects: Turn["effects"]) =>
    effects.flatMap((effect) => (effect.kind === "request" ? [effect.request] : []));

  const happenings: readonly (readonly [RegExp, (learner: Learner, ...found: string[]) => Promise<unknown>])[] = [
    [
      /^others enter ([\w-]+): (\d+)$/,
      async (_, edition = "", count) => {
        const answers = { name: "Otra Persona", country: "MX" };
        for (let one = 0; one < Number(count); one += 1) {
          await ask(newLearner(`other-${one}`), { kind: "apply", edition, answers });
          await desks.admissions.decide(edition, `other-${one}`, "admit", undefined, "coordinator");
        }
      },
    ],
    [/^another leaves ([\w-]+)$/, (_, edition = "") => ask(newLearner("other-0"), { kind: "withdraw", edition })],
    [
      /^the coordination (admit|refuse|wait)s(?:: (.+))?$/,
      async ({ id, enrolment }, verdict, reason) => {
        const known = verdict === "admit" || verdict === "refuse" ? verdict : "wait";
        await desks.admissions.decide(enrolment?.edition ?? "", id, known, reason, "coordinator");
      },
    ],
    [
      /^the coordination moves to ([\w-]+)$/,
      ({ id, enrolment }, to = "") => desks.admissions.moveTo(enrolment?.edition ?? "", id, to, "coordinator"),
    ],
    [
      /^edition ([\w-]+): (places|ends) (.+)$/,
      async (_, edition = "", field, value = "") => {
        const before = (await desks.editions.fresh()).all.get(edition);
        const patch = field === "places" ? { places: Number(value) } : { runs: { ...before?.runs, ends: value } };
        await desks.editions.change(edition, patch, "coordinator");
        await desks.admissions.settle();
      },
    ],
    [
      /^listed for ([\w-]+) by phone$/,
      (_, edition = "") => {
        const rows = [{ name: "Ana Pérez Rivas", phone: "50499990000" }];
        return desks.lists.add(edition, rows, "test", Number.MAX_SAFE_INTEGER);
      },
    ],
  ];

  /** «others enter x: 3», «another leaves x», «the coordination admits», «the coordination refuses: reason»… */
  async function happens(what: string, { learner }: Session): Promise<boolean> {
    for (const [shape, happen] of happenings) {
      const found = shape.exec(what);
      if (!found) continue;
      await happen(learner, ...found.slice(1));
      return true;
    }
    return false;
  }

  return {
    editions: () => desks.editions.fresh(),
    happens,
    answers: (session, { effects }) => heardFrom(session, requestsOf(effects)),
    news: (session) => {
      const mine = owed.splice(0).filter(({ learner }) => learner === session.learner.id);
      return heardFrom(
        session,
        mine.flatMap(({ debt }) => requestsOf(debt.effects)),
      );
    },
  };
}
