import { type Scene, text } from "../scene.ts";
import type { Learner } from "../state.ts";
import type { Move, Reply } from "../types.ts";
import { lines } from "./application.ts";
import { daySaid, momentSaid, nameOf } from "./dates.ts";
import { editionNamed, timesOf } from "./edition.ts";
import { endedNote } from "./ended.ts";
import { enrol, standingLines } from "./enrol.ts";
import { fieldsOf } from "./fields.ts";
import type { NotAdmitted, StandingAnswer } from "./requests.ts";
import { standingOf } from "./standing.ts";

/** The learner as admission has them; what they did not know yet is said. */
export function stands(scene: Scene, answer: StandingAnswer): Move {
  const { learner } = scene;
  const { edition, status, on, reason } = answer;
  const enrolment = { edition, status, on, ...(reason === undefined ? {} : { reason }) };
  const isKnown = learner.enrolment?.status === status && learner.enrolment.edition === edition;
  if (answer.told === "status") return statusMove({ ...scene, learner: { ...learner, enrolment } }, answer);
  if (isKnown && answer.told === "news") return { quiet: true };
  const { application: draft, institution: _, ...others } = learner;
  const kept: Learner = {
    ...others,
    enrolment,
    ...workOf(answer),
    ...(draft && draft.edition !== edition ? { application: draft } : {}),
  };
  // Before the notice is agreed to there is nowhere to go: what it asks is shown again.
  if (!learner.consent) return { learner: { enrolment }, replies: newsSaid({ ...scene, learner: kept }, answer) };
  // Who is being cared for, or asked to be left alone, is not called away.
  if (learner.place.at === "care" || learner.place.at === "stopped") return { fresh: kept, quiet: true };
  return { fresh: { ...kept, place: { at: "enrol" } }, replies: newsSaid({ ...scene, learner: kept }, answer) };
}

/** Longer names of institutions are cut. */
const longestName = 200;

/** Where who is admitted works: coordinators count by it. */
function workOf({ institution, status }: StandingAnswer): Pick<Learner, "institution"> {
  return institution === undefined || status !== "admitted" ? {} : { institution: institution.slice(0, longestName) };
}

/** At the entrance, which says the same in fewer words, that is not said twice. */
function statusMove(scene: Scene, answer: StandingAnswer): Move {
  const { enrolment, place } = scene.learner;
  const said = statusSaid(scene, answer);
  const known = { enrolment, ...workOf(answer) };
  if (place.at !== "enrol") return { learner: known, replies: [text(said)] };
  return {
    learner: known,
    replies: enrol(scene)
      .show()
      .map((shown) => ({ ...shown, text: said })),
    quiet: true,
  };
}

/** What is not said by the place that is shown next. */
function newsSaid(scene: Scene, { edition: id, status, told }: StandingAnswer): Reply[] {
  const edition = editionNamed(scene.editions, id);
  if (!edition) return [];
  const name = nameOf(scene, edition);
  const isEarly = standingOf(scene.learner, scene.editions, scene.on).is === "early";
  if (status === "admitted" && told === "news") return [text(scene.say("admission.admitted", { name }))];
  if (status === "admitted") return isEarly ? [] : [text(scene.say("enrol.entered", { name }))];
  if (status === "applied") return [text(scene.say("admission.sent"))];
  if (status === "waiting" && told === "news") return [text(scene.say("admission.waits"))];
  return [];
}

/** All that is known of where they stand. */
export function statusSaid(
  scene: Scene,
  { edition: id, before, answers, status, on }: Omit<StandingAnswer, "kind" | "told">,
): string {
  const edition = editionNamed(scene.editions, id);
  if (!edition) return scene.say("enrol.none");
  const { say } = scene;
  const standing = standingOf(scene.learner, scene.editions, scene.on);
  const isInside = standing.is === "running" || standing.is === "reading";
  const since = say("admission.since", { name: nameOf(scene, edition), date: daySaid(scene, edition, on) });
  const { ends } = edition.runs;
  const isAhead = status === "admitted" && ends !== undefined && standing.is !== "over" && standing.is !== "reading";
  const turn =
    before === 0 ? say("admission.next") : before !== undefined && say("admission.before", { count: before });
  const sent = answers && Object.keys(answers).length > 0 && lines(fieldsOf(scene, edition), answers);
  return [
    isInside && since,
    ...standingLines(scene, standing),
    endedNote(scene),
    isAhead && say("edition.ends", { ends: momentSaid(scene, edition, ends) }),
    turn,
    sent && `${say("admission.answers")}\n${sent}`,
  ]
    .filter((part) => typeof part === "string" && part !== "")
    .join("\n\n");
}

/** Why not, in words. */
export function notAdmitted(scene: Scene, { why, edition: id }: NotAdmitted): Move {
  if (why === "nothing") return { quiet: true };
  if (why === "unlisted") return {};
  const edition = id === undefined ? undefined : editionNamed(scene.editions, id);
  const name = edition ? nameOf(scene, edition) : "";
  const opens = edition?.call.opens;
  if (why === "closed" && edition && opens !== undefined && scene.on < timesOf(edition).opens) {
    return { replies: [text(scene.say("enrol.opens", { name, date: momentSaid(scene, edition, opens) }))] };
  }
  return { replies: [text(scene.say(`admission.${why}`, { name }))] };
}
