import { type Language, language as languages } from "../../content/schema.ts";
import { weekStart } from "../../dialogs/summary.ts";
import { alertSituation } from "../care/alert-situation.ts";
import { countryName } from "../country-names.ts";
import { roleName } from "../profile.ts";
import { plainly, type Scene } from "../scene.ts";
import { oneDay } from "./one-day.ts";
import { states } from "./query.ts";
import type { Cell, CellKind, Column } from "./table.ts";

/** What is needed to write cells out: also for a file, where nobody is in a conversation. */
export type Wording = Pick<Scene, "say" | "course" | "outline"> & {
  readonly learner: Pick<Scene["learner"], "language">;
};

const zone = "UTC";
const dates = formats({ day: "numeric", month: "short", year: "numeric", timeZone: zone });
const times = formats({ day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", timeZone: zone });

function formats(how: Intl.DateTimeFormatOptions): ReadonlyMap<Language, Intl.DateTimeFormat> {
  return new Map(languages.options.map((language) => [language, new Intl.DateTimeFormat(language, how)]));
}

function dateText({ learner }: Wording, on: number): string {
  return dates.get(learner.language)?.format(on) ?? "";
}

export function timeText({ learner }: Wording, on: number): string {
  return `${times.get(learner.language)?.format(on) ?? ""} ${zone}`;
}

/** A column as it is headed. */
export function columnText({ say }: Wording, { id }: Column): string {
  return say(`desk.column.${id}`);
}

/** A cell as people read it; «–» where nothing is known. */
export function cellText(wording: Wording, { is }: Column, cell: Cell): string {
  if (cell === undefined || cell === "") return "–";
  return writers[is](wording, cell);
}

type Writer = (wording: Wording, cell: string | number) => string;

const writers: Readonly<Record<CellKind, Writer>> = {
  text: (_, cell) => plainly(String(cell)),
  number: ({ learner }, cell) => Number(cell).toLocaleString(learner.language),
  percent: (_, cell) => `${cell} %`,
  time: (wording, cell) => dateText(wording, Number(cell)),
  moment: (wording, cell) => timeText(wording, Number(cell)),
  situation: ({ say }, cell) => say(`alert.situation.${alertSituation.catch("help").parse(cell)}`),
  day: (wording, cell) => dateText(wording, Number(cell) * oneDay),
  week: (wording, cell) => dateText(wording, weekStart(Number(cell))),
  country: (wording, cell) => countryName(wording, String(cell)),
  role: (wording, cell) => roleName(wording, String(cell)),
  module: moduleText,
  step: placeText,
  item: itemText,
  objective: objectiveText,
  reasons: reasonsText,
  act: actText,
  word: wordText,
};

function moduleText({ say, outline }: Wording, cell: string | number): string {
  const number = outline.modules.get(String(cell))?.number;
  return number === undefined ? String(cell) : say("modules.option", { number });
}

function placeText({ say, outline }: Wording, cell: string | number): string {
  const spot = outline.spots.get(String(cell));
  if (spot) return say("menu.spot", { module: spot.moduleNumber, title: spot.title });
  const number = outline.modules.get(String(cell))?.number;
  return number === undefined ? String(cell) : say("evaluation.label", { number });
}

/** Characters of a question in a list; the whole of it stands in the course. */
const itemLength = 90;

function itemText({ course }: Wording, cell: string | number): string {
  const item = course.modules.flatMap(({ evaluation }) => evaluation).find(({ id }) => id === cell);
  if (!item) return String(cell);
  const ask = plainly(item.ask).replaceAll("\n", " ");
  return ask.length > itemLength ? `${ask.slice(0, itemLength)}…` : ask;
}

function objectiveText({ course }: Wording, cell: string | number): string {
  const found = course.modules.flatMap(({ objectives }) => objectives).find(({ id }) => id === cell);
  return found ? plainly(found.text) : String(cell);
}

/** «quiet:15;no-attempts:m03» in words: each is a rule, and what of this person meets it. */
function reasonsText(wording: Wording, cell: string | number): string {
  const { say, outline } = wording;
  const texts = String(cell)
    .split(";")
    .map((one) => {
      const [what = "", rest = ""] = one.split(":");
      const count = Number(rest);
      const number = outline.modules.get(rest)?.number ?? rest;
      if (what === "unstarted") return say("desk.reason.unstarted", { count });
      if (what === "quiet") return say("desk.reason.quiet", { count });
      if (what === "no-attempts") return say("desk.reason.noAttempts", { number });
      if (what === "last-attempt") return say("desk.reason.lastAttempt", { number });
      return say("desk.reason.pace", { count });
    });
  return texts.join("; ");
}

const actKeys = [
  "applications",
  "decide",
  "extend",
  "upload",
  "edition",
  "answer",
  "export",
  "write",
  "grant",
  "move",
  "invite",
  "revoke",
  "dismiss",
  "decline",
  "join",
  "alert",
] as const;

function actText({ say }: Wording, cell: string | number): string {
  const [first, second] = String(cell).split(" ");
  const done = actKeys.find((one) => one === first);
  if (done) return say(`desk.act.${done}`);
  const state = states.find((one) => one === second);
  return state ? say("desk.act.list", { list: say(`desk.state.${state}`) }) : say("desk.act.person");
}

const wordKeys = [
  "coordinator",
  "administrator",
  "open",
  "used",
  "revoked",
  "expired",
  "passed",
  "failed",
  "underway",
  "applied",
  "waiting",
  "refused",
  "admitted",
  "left",
  "approval",
  "list",
  "free",
] as const;

function wordText({ say }: Wording, cell: string | number): string {
  const key = wordKeys.find((one) => one === cell);
  return key ? say(`desk.word.${key}`) : String(cell);
}
