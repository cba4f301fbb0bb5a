import { wishIn } from "../hearing/wish.ts";
import { helpMove } from "../help.ts";
import { optionsAt, pick } from "../pick.ts";
import { plainly, type Scene, text } from "../scene.ts";
import type { Dialog, Input, Move, Option } from "../types.ts";
import { beginApplication } from "./application.ts";
import { daySaid, described, momentSaid, nameOf } from "./dates.ts";
import { type Edition, isUnlimited, nextOffered, offeredAt, timesOf } from "./edition.ts";
import { asksStill, type Standing, standingOf } from "./standing.ts";

/** The way into the course: which editions there are, and how it stands with the one that was asked for. */
export function enrol(scene: Scene): Dialog {
  const { say, learner, editions, on } = scene;
  const standing = standingOf(learner, editions, on);
  const offered = offeredTo(scene, standing);
  const options = optionsAt("enrol", [
    ...offered.map((edition) => ({ id: `to-${edition.id}`, label: label(scene, edition, offered.length === 1) })),
    ...ownOptions(scene, standing),
    { id: "ask", label: say("menu.ask") },
    { id: "settings", label: say("menu.settings") },
    { id: "help", label: say("menu.help") },
  ]);

  return {
    hint: say("enrol.hint"),
    show: () => [
      { text: [...standingLines(scene, standing), ...offerLines(scene, standing, offered)].join("\n\n"), options },
    ],
    hear(input) {
      const wish = pick(input, options);
      const chosen = offered.find(({ id }) => wish === `to-${id}`);
      if (chosen) return into(scene, chosen);
      if (wish === "mine") return { effects: [statusOf(scene)], quiet: true };
      if (wish === "withdraw") return { to: { at: "withdraw" } };
      if (wish === "ask" || wish === "settings" || wish === "results") return { to: { at: wish } };
      if (wish === "help") return helpMove(scene);
      return goesOn(input) ? onwards(scene, standing, offered) : undefined;
    },
  };
}

function goesOn(input: Input): boolean {
  return input.kind === "hello" || wishIn(input) !== undefined;
}

/** «continuar» takes the only way there is; who waits for an answer is told what is known by now. */
function onwards(scene: Scene, { is }: Standing, offered: readonly Edition[]): Move {
  if (is === "applied" || is === "waiting") return { effects: [newsOf(scene)] };
  const [only, ...others] = offered;
  return only && others.length === 0 && is === "stranger" ? into(scene, only) : {};
}

export function statusOf({ learner }: Scene) {
  const edition = learner.enrolment?.edition ?? "";
  return { kind: "request", request: { kind: "standing", edition, news: false } } as const;
}

/** Asks whether something changed of which they were not told. */
export function newsOf({ learner }: Pick<Scene, "learner">) {
  const edition = learner.enrolment?.edition ?? "";
  return { kind: "request", request: { kind: "standing", edition, news: true } } as const;
}

/** Editions that this learner may ask for: not the one that refused them. */
function offeredTo({ learner, editions, on }: Scene, standing: Standing): Edition[] {
  const own = standing.is === "left" || standing.is === "stranger" ? undefined : learner.enrolment?.edition;
  if (!asksStill(standing) && standing.is !== "running") return [];
  return offeredAt(editions, on).filter(({ id }) => id !== own && !(standing.is === "running" && id === "demo"));
}

function label({ say, learner }: Scene, edition: Edition, isOnly: boolean): string {
  if (learner.application?.edition === edition.id) return say("enrol.resume");
  if (!isOnly) return nameOf({ learner }, edition);
  return say(edition.admission === "approval" ? "enrol.apply" : "enrol.enter");
}

function ownOptions({ say }: Scene, { is }: Standing): Option[] {
  if (is === "applied" || is === "waiting") {
    return [
      { id: "mine", label: say("enrol.mine") },
      { id: "withdraw", label: say("enrol.withdraw") },
    ];
  }
  if (is === "early") return [{ id: "withdraw", label: say("enrol.leave") }];
  return is === "over" ? [{ id: "results", label: say("menu.results") }] : [];
}

/** What an edition asks of who wants to take part: nothing, a place, or an application. */
function into(scene: Scene, edition: Edition): Move {
  if (edition.admission === "approval") return beginApplication(scene, edition);
  if (!isUnlimited(edition)) {
    return { effects: [{ kind: "request", request: { kind: "enrol", edition: edition.id } }], quiet: true };
  }
  const enrolment = { edition: edition.id, status: "admitted", on: scene.on } as const;
  // Before the start, the entrance says so itself.
  const said =
    scene.on < timesOf(edition).starts ? [] : [text(scene.say("enrol.entered", { name: nameOf(scene, edition) }))];
  return { to: { at: "menu" }, learner: { enrolment }, replies: said };
}

/** How it stands, and what happens next and when. */
export function standingLines(scene: Scene, standing: Standing): string[] {
  if (standing.is === "stranger") return [];
  const { say, learner } = scene;
  const { edition, is } = standing;
  const name = nameOf(scene, edition);
  const since = daySaid(scene, edition, learner.enrolment?.on ?? scene.on);
  if (is === "early")
    return [say("enrol.early", { name, date: momentSaid(scene, edition, edition.runs.starts ?? "") })];
  if (is === "running" || is === "reading") return [];
  if (is === "over") return [say("enrol.over", { name, date: momentSaid(scene, edition, edition.runs.ends ?? "") })];
  const reason = learner.enrolment?.reason;
  const why = reason === undefined ? [] : [say("enrol.reason", { reason: plainly(reason) })];
  return [[say(`enrol.${is}`, { name, date: since }), ...why].join("\n")];
}

function offerLines(scene: Scene, standing: Standing, offered: readonly Edition[]): string[] {
  const { say } = scene;
  if (!asksStill(standing) && standing.is !== "running") return [];
  const code = standing.is === "running" ? [] : [say("enrol.code")];
  if (offered.length > 0) {
    return [
      offered.length > 1 ? say("enrol.choose") : "",
      ...offered.map((one) => described(scene, one)),
      ...code,
    ].filter(Boolean);
  }
  const next = nextOffered(scene.editions, scene.on);
  const opens = next?.call.opens;
  if (!next || opens === undefined) return [say("enrol.none"), ...code];
  const date = momentSaid(scene, next, opens);
  return [say("enrol.opens", { name: nameOf(scene, next), date }), described(scene, next), ...code];
}
