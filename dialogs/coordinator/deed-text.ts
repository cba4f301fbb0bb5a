import { dayNamed } from "../dates.ts";
import { plainly } from "../scene.ts";
import { alertText } from "./alert-told.ts";
import { cellText, timeText, type Wording } from "./cell-text.ts";
import { planText } from "./edition-text.ts";
import { filterText, titleOf } from "./figures-text.ts";
import { listDone, listPreview } from "./list-text.ts";
import type { Deed } from "./requests.ts";

/** What is about to be done, so that nobody agrees to what they did not mean. */
export function previewText(wording: Wording, deed: Deed): string {
  const { say } = wording;
  const { command } = deed;
  const name = plainly(deed.name ?? "");
  const edition = plainly(deed.edition?.name ?? "");
  switch (command.does) {
    case "grant":
      return say("desk.preview.grant", { name, module: moduleOf(wording, command.module) });
    case "move":
      return say("desk.preview.move", { name, edition });
    case "write":
      return [
        say("desk.preview.write", { count: deed.people ?? 0, who: whoText(wording, deed), edition }),
        `> ${plainly(command.words ?? "").replaceAll("\n", "\n> ")}`,
        priceText(wording, deed),
        deed.second ? say("desk.preview.second") : "",
        say("desk.preview.sure"),
      ]
        .filter(Boolean)
        .join("\n\n");
    case "approve":
      return [
        say("desk.preview.approve", { count: deed.people ?? 0, edition }),
        `> ${name.replaceAll("\n", "\n> ")}`,
        priceText(wording, deed),
      ]
        .filter(Boolean)
        .join("\n\n");
    case "decline":
      return say("desk.preview.decline");
    case "invite":
      return command.role === "administrator"
        ? say("desk.preview.administrator")
        : say("desk.preview.invite", { edition });
    case "dismiss":
      return say("desk.preview.dismiss", { name });
    case "decide":
      return decisionText(wording, deed, command);
    case "answer":
      return answerText(wording, deed, command.words);
    case "extend":
      return say("desk.preview.extend", {
        ...{ edition, ends: dayText(wording, command.ends) },
        before: deed.before === undefined ? "–" : dayText(wording, deed.before),
      });
    case "list":
      return listText(wording, deed);
    case "edition":
      return deed.plan ? planText(wording, deed.plan) : say("desk.preview.sure");
    case "revoke":
    case "export":
    case "panel":
    case "alert":
      return say("desk.preview.sure");
  }
}

/** What was done. */
export function doneText(wording: Wording, deed: Deed): string {
  const { say } = wording;
  const { command, code = "", people = 0 } = deed;
  const name = plainly(deed.name ?? "");
  const edition = plainly(deed.edition?.name ?? "");
  switch (command.does) {
    case "grant":
      return say("desk.done.grant", { name, module: moduleOf(wording, command.module) });
    case "move":
      return [say("desk.done.move", { name, edition }), waitingText(wording, deed, "done")]
        .filter(Boolean)
        .join("\n\n");
    case "write":
      return deed.second
        ? say("desk.done.proposed", { code, count: people })
        : say("desk.done.write", { count: people });
    case "approve":
      return say("desk.done.write", { count: people });
    case "decline":
      return say("desk.done.decline");
    case "invite":
      return say("desk.done.invite", { code, time: timeText(wording, deed.until ?? 0), name });
    case "list":
      return deed.list ? listDone(wording, deed, deed.list) : "";
    case "revoke":
      return say("desk.done.revoke");
    case "dismiss":
      return say("desk.done.dismiss", { name });
    case "decide":
      return [
        say(`desk.done.${command.verdict}`, { count: people, name: name || nameList(deed), edition }),
        waitingText(wording, deed, "done"),
      ]
        .filter(Boolean)
        .join("\n\n");
    case "answer":
      return say("desk.done.answer", { count: people });
    case "extend":
      return say("desk.done.extend", { edition, ends: dayText(wording, command.ends) });
    case "edition":
      return editionDone(wording, deed, command);
    case "alert":
      return alertText(wording, deed);
    case "panel":
      return say("desk.done.panel", { url: deed.page?.url ?? "", count: deed.page?.minutes ?? 0 });
    case "export":
      return say("desk.done.export", { count: people, csv: deed.links?.csv ?? "", xlsx: deed.links?.xlsx ?? "" });
  }
}

/** What a file holds; before there is one, that it is waited for. */
function listText(wording: Wording, deed: Deed): string {
  return deed.list ? listPreview(wording, deed, deed.list) : wording.say("listFile.ask");
}

function editionDone({ say }: Wording, deed: Deed, { is }: Extract<Deed["command"], { does: "edition" }>): string {
  const { name = "", id = "" } = deed.edition ?? {};
  return say(is === "new" ? "desk.edition.made" : "desk.edition.done", { edition: plainly(name), id });
}

/** A question that waits; or with what it will be answered. */
function answerText(wording: Wording, deed: Deed, words: string | undefined): string {
  const { say } = wording;
  const { people: count = 0, until = 0 } = deed;
  const name = plainly(deed.name ?? "");
  if (words !== undefined) {
    return say("desk.preview.answer", { name, words: plainly(words).replaceAll("\n", "\n> ") });
  }
  const edition = plainly(deed.edition?.name ?? "");
  return say("desk.preview.question", { count, edition, name, time: timeText(wording, until) });
}

type Decide = Extract<Deed["command"], { does: "decide" }>;

/** Who is decided on, what they are told, and who finds no place. */
function decisionText(wording: Wording, deed: Deed, { verdict, query, reason }: Decide): string {
  const { say } = wording;
  const count = deed.people ?? 0;
  const edition = plainly(deed.edition?.name ?? "");
  const who = query ? [titleOf(wording, query), filterText(wording, query)].filter(Boolean).join(" · ") : "";
  const isAsked = verdict === "refuse" && reason === undefined;
  return [
    deed.name === undefined
      ? say(`desk.preview.${verdict}`, { count, edition, who })
      : say(`desk.preview.one.${verdict}`, { name: plainly(deed.name), edition }),
    deed.name === undefined ? nameList(deed) : "",
    waitingText(wording, deed, "preview"),
    reason === undefined ? "" : say("desk.preview.reason", { reason: plainly(reason) }),
    isAsked ? say("desk.whyRefused") : say("desk.preview.sure"),
  ]
    .filter(Boolean)
    .join("\n\n");
}

function waitingText({ say }: Wording, { waiting = 0 }: Deed, when: "preview" | "done"): string {
  return waiting === 0 ? "" : say(`desk.${when}.noPlace`, { count: waiting });
}

function nameList({ names = [], people = 0 }: Deed): string {
  const rest = people - names.length;
  return [...names.map(plainly), ...(rest > 0 ? [`… +${rest}`] : [])].join(", ");
}

/** A day of a calendar, «2027-06-30», in words. */
function dayText({ learner }: Wording, day: string): string {
  return dayNamed(Date.parse(`${day.slice(0, 10)}T12:00:00Z`), learner.language);
}

function moduleOf(wording: Wording, id: string): string {
  return cellText(wording, { id: "module", is: "module" }, id);
}

function whoText(wording: Wording, { command, name }: Deed): string {
  if (command.does !== "write") return "";
  if (name !== undefined) return plainly(name);
  return [titleOf(wording, command.query), filterText(wording, command.query)].filter(Boolean).join(" · ");
}

function priceText({ say, learner }: Wording, { paid }: Deed): string {
  if (!paid) return "";
  if (paid.people === 0) return say("desk.preview.free");
  const dollars = paid.dollars.toLocaleString(learner.language, { minimumFractionDigits: 2, maximumFractionDigits: 4 });
  return say("desk.preview.price", { count: paid.people, dollars, date: paid.asOf });
}
