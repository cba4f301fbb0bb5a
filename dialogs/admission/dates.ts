import type { Language } from "../../content/schema.ts";
import type { Scene } from "../scene.ts";
import { type Edition, timesOf, wordsFor } from "./edition.ts";

const minute = 60_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function dayIn(language: Language, timeZone: string): Intl.DateTimeFormat {
  const key = `${language} ${timeZone}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(language, { dateStyle: "full", timeZone });
  formats.set(key, format);
  return format;
}

/** A day on which something was done, as the edition's clocks had it. */
export function daySaid({ learner }: Scene, { timeZone }: Edition, on: number): string {
  return dayIn(learner.language, timeZone).format(on);
}

/** A day or minute as the edition writes it, and whose clocks are meant. */
export function momentSaid(scene: Scene, { timeZone }: Edition, local: string): string {
  const [date = "", time] = local.split(/[ T]/);
  const day = dayIn(scene.learner.language, "UTC").format(new Date(`${date}T12:00:00Z`));
  return scene.say(time === undefined ? "edition.day" : "edition.minute", {
    day,
    time: time ?? "",
    city: city(scene, timeZone),
  });
}

/** «America/Port-au-Prince» is «Port-au-Prince». */
function city({ say }: Scene, timeZone: string): string {
  if (timeZone === "America/Mexico_City") return say("edition.mexicoCity");
  return timeZone.slice(timeZone.lastIndexOf("/") + 1).replaceAll("_", " ");
}

/** The last day on which lessons may be read. */
export function lastDaySaid(scene: Scene, edition: Edition): string {
  return daySaid(scene, edition, timesOf(edition).shuts - minute);
}

export function nameOf({ learner }: Pick<Scene, "learner">, { name }: Edition): string {
  return wordsFor(name, learner.language);
}

/** What an edition is: its name, its days, how one gets in. */
export function described(scene: Scene, edition: Edition): string {
  const { say } = scene;
  const { call, runs, places, admission } = edition;
  const starts = runs.starts && momentSaid(scene, edition, runs.starts);
  const ends = runs.ends && momentSaid(scene, edition, runs.ends);
  const lines = [
    `**${nameOf(scene, edition)}**`,
    starts && ends && say("edition.runs", { starts, ends }),
    starts && !ends && say("edition.starts", { starts }),
    !starts && ends && say("edition.ends", { ends }),
    call.closes && say("edition.closes", { closes: momentSaid(scene, edition, call.closes) }),
    places !== undefined && say("edition.places", { count: places }),
    admission === "approval" && say("edition.approval"),
  ];
  return lines.filter((line) => typeof line === "string" && line !== "").join("\n");
}
