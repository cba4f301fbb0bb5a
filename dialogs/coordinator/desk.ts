import { fold } from "../../content/search/fold.ts";
import { wishIn } from "../hearing/wish.ts";
import { calledIn, staffCode } from "../interrupts.ts";
import { continuePlace } from "../menu.ts";
import { pick, readChoice } from "../pick.ts";
import { type Scene, text } from "../scene.ts";
import type { Dialog, Input, Move, Option } from "../types.ts";
import { actIn } from "./act-in.ts";
import { asking, inEdition, order, writing } from "./asking.ts";
import type { Command } from "./command.ts";
import { asksForFile, asksWhy, exportable, type Here, isWordless, optionsFor, usualFor } from "./desk-options.ts";
import { draftShown, draftTapped, type Edits, resumed } from "./drafting.ts";
import { soFarText } from "./edition-text.ts";
import { titleOf } from "./figures-text.ts";
import { fresh } from "./heard.ts";
import { type Parsed, parse } from "./parse.ts";
import { dropped, heardPending } from "./pending.ts";
import type { Does } from "./phrases.ts";
import type { Query } from "./query.ts";
import { nearest } from "./query-in.ts";

/** The place where staff ask and act, in words. */
export function desk(scene: Scene, here: Here): Dialog {
  const { say } = scene;
  const options = optionsFor(scene, here);
  return {
    first: true,
    hint: say("desk.hint"),
    acts(said) {
      if (here.pending) return "";
      return actIn(scene, said, here.query);
    },
    show: () => [{ text: shownText(scene, here), options, ...(isOpenToFiles(here) ? { takesFile: true } : {}) }],
    hear(input) {
      if (input.kind === "file") return given(here, input.upload);
      if (input.kind === "tap") return tapped(scene, here, pick(input, options));
      return input.kind === "text" ? heardText(scene, here, input, options) : undefined;
    },
  };
}

function heardText(scene: Scene, here: Here, input: Input & { kind: "text" }, options: Option[]): Move | undefined {
  if (here.pending && !asksForFile(here.pending)) return heardPending(scene, here, here.pending, input, options);
  const label = options.find((option) => fold(option.label) === fold(input.text));
  const labels = here.choices?.map((one) => one.label);
  const chosen = labels && readChoice(input.text, labels);
  if (label) return tapped(scene, here, pick({ ...input, kind: "tap", option: label.id }, options));
  if (chosen !== undefined) return tapped(scene, here, `c${chosen}`);
  if (here.pending && pick(input, options) === "no") return dropped(scene, here);
  // Whoever asks something else is no longer about to send a file.
  const { pending: _, ...rest } = here;
  return heard(scene, rest, input);
}

/** A file is for what was asked for, or a new list. */
function given(here: Here, upload: string): Move {
  const { pending } = here;
  const edition = pending?.does === "list" && pending.edition !== undefined ? { edition: pending.edition } : {};
  return order(here, { does: "list", ...edition, upload }, false);
}

/** Not while something else waits for a yes. */
function isOpenToFiles({ pending }: Here): boolean {
  return !pending || asksForFile(pending);
}

function shownText(scene: Scene, { pending, choices }: Here): string {
  const { say } = scene;
  if (pending?.does === "edition") return draftShown(scene, pending);
  if (pending?.does === "write" && pending.words === undefined) return say("desk.whatToWrite");
  if (pending && isWordless(pending)) return say("desk.whatToAnswer");
  if (pending && asksWhy(pending)) return say("desk.whyRefused");
  if (pending && asksForFile(pending)) return say("listFile.ask");
  if (pending) return say("desk.pending");
  return choices ? say("desk.which") : say("desk.home");
}

function tapped(scene: Scene, here: Here, picked: string | undefined): Move | undefined {
  if (picked === undefined) return undefined;
  const { query, pending } = here;
  if (picked === "leave") return { to: continuePlace(scene) };
  if (picked === "panel") return order(here, { does: "panel" }, true);
  if (picked === "yes" && pending) return order(here, pending, true);
  if (picked === "no") return dropped(scene, here);
  const drafted = pending?.does === "edition" ? draftTapped(pending, picked) : undefined;
  if (drafted) return order(here, drafted, false);
  const choice = choiceIn(here, picked);
  if (choice && "command" in choice) return order(here, choice.command, false);
  if (choice) return asking(here, choice.query, choice.label);
  return query && tappedUnder(here, query, picked);
}

/** The buttons under an answer. */
function tappedUnder(here: Here, query: Query, picked: string): Move | undefined {
  const { more } = here;
  if (picked === "more" && more !== undefined) return asking(here, { ...query, from: more }, "");
  if (picked === "list") return asking(here, fresh(query), "");
  if (picked === "admit" || picked === "refuse") return deciding(here, query, picked);
  if (picked === "export") return order(here, { does: "export", query: fresh(query) }, true);
  return picked === "write" ? writing(here, { does: "write", query: fresh(query) }) : undefined;
}

/** About whom the answer on the screen is. */
function deciding(here: Here, query: Query, verdict: "admit" | "refuse"): Move {
  const { learner } = query;
  const whom = learner === undefined ? { query: fresh(query) } : { learner };
  return order(here, { does: "decide", verdict, ...whom }, false);
}

function choiceIn({ choices, role }: Here, picked: string): NonNullable<Here["choices"]>[number] | undefined {
  const [, kind, at] = /^([cu])(\d+)$/.exec(picked) ?? [];
  if (kind === "c") return choices?.[Number(at)];
  const usual = kind === "u" ? usualFor(role)[Number(at)] : undefined;
  return usual && { query: usual, label: "" };
}

function heard(scene: Scene, here: Here, input: Input & { kind: "text" }): Move | undefined {
  const { say } = scene;
  const parsed = parse(scene, input.text, here.query);
  if (wishIn(input) === "next" && parsed.is !== "more") return { to: continuePlace(scene) };
  if (parsed.is === "help") return { to: home(here), replies: [text(say("desk.help"))] };
  if (parsed.is === "leave") return { to: continuePlace(scene) };
  if (isCalledAway(input, parsed)) return undefined;
  if (parsed.is === "more")
    return here.query && here.more !== undefined
      ? asking(here, { ...here.query, from: here.more }, "")
      : { replies: [text(say("desk.noMore"))], quiet: true };
  if (parsed.is === "incomplete") return { replies: [text(say(missing[parsed.does]))], quiet: true };
  if (parsed.is === "unrecorded") return { replies: [text(say(`desk.unrecorded.${parsed.what}`))], quiet: true };
  if (parsed.is === "command") return commanded(scene, here, parsed.command);
  if (parsed.is !== "query") return offering(scene, here, input.text);
  if (parsed.query.about === "person" && !parsed.query.said && !parsed.query.learner)
    return offering(scene, here, input.text);
  return asking(here, parsed.query, input.text);
}

/** «Ediciones» asks here, and leads to them elsewhere. */
function isCalledAway(input: Input & { kind: "text" }, parsed: Parsed): boolean {
  if (staffCode.test(input.text)) return true;
  return calledIn(input) && !(parsed.is === "query" && parsed.query.about === "calendar");
}

const missing = {
  write: "desk.missing.write",
  export: "desk.missing.export",
  grant: "desk.missing.grant",
  move: "desk.missing.move",
  "invite administrator": "desk.missing.invite",
  "invite coordinator": "desk.missing.invite",
  revoke: "desk.missing.revoke",
  dismiss: "desk.missing.dismiss",
  panel: "desk.help",
  list: "desk.help",
  approve: "desk.missing.approve",
  decline: "desk.missing.approve",
  "decide admit": "desk.missing.decide",
  "decide refuse": "desk.missing.decide",
  "decide wait": "desk.missing.decide",
  extend: "desk.missing.extend",
  answer: "desk.missing.approve",
  "alert take": "desk.help",
  "alert see": "desk.help",
} as const satisfies Record<Does, string>;

function commanded(scene: Scene, here: Here, command: Command): Move {
  if (command.does === "write") return writing(here, command);
  if (command.does === "edition") return editing(scene, here, command);
  if (command.does === "export" && !exportable(command.query))
    return { replies: [text(scene.say("desk.missing.export"))], quiet: true };
  if (command.does === "decide" && command.query)
    return order(here, { ...command, query: inEdition(here, command.query) }, false);
  const isDoneAtOnce = command.does === "export" || command.does === "panel" || command.does === "alert";
  return order(here, command, isDoneAtOnce);
}

/** One that was left half made is gone on with, and what is known of it is said. */
function editing(scene: Scene, here: Here, command: Edits): Move {
  const { say } = scene;
  const before = resumed(scene, command);
  if (!before) return order(here, command, false);
  const known = `${say("desk.edition.resumed")}\n\n${soFarText(scene, before.draft)}`;
  return { ...order(here, before, false), replies: [text(known)] };
}

/** The nearest three queries, for who was not understood. */
export function offering(scene: Scene, here: Here, said: string, why = scene.say("desk.notUnderstood")): Move {
  const choices = nearest(said).map((query) => ({ label: titleOf(scene, query), query }));
  const to: Here = { ...here, turn: here.turn + 1, choices };
  return { to, replies: [{ text: why, options: optionsFor(scene, to) }], quiet: true };
}

function home({ turn, role, edition }: Here): Here {
  return { at: "desk", turn: turn + 1, role, ...(edition === undefined ? {} : { edition }) };
}
