import { hoursText } from "../care/alert-reach.ts";
import { countryName } from "../country-names.ts";
import { optionsAt } from "../pick.ts";
import { plainly, type Scene } from "../scene.ts";
import type { Input, Move, Option } from "../types.ts";
import { timeText, type Wording } from "./cell-text.ts";
import type { Command } from "./command.ts";
import type { Deed, DeskAnswer } from "./requests.ts";

type Raised = Extract<DeskAnswer, { kind: "alert-raised" }>;

/** What of an alert comes to who coordinates, wherever they are. Who sent it is told to who asks, and then it is noted. */
export function alertRaised(scene: Scene, { alert, edition, hours, ...about }: Raised): Move {
  const { say } = scene;
  const words = say("alert.raised", {
    code: about.code,
    edition: plainly(edition),
    situation: say(`alert.situation.${about.situation}`),
    on: timeText(scene, about.on),
    time: hoursText(scene, hours),
  });
  const options = optionsOf(scene, alert, ["take", "see"]);
  return { replies: [{ text: words, options }], quiet: true };
}

function optionsOf({ say }: Scene, alert: string, acts: readonly ("take" | "see")[]): Option[] {
  return optionsAt(
    "alarm",
    acts.map((act) => ({ id: `${act}.${alert}`, label: say(`alert.${act}`) })),
  );
}

/** The buttons under an alert that nobody sees to. */
export function alertOptions(scene: Scene, { alert, command }: Deed, acts: readonly ("take" | "see")[]): Option[] {
  const id = command.does === "alert" ? command.alert : undefined;
  return alert === undefined || alert.by !== undefined || id === undefined ? [] : optionsOf(scene, id, acts);
}

/** The buttons under an alert work wherever the coordinator is meanwhile; whether they may is decided by the world. */
export function alertAttended(input: Input): Move | undefined {
  const [, act, alert] = input.kind === "tap" ? (/^alarm~(take|see)\.([\w-]{1,80})$/.exec(input.option) ?? []) : [];
  if ((act !== "take" && act !== "see") || alert === undefined) return undefined;
  const command: Command = { does: "alert", act, alert };
  return { effects: [{ kind: "request", request: { kind: "command", command, agreed: true } }], quiet: true };
}

/** Who sent an alert, and how they are answered. */
export function alertText(wording: Wording, { alert, edition }: Deed): string {
  const { say } = wording;
  if (!alert) return "";
  const { code, situation, on, by, mine } = alert;
  const name = alert.name === undefined ? say("settings.none") : plainly(alert.name);
  const head = mine ? "alert.yours" : by === undefined ? "alert.open" : "alert.theirs";
  return [
    say(head, { code, by: plainly(by ?? "") || say("desk.word.coordinator") }),
    [
      say("alert.who", {
        name,
        country: alert.country === undefined ? "–" : countryName(wording, alert.country),
        edition: plainly(edition?.name ?? ""),
      }),
      `${say(`alert.situation.${situation}`)} · ${timeText(wording, on)}`,
      alert.phone === undefined ? "" : say("alert.phone", { phone: alert.phone }),
    ]
      .filter(Boolean)
      .join("\n"),
    situation === "threat" ? say("alert.careful") : "",
    say("alert.write", { name }),
  ]
    .filter(Boolean)
    .join("\n\n");
}
