import { z } from "zod";
import type { AdmissionAnswer, AdmissionRequest, StandingAnswer } from "../dialogs/admission/requests.ts";
import { isOffered } from "../dialogs/admission/standing.ts";
import { type Edition, type Editions, editionNamed, isUnlimited, timesOf } from "../dialogs/edition.ts";
import {
  type Application,
  firstStep,
  folderOf,
  moved,
  type Reach,
  reach,
  readApplication,
} from "./admission/application.ts";
import { type Decision, ledger } from "./admission/ledger.ts";
import type { Lists } from "./admission/lists.ts";
import { byTurn, promoted, tally } from "./admission/seats.ts";
import type { Asked } from "./asked.ts";
import type { Converse } from "./converse.ts";
import { type EditionBook, UnknownEdition } from "./editions.ts";
import { RegisterConflict } from "./errors.ts";
import type { Log } from "./log.ts";
import { forgetQuestions } from "./questions.ts";
import type { Register } from "./store/register.ts";

export type Verdict = "admit" | "refuse" | "wait";

/** Who gets into which edition. What is decided is told to the learner in their own thread. */
export interface Admissions {
  /** What a learner asked for. Asking twice does nothing twice. */
  answer(asked: Asked & { readonly request: AdmissionRequest }): Promise<AdmissionAnswer>;
  /** Everyone who asked for an edition, whatever became of it. */
  everyone(edition: string): Promise<readonly Application[]>;
  /** Applications that wait for a decision, oldest first. */
  pending(edition: string): Promise<readonly Application[]>;
  /**
   * Admits, refuses or puts on the waiting list; `by` is who of the staff. Who is admitted to an edition without a place
   * for them waits for one. Answers the application as it is now; undefined when there is none.
   */
  decide(
    edition: string,
    learner: string,
    verdict: Verdict,
    reason: string | undefined,
    by: string,
  ): Promise<Application | undefined>;
  /**
   * From one edition to another, past its call: undefined when they are not in the first, or the other does not exist. Of
   * who entered the first without being counted, `known` says what an application would.
   */
  moveTo(
    edition: string,
    learner: string,
    to: string,
    by: string,
    known?: Pick<Application, "answers" | "reach">,
  ): Promise<Application | undefined>;
  /** Gives places that became free to who waits for them, and tells what a crash left untold. */
  settle(): Promise<void>;
  /**
   * Erases all that editions keep of a person: applications, what a list says of them, and questions that wait for an
   * answer. Of every edition, for who is erased at once stands in none any more when this is called.
   */
  forget(learner: string): Promise<void>;
}

interface Parts {
  readonly register: Register;
  readonly editions: EditionBook;
  readonly lists: Lists;
  readonly owe: Converse["owe"];
  readonly now: () => number;
  readonly log: Log;
}

/** Who has yet to be told something: in the folder `untold`, by learner. */
const untold = "untold";
const news = z.object({ edition: z.string(), reach });

export function admissions(parts: Parts): Admissions {
  const { register, editions, lists, now, log } = parts;
  const places = ledger(register, warn);
  /** Learners who are being told, and how much is under way. */
  const telling = new Map<string, number>();

  /** Kept before anything is decided: a crash in between costs nobody the news. */
  async function warn(people: readonly Application[]): Promise<void> {
    await Promise.all(
      people.map(({ learner, edition, reach }) => register.set(untold, learner, JSON.stringify({ edition, reach }))),
    );
  }

  /** The turn that hears it asks for the news itself, so that what it hears is of that moment. Not waited for. */
  function tell(learner: string, { edition, reach: { to, screen } }: z.infer<typeof news>): void {
    telling.set(learner, (telling.get(learner) ?? 0) + 1);
    const on = now();
    const request = { kind: "standing", edition, news: true } as const;
    const asked = { on, seed: on, screen };
    const debt = {
      id: `news.${edition}.${on}`,
      to,
      replies: [],
      effects: [{ kind: "request", request } as const],
      asked,
    };
    parts
      .owe(learner, debt)
      .then(async () => {
        if (telling.get(learner) === 1) await register.remove(untold, learner);
      })
      .catch((error: unknown) => log.error("news of an application are still to be told", error))
      .finally(() => {
        const left = (telling.get(learner) ?? 1) - 1;
        if (left > 0) telling.set(learner, left);
        else telling.delete(learner);
      });
  }

  /** Decides on one person, and on who gets the place that they leave. */
  async function decideOn(
    edition: Edition,
    learner: string,
    change: (before: Application | undefined, hasRoom: (one: Application) => boolean) => Application | undefined,
    isTold: boolean,
  ): Promise<Application | undefined> {
    const decision = await places.decide(edition.id, edition.places, (all, added) => {
      const before = all.get(learner);
      const others = [...all.values()].filter((one) => one.learner !== learner);
      const seats = tally(edition, others);
      const after = change(before, (one) => seats.hasRoom(one));
      const freed = added + (before?.status === "admitted" && after && after.status !== "admitted" ? 1 : 0);
      const now = after ? [...others, after] : [...all.values()];
      const lucky = promoted(edition, now, parts.now(), freed);
      return decisionOf(after === before ? undefined : after, lucky, isTold);
    });
    announce(decision);
    const written = decision.writes.findLast((one) => one.learner === learner);
    return written ?? (await places.everyone(edition.id)).get(learner);
  }

  function announce({ tell: people }: Decision): void {
    for (const one of people) tell(one.learner, one);
  }

  async function entering(asked: Asked, id: string, answers: Application["answers"]): Promise<AdmissionAnswer> {
    const known = await editions.fresh();
    const edition = editionNamed(known, id);
    if (!edition) return { kind: "not-admitted", why: "unknown" };
    // Who is on a list needs no call to open.
    const isOpen =
      edition.admission === "list"
        ? asked.on < timesOf(edition).closes
        : isOffered({ editions: known, on: asked.on }, id);
    if (!isOpen) return { kind: "not-admitted", edition: id, why: "closed" };
    await leaveOthers(known, asked, id);
    const after = await decideOn(
      edition,
      asked.asker.id,
      (before, hasRoom) => entered(edition, asked, answers, before, hasRoom),
      false,
    );
    return after ? standing(after, "done") : { kind: "not-admitted", edition: id, why: "full" };
  }

  /** One is in one edition at a time; what was before is kept as history. */
  async function leaveOthers(known: Editions, { asker, on }: Asked, stays: string): Promise<void> {
    const own = asker.enrolment && editionNamed(known, asker.enrolment.edition);
    if (!own || own.id === stays || isUnlimited(own)) return;
    await decideOn(own, asker.id, (before) => left(before, on), false);
  }

  async function standingOf({ asker, to, screen }: Asked, id: string, isNews: boolean): Promise<AdmissionAnswer> {
    const all = await places.everyone(id);
    const own = all.get(asker.id);
    if (!own) return { kind: "not-admitted", edition: id, why: isNews ? "nothing" : "unknown" };
    if (own.reach.to !== to) await decideReach(id, own, { to, screen });
    const before = [...all.values()].filter((one) => one.status === "waiting" && byTurn(one, own) < 0).length;
    const more = own.status === "waiting" ? { before } : {};
    return { ...standing(own, isNews ? "news" : "status"), answers: own.answers, ...more };
  }

  /** They write from elsewhere now: news go there. */
  async function decideReach(id: string, own: Application, reach: Reach): Promise<void> {
    const kept = await register.get(folderOf(id), own.learner);
    if (!kept) return;
    const body = JSON.stringify({ ...readApplication(kept.body), reach });
    await register.put(folderOf(id), own.learner, body, kept.revision).catch((error: unknown) => {
      // Whoever was faster knows better.
      if (!(error instanceof RegisterConflict)) throw error;
    });
  }

  async function withdrawn(asked: Asked, id: string): Promise<AdmissionAnswer> {
    const edition = editionNamed(await editions.fresh(), id);
    if (!edition) return { kind: "not-admitted", why: "unknown" };
    const after = await decideOn(edition, asked.asker.id, (before) => left(before, asked.on), false);
    // Who entered without being counted has nothing to take back but the enrolment itself.
    return after
      ? standing(after, "done")
      : { kind: "standing", told: "done", edition: id, status: "left", on: asked.on };
  }

  /** By the code of an invitation, or by the phone on a list. */
  async function invited(asked: Asked, found: Awaited<ReturnType<Lists["claim"]>>): Promise<AdmissionAnswer> {
    if ("why" in found) return { kind: "not-admitted", why: found.why };
    return entering(asked, found.edition, found.answers);
  }

  return {
    async answer(asked) {
      const { request, asker } = asked;
      switch (request.kind) {
        case "enrol":
          return entering(asked, request.edition, known(asked));
        case "apply":
          return entering(asked, request.edition, request.answers);
        case "standing":
          return standingOf(asked, request.edition, request.news);
        case "withdraw":
          return withdrawn(asked, request.edition);
        case "claim":
          return invited(asked, await lists.claim(asker.id, request.code, asked.on));
        case "recognise":
          return invited(asked, await lists.recognise(asker.id, asked.to, asked.on));
      }
    },
    everyone: async (edition) => [...(await places.everyone(edition)).values()],
    async pending(edition) {
      const all = await places.everyone(edition);
      return [...all.values()].filter(({ status }) => status === "applied").sort(byTurn);
    },
    async decide(id, learner, verdict, reason, by) {
      const edition = editionNamed(await editions.fresh(), id);
      if (!edition) throw new UnknownEdition(id);
      const on = now();
      return decideOn(
        edition,
        learner,
        (before, hasRoom) => before && judged(before, verdict, hasRoom, { on, by, reason }),
        true,
      );
    },
    async moveTo(from, learner, to, by, unlisted) {
      const known = await editions.fresh();
      const [own, other] = [editionNamed(known, from), editionNamed(known, to)];
      const before = (await places.everyone(from)).get(learner);
      const taken = before && before.status !== "left" ? before : unlisted;
      if (!own || !other || !taken) return undefined;
      const on = now();
      const { answers, reach } = taken;
      const after = await decideOn(
        other,
        learner,
        (there, hasRoom) => {
          const as = (status: "admitted" | "waiting") => {
            const next = { status, on, by };
            return there ? moved(there, next) : firstStep({ learner, edition: to, answers, reach }, next);
          };
          return hasRoom(as("admitted")) ? as("admitted") : as("waiting");
        },
        true,
      );
      await decideOn(own, learner, (there) => left(there, on, by), false);
      return after;
    },
    async settle() {
      for (const { id, body } of await register.list(untold, { prefix: "", after: "", limit: 200 })) {
        if (!telling.has(id)) tell(id, news.parse(JSON.parse(body)));
      }
      for (const edition of (await editions.fresh()).all.values()) {
        const decision = await places.decide(edition.id, edition.places, (all, added) =>
          decisionOf(undefined, promoted(edition, all.values(), now(), added), false),
        );
        announce(decision);
      }
    },
    forget,
  };

  /** Servers follow what is written, not what is removed: what is left of a person is that somebody was there. */
  async function forget(learner: string): Promise<void> {
    await lists.forget(learner);
    await register.remove(untold, learner);
    for (const edition of (await editions.fresh()).all.values()) {
      await forgetQuestions(register, edition.id, learner);
      const known = (await places.everyone(edition.id)).get(learner);
      if (!known) continue;
      const on = now();
      await decideOn(edition, learner, (before) => before && erased(before, on), false);
    }
  }
}

function decisionOf(after: Application | undefined, lucky: readonly Application[], isTold: boolean): Decision {
  const own = lucky.find((one) => one.learner === after?.learner) ?? after;
  const others = lucky.filter((one) => one.learner !== after?.learner);
  return { writes: [...(own ? [own] : []), ...others], tell: [...(own && isTold ? [own] : []), ...others] };
}

/** What a learner's own wish to take part makes of them; undefined where there is neither a place nor a waiting list. */
function entered(
  edition: Edition,
  { asker, to, screen, on }: Asked,
  answers: Application["answers"],
  before: Application | undefined,
  hasRoom: (one: Application) => boolean,
): Application | undefined {
  // Asked twice, or decided already: as it was.
  if (before && before.status !== "left") return before;
  const as = (status: "admitted" | "applied" | "waiting") => {
    const who = { learner: asker.id, edition: edition.id, answers, reach: { to, screen } };
    return before ? { ...moved(before, { status, on }), ...who } : firstStep(who, { status, on });
  };
  if (edition.admission === "approval") return as("applied");
  if (hasRoom(as("admitted"))) return as("admitted");
  return edition.waiting ? as("waiting") : undefined;
}

/** Of who is admitted without being asked anything: what they told the tutor. */
function known({ asker: { name, country, role } }: Asked): Application["answers"] {
  return { ...(name ? { name } : {}), ...(country ? { country } : {}), ...(role ? { role } : {}) };
}

function judged(
  before: Application,
  verdict: Verdict,
  hasRoom: (one: Application) => boolean,
  step: { readonly on: number; readonly by: string; readonly reason: string | undefined },
): Application {
  const { on, by, reason } = step;
  const taken = { on, by, ...(reason === undefined ? {} : { reason }) };
  if (verdict === "refuse") return moved(before, { status: "refused", ...taken });
  const waits = moved(before, { status: "waiting", ...taken });
  if (verdict === "wait") return hasRoom(before) ? { ...waits, held: true } : waits;
  const admitted = moved(before, { status: "admitted", ...taken });
  if (before.status === "admitted") return before;
  return hasRoom(admitted) ? admitted : waits;
}

function left(before: Application | undefined, on: number, by?: string): Application | undefined {
  if (!before || before.status === "left") return before;
  return moved(before, { status: "left", on, ...(by === undefined ? {} : { by }) });
}

function erased(before: Application, on: number): Application {
  const { learner, edition, reach, history } = before;
  const bare = history.map(({ status, on: then }) => ({ status, on: then }));
  return moved(
    { learner, edition, status: before.status, on, answers: {}, reach: { ...reach, to: "" }, history: bare },
    { status: "left", on },
  );
}

function standing({ edition, status, on, reason, answers }: Application, told: StandingAnswer["told"]): StandingAnswer {
  const { institution = "" } = answers;
  const where = status === "admitted" && institution !== "" ? { institution } : {};
  return { kind: "standing", told, edition, status, on, ...where, ...(reason === undefined ? {} : { reason }) };
}
