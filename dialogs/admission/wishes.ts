import { type Scene, text } from "../scene.ts";
import type { Place } from "../state.ts";
import type { Effect, Move } from "../types.ts";
import { draftPlace } from "./application.ts";
import { isUnlimited, timesOf } from "./edition.ts";
import { newsOf, statusOf } from "./enrol.ts";
import { allowed, asksStill, standingOf } from "./standing.ts";
import { statusSaid } from "./told.ts";

/** «mi solicitud»: the one that is being written, or how the one stands that was sent. */
export function applicationMove(scene: Scene): Move {
  const { learner, editions, on } = scene;
  const standing = standingOf(learner, editions, on);
  const draft = asksStill(standing) || standing.is === "running" ? draftPlace(scene) : undefined;
  if (draft) return { to: draft };
  if (standing.is === "stranger" || !learner.enrolment) return toEntrance(scene);
  // Who entered without being counted has no application.
  if (!isUnlimited(standing.edition)) return { effects: [statusOf(scene)], quiet: true };
  return { replies: [text(statusSaid(scene, learner.enrolment))] };
}

/** Where no edition asks for it, nobody has an application. */
function toEntrance({ learner, editions, on, say }: Scene): Move {
  const to: Place = { at: "enrol" };
  return allowed(learner, editions, on, to).at === "enrol" ? { to } : { replies: [text(say("talk.noApplication"))] };
}

/** «inscribirme»: to the editions; who has a place is told how it stands. */
export function enrolMove(scene: Scene): Move {
  const { learner, editions, on } = scene;
  const way = allowed(learner, editions, on, { at: "enrol" });
  if (way.at !== "enrol") return applicationMove(scene);
  // Asked for again, at the entrance: perhaps they were listed since.
  const again = learner.place.at === "enrol" ? recognition(scene, { at: "menu" }) : [];
  return { to: way, effects: again, quiet: again.length > 0 };
}

/** «retirarme»: one more question, where there is anything to take back. */
export function withdrawMove(scene: Scene): Move {
  const { is } = standingOf(scene.learner, scene.editions, scene.on);
  const isIn = scene.learner.enrolment !== undefined && !(is === "refused" || is === "left" || is === "over");
  return isIn ? { to: { at: "withdraw" } } : { replies: [text(scene.say("withdraw.nothing"))] };
}

/** Who comes to the entrance for the first time may be on a list; the entrance is shown with the answer. */
export function recognition({ learner, editions, on }: Scene, from: Place): Effect[] {
  const isNew = learner.enrolment === undefined && from.at !== "enrol" && from.at !== "application";
  const open = isNew && [...editions.all.values()].some((one) => one.admission === "list" && on < timesOf(one).closes);
  return open ? [{ kind: "request", request: { kind: "recognise" } }] : [];
}

/** Whether something was decided that they do not know of; only who waits for a decision asks. */
export function newsFor(scene: Pick<Scene, "learner">): Effect[] {
  return scene.learner.enrolment ? [newsOf(scene)] : [];
}
