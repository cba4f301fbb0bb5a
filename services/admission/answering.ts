import { type Editions, editionNamed, isUnlimited, timesOf } from "../../dialogs/admission/edition.ts";
import type { AdmissionAnswer, AdmissionRequest, StandingAnswer } from "../../dialogs/admission/requests.ts";
import { isOffered } from "../../dialogs/admission/standing.ts";
import type { Asked } from "../asked.ts";
import type { EditionBook } from "../editions.ts";
import { RegisterConflict } from "../errors.ts";
import type { Register } from "../store/register.ts";
import { type Application, folderOf, type Reach, readApplication } from "./application.ts";
import type { DecideOn } from "./decide-on.ts";
import type { Ledger } from "./ledger.ts";
import type { Lists } from "./lists.ts";
import { byTurn } from "./seats.ts";
import { entered, left } from "./steps.ts";

interface Parts {
  readonly register: Register;
  readonly editions: EditionBook;
  readonly lists: Lists;
  readonly places: Ledger;
  readonly decideOn: DecideOn;
}

/** Answers what learners ask of their own admission. */
export function answering({ register, editions, lists, places, decideOn }: Parts) {
  return answer;

  async function answer(asked: Asked & { readonly request: AdmissionRequest }): Promise<AdmissionAnswer> {
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
}

/** Of who is admitted without being asked anything: what they told the tutor. */
function known({ asker: { name, country, role } }: Asked): Application["answers"] {
  return { ...(name ? { name } : {}), ...(country ? { country } : {}), ...(role ? { role } : {}) };
}

function standing({ edition, status, on, reason, answers }: Application, told: StandingAnswer["told"]): StandingAnswer {
  const { institution = "" } = answers;
  const where = status === "admitted" && institution !== "" ? { institution } : {};
  return { kind: "standing", told, edition, status, on, ...where, ...(reason === undefined ? {} : { reason }) };
}
