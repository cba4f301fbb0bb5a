import { lengthOf } from "../../content/limits.ts";
import { wishIn } from "../hearing/wish.ts";
import { optionsAt, pick, says } from "../pick.ts";
import { type Scene, text } from "../scene.ts";
import type { Learner, Place, PlaceAt } from "../state.ts";
import type { Dialog, Input, Move } from "../types.ts";
import { yesOrNo } from "../welcome.ts";
import { wordList } from "../words.ts";
import { momentSaid, nameOf } from "./dates.ts";
import { type Edition, editionNamed } from "./edition.ts";
import { type Field, fieldsOf } from "./fields.ts";
import { isOffered } from "./standing.ts";

/** Asks what an application asks, one thing at a time; each answer is kept as it is given. */
export function application(scene: Scene, here: PlaceAt<"application">, edition: Edition): Dialog {
  const fields = fieldsOf(scene, edition);
  const field = fields.find(({ id }) => id === here.field);
  return field ? question(scene, edition, fields, field) : review(scene, edition, fields);
}

/** What is known of them already is not asked again; all of it is shown before it is sent. */
export function beginApplication(scene: Scene, edition: Edition): Move {
  const { learner } = scene;
  const before = learner.application?.edition === edition.id ? learner.application.answers : known(scene, edition);
  const draft = { edition: edition.id, answers: { ...before } };
  const to = nextIn(edition, fieldsOf(scene, edition), draft.answers);
  const begun = learner.application?.edition === edition.id;
  const said = scene.say(begun ? "application.resumed" : "application.begins", { name: nameOf(scene, edition) });
  return { to, learner: { application: draft }, replies: [text(said)] };
}

/** Of who they said they are, what an application would take as an answer. */
function known(scene: Scene, edition: Edition): Record<string, string> {
  const { name, country, role } = scene.learner;
  const given = { name, country, role };
  const said = (value: string) =>
    ({ kind: "text", text: value, id: "", on: scene.on, seed: 0, screen: scene.screen }) as const;
  const fields = fieldsOf(scene, edition);
  return Object.fromEntries(
    Object.entries(given).flatMap(([id, value]) => {
      const field = fields.find((one) => one.id === id);
      const fits =
        value !== undefined && (field?.options.some((one) => one.id.endsWith(`~${value}`)) || field?.read(said(value)));
      return fits && value !== undefined ? [[id, value]] : [];
    }),
  );
}

/** The first thing that has no answer yet; else all of them, to be looked over. */
function nextIn({ id }: Edition, fields: readonly Field[], answers: Answers): Place {
  const open = fields.find((field) => answers[field.id] === undefined);
  return { at: "application", edition: id, field: open?.id ?? "review" };
}

type Answers = Readonly<Record<string, string>>;

function answersIn({ application: draft }: Learner, { id }: Edition): Answers {
  return draft?.edition === id ? draft.answers : {};
}

function question(scene: Scene, edition: Edition, fields: readonly Field[], field: Field): Dialog {
  const { say, learner } = scene;
  const answers = answersIn(learner, edition);
  const number = fields.indexOf(field) + 1;
  return {
    names: true,
    tells: true,
    // Their own words are with the application, and nowhere else.
    discreet: field.id === "why" || field.id.startsWith("q-"),
    hint: field.hint,
    show: () => [{ text: `_${number}/${fields.length}_ ${field.ask}`, options: [...field.options] }],
    hear(input) {
      const wish = wishIn(input);
      if (wish === "back") return { to: placeBefore(edition, fields, field, answers) };
      if (wish === "repeat") return {};
      if (wish === "skip" || wish === "next") return { replies: [text(say("application.needed"))] };
      const answer = field.read(input);
      if (answer === undefined) return undefined;
      const given = { ...answers, [field.id]: answer };
      return { to: nextIn(edition, fields, given), learner: { application: { edition: edition.id, answers: given } } };
    },
  };
}

/** Back: to what was asked before, or out, where nothing was. */
function placeBefore(edition: Edition, fields: readonly Field[], field: Field, answers: Answers): Place {
  const before = fields.slice(0, fields.indexOf(field)).at(-1);
  if (!before || answers[before.id] === undefined) return { at: "enrol" };
  return { at: "application", edition: edition.id, field: before.id };
}

/** Everything on one screen, each part to be corrected, and then it is sent. */
function review(scene: Scene, edition: Edition, fields: readonly Field[]): Dialog {
  const { say, learner } = scene;
  const answers = answersIn(learner, edition);
  const options = optionsAt(`apply~${edition.id}`, [
    { id: "send", label: say("application.send") },
    ...fields.map((field) => ({ id: field.id, label: correcting(scene, field) })),
  ]);
  return {
    names: true,
    hint: say("application.reviewHint"),
    show: () => [
      { text: [say("application.review"), lines(fields, answers), say("application.sure")].join("\n\n"), options },
    ],
    hear(input) {
      const wish = pick(input, options) ?? sends(input);
      if (wish === "send") return sent(scene, edition, fields, answers);
      if (wish === "back") return { to: { at: "enrol" } };
      const field = fields.find(({ id }) => id === wish);
      if (field) return { to: { at: "application", edition: edition.id, field: field.id } };
      return wish === "repeat" ? {} : undefined;
    },
  };
}

/** Characters of a label that a row of a list holds. */
const longestLabel = 24;

function correcting({ say }: Scene, field: Field): string {
  const label = say("application.correct", { label: field.label });
  return lengthOf(label) <= longestLabel ? label : `${label.slice(0, longestLabel - 1).trim()}…`;
}

const sending = wordList("send");

function sends(input: Input): string | undefined {
  if (input.kind === "text" && says(input.text, sending)) return "send";
  return yesOrNo(input) === "accept" ? "send" : wishIn(input);
}

export function lines(fields: readonly Field[], answers: Answers): string {
  return fields
    .filter(({ id }) => answers[id] !== undefined)
    .map(({ id, label, shown }) => `- ${label}: **${shown(answers[id] ?? "")}**`)
    .join("\n");
}

/** It stays on screen until the answer is there; who they are is known from now on. */
function sent(scene: Scene, edition: Edition, fields: readonly Field[], answers: Answers): Move {
  const missing = fields.find(({ id }) => answers[id] === undefined);
  if (missing) return { to: nextIn(edition, fields, answers) };
  if (!isOffered(scene, edition.id)) {
    const date = edition.call.closes ?? edition.runs.ends ?? "";
    const words = scene.say("application.closed", {
      name: nameOf(scene, edition),
      date: momentSaid(scene, edition, date),
    });
    return { to: { at: "enrol" }, replies: [text(words)] };
  }
  const { name, country, role } = answers;
  return {
    learner: { ...(name ? { name } : {}), ...(country ? { country } : {}), ...(role ? { role } : {}) },
    effects: [{ kind: "request", request: { kind: "apply", edition: edition.id, answers } }],
    quiet: true,
  };
}

/** The draft that waits, where it can still be sent. */
export function draftPlace(scene: Scene): Place | undefined {
  const draft = scene.learner.application;
  const edition = draft && editionNamed(scene.editions, draft.edition);
  if (!edition || !isOffered(scene, edition.id)) return undefined;
  return nextIn(edition, fieldsOf(scene, edition), draft.answers);
}
