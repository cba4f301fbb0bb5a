import { alertedOfLate, alertReach, hoursText } from "./care/alert-reach.ts";
import { type AlertSituation, alertSituation } from "./care/alert-situation.ts";
import { referral } from "./care/referral.ts";
import { countryName } from "./country-names.ts";
import { optionsAt, pick, says } from "./pick.ts";
import type { Answer } from "./requests.ts";
import { plainly, type Scene, text } from "./scene.ts";
import type { Place, PlaceAt, Settled } from "./state.ts";
import type { Dialog, Input, Move, Option } from "./types.ts";
import { yesOrNo } from "./welcome.ts";
import { type Sentence, wordList } from "./words.ts";

/**
 * An alert to who coordinates the learner's edition. It is the learner who sends it: what would be sent, to whom, and that it
 * replaces no emergency number is said before, and only a plain yes sends it. Words of the learner are never part of it.
 */

/** The button under what care says; what care was about is told by its id alone, and kept nowhere. */
export function alertOption(scene: Scene, situation: AlertSituation): Option[] {
  if (!alertReach(scene) || alertedOfLate(scene)) return [];
  return [{ id: `alert.${situation}`, label: scene.say("alert.button") }];
}

/** What this program cannot do: it alerts nobody unasked, or nobody at all. */
export function alertLimits(scene: Scene): Sentence {
  if (!alertReach(scene)) return "care.limits";
  return alertedOfLate(scene) ? "alert.limitsSent" : "alert.limits";
}

/** What the alert is to be about, where its button was meant. `picked`: what was picked of the options of the place. */
export function alertChosen(input: Input, picked: string | undefined): AlertSituation | undefined {
  const option = picked ?? (input.kind === "tap" ? input.option.split("~").at(-1) : undefined);
  const [word, about] = option?.split(".") ?? [];
  return word === "alert" ? alertSituation.safeParse(about).data : undefined;
}

/** Asks whether to send it; of late, or where nobody is there any more, that is said. */
export function alertAsked(scene: Scene, situation: AlertSituation, back: Settled): Move {
  if (alertedOfLate(scene)) return { replies: [text(scene.say("alert.recent"))] };
  if (!alertReach(scene)) return { replies: [text(nobodyText(scene))] };
  return { to: { at: "alert", situation, asked: scene.on, back } };
}

/** Shows what would be sent, and sends it on a yes; anything else sends nothing. */
export function alert(scene: Scene, here: PlaceAt<"alert">): Dialog {
  const { say } = scene;
  const options = optionsAt(`alert~${here.asked}`, [
    { id: "yes", label: say("alert.yes") },
    { id: "no", label: say("alert.no") },
  ]);
  return {
    discreet: true,
    hint: say("alert.hint"),
    show: () => [{ text: shownText(scene, here), options }],
    hear(input) {
      if (input.kind !== "text" && pick(input, options) === undefined) return undefined;
      return isYes(input, options) ? sent(scene, here) : notSent(scene, here);
    },
  };
}

function isYes(input: Input, options: readonly Option[]): boolean {
  const picked = pick(input, options);
  if (picked !== undefined) return picked === "yes";
  if (input.kind !== "text") return false;
  return yesOrNo(input) === "accept" || says(input.text, wordList("send"));
}

function shownText(scene: Scene, { situation }: PlaceAt<"alert">): string {
  const { say, learner } = scene;
  const { people = 0, hours = 0 } = alertReach(scene) ?? {};
  const none = say("settings.none");
  return [
    say("alert.confirm", {
      people: say("desk.count", { count: people }),
      name: learner.name === undefined ? none : plainly(learner.name),
      country: learner.country === undefined ? none : countryName(scene, learner.country),
      situation: say(`alert.situation.${situation}`),
      time: hoursText(scene, hours),
    }),
    situation === "threat" ? say("alert.watched") : "",
    say("alert.ask"),
  ]
    .filter(Boolean)
    .join("\n\n");
}

function careOf(back: Settled): Place {
  return { at: "care", step: "told", back };
}

function notSent({ say }: Scene, { back }: PlaceAt<"alert">): Move {
  return { to: careOf(back), replies: [text(say("alert.kept"))] };
}

/** That it went out is said when it did. */
function sent(scene: Scene, { situation, back }: PlaceAt<"alert">): Move {
  const reach = alertReach(scene);
  if (!reach) return { to: careOf(back), replies: [text(nobodyText(scene))] };
  const request = { kind: "alert", situation, hours: reach.hours } as const;
  return {
    to: careOf(back),
    learner: { alerted: scene.on },
    effects: [{ kind: "request", request }],
    quiet: true,
  };
}

/** What came of an alert that was sent. */
export function alertSent(scene: Scene, { people, hours }: Extract<Answer, { kind: "alerted" }>): Move {
  if (people > 0) return { replies: [text(scene.say("alert.sent", { time: hoursText(scene, hours) }))] };
  // Whoever comes to coordinate may be told of the next.
  return { learner: { alerted: undefined }, replies: [text(nobodyText(scene))] };
}

/**
 * Somebody saw it; or nobody said so in time, which is told once, with whom to call. Who is in danger may be looked over the
 * shoulder: what comes unasked does not name it then.
 */
export function alertNews(scene: Scene, is: "seen" | "late", situation: AlertSituation): Move {
  const { say } = scene;
  const served = situation === "distress" ? "anyone" : "children";
  if (situation === "threat") return { replies: [text(say(`alert.${is}Quietly`))], quiet: true };
  const whom = is === "late" ? `\n\n${referral(scene, served)}` : "";
  return { replies: [text(`${say(`alert.${is}`)}${whom}`)], quiet: true };
}

function nobodyText(scene: Scene): string {
  return `${scene.say("alert.nobody")}\n\n${referral(scene, "anyone")}`;
}
