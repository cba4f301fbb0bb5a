import { alertNews } from "../alert.ts";
import { countryName } from "../country-names.ts";
import { plainly, type Scene, text } from "../scene.ts";
import type { Learner } from "../state.ts";
import type { Move } from "../types.ts";
import { alertOptions, alertRaised } from "./alert-told.ts";
import { timeText } from "./cell-text.ts";
import { doneText, previewText } from "./deed-text.ts";
import { offering } from "./desk.ts";
import { type Here, optionsFor } from "./desk-options.ts";
import { faultText } from "./edition-text.ts";
import { figuresText } from "./figures-text.ts";
import type { Deed, DeskAnswer, Figures, Look, Named, News } from "./requests.ts";

/** What is said to who came to coordinate. */
export function seated({ say }: Scene, role: "coordinator" | "administrator", editions: readonly Named[]): Move {
  const [first] = editions;
  const names = editions.map(({ name }) => plainly(name)).join(", ");
  const place: Here = { at: "desk", turn: 0, role, ...(first ? { edition: first.id } : {}) };
  const words = say(`desk.welcome.${role}`, { editions: names === "" ? "–" : names });
  return { to: place, replies: [text(words)] };
}

/** What is said to an answer for staff, or of them. */
export function deskTold(scene: Scene, answer: DeskAnswer): Move {
  const { say } = scene;
  switch (answer.kind) {
    case "figures":
      return figured(scene, answer);
    case "preview":
    case "done":
      return deedTold(scene, answer);
    case "drafting":
      return drafting(scene, answer);
    case "choose":
      return chosenFrom(scene, answer);
    case "choose-for":
      return said(say("desk.severalNames", { names: answer.names.map(plainly).join(", ") }));
    case "nobody": {
      const here = hereOf(scene);
      const name = plainly(answer.said);
      return here
        ? offering(scene, here, answer.said, say("desk.noName", { name }))
        : said(say("desk.noName", { name }));
    }
    case "choose-edition":
      return editionAsked(scene, answer);
    case "no-list":
      return said(
        say(`listFile.${answer.why}`, { editions: answer.editions.map(({ name }) => plainly(name)).join(", ") || "–" }),
      );
    case "no-edition":
      return said(
        say("desk.noEdition", { editions: answer.editions.map(({ name }) => plainly(name)).join(", ") || "–" }),
      );
    case "refused":
      return refused(scene, answer.why);
    case "redeemed":
      return {
        replies: [text(say("desk.redeemed"))],
        effects: [{ kind: "request", request: { kind: "role" } }],
        quiet: true,
      };
    case "lookers":
      return said(lookersText(scene, answer.looks));
    case "alert-raised":
      return alertRaised(scene, answer);
    case "told":
      return newsTold(scene, answer.news);
  }
}

function said(words: string): Move {
  return { replies: [text(words)], quiet: true };
}

function hereOf({ learner }: Scene): Here | undefined {
  return learner.place.at === "desk" ? learner.place : undefined;
}

function figured(scene: Scene, figures: Figures): Move {
  const { image } = figures;
  const reply = { text: figuresText(scene, figures), ...(image ? { image } : {}) };
  const here = hereOf(scene);
  if (!here) return { replies: [{ ...reply, options: [] }], quiet: true };
  const { more } = figures;
  const to: Here = {
    ...{ at: "desk", turn: here.turn + 1, role: here.role, query: figures.query },
    edition: figures.edition.id || here.edition,
    ...(more === undefined ? {} : { more }),
  };
  return { to, replies: [{ ...reply, options: optionsFor(scene, to) }], quiet: true };
}

function deedTold(scene: Scene, deed: Deed): Move {
  const here = hereOf(scene);
  if (deed.kind === "done" && deed.list && deed.list.faulty > 0) {
    return { replies: [{ ...text(doneText(scene, deed)), takesFile: true }], quiet: true };
  }
  if (deed.kind === "done" && here && deed.command.does === "edition" && deed.edition) {
    // From now on it is the one that is spoken of.
    const to: Here = { ...here, turn: here.turn + 1, edition: deed.edition.id };
    return { ...said(doneText(scene, deed)), to, learner: { drafted: undefined } };
  }
  if (deed.alert) return alertAnswered(scene, here, deed);
  if (deed.kind === "done" || !here) return said(doneText(scene, deed));
  const to: Here = { ...here, turn: here.turn + 1, pending: deed.command };
  const takesFile = deed.command.does === "list" && deed.command.upload === undefined ? { takesFile: true } : {};
  return {
    to,
    replies: [{ text: previewText(scene, deed), options: optionsFor(scene, to), ...takesFile }],
    quiet: true,
  };
}

/** At the desk it is this person that is spoken of from now on: «escríbele» is to them. */
function alertAnswered(scene: Scene, here: Here | undefined, deed: Deed): Move {
  const own = alertOptions(scene, deed, ["take"]);
  if (!here || deed.person === undefined)
    return { replies: [{ text: doneText(scene, deed), options: own }], quiet: true };
  const { edition, person: learner } = deed;
  const filter = edition ? { edition: edition.id } : {};
  const to: Here = { at: "desk", turn: here.turn + 1, role: here.role, query: { about: "person", learner, filter } };
  const known = here.edition === undefined ? to : { ...to, edition: here.edition };
  const options = [...own, ...optionsFor(scene, known)];
  return { to: known, replies: [{ text: doneText(scene, deed), options }], quiet: true };
}

/** An edition of which something is still to be said; what cannot be was taken out. */
function drafting(scene: Scene, { command, faults }: Extract<DeskAnswer, { kind: "drafting" }>): Move {
  const here = hereOf(scene);
  const words = faults.map((fault) => faultText(scene, fault)).join("\n");
  if (!here) return said(words);
  const to: Here = { ...here, turn: here.turn + 1, pending: command };
  return { to, ...(words === "" ? {} : { replies: [text(words)] }) };
}

function chosenFrom(scene: Scene, { query, people }: Extract<DeskAnswer, { kind: "choose" }>): Move {
  const here = hereOf(scene);
  const labels = people.map(({ label, country }) =>
    [plainly(label), country === undefined ? "" : countryName(scene, country)].filter(Boolean).join(" · "),
  );
  const choices = people.map(({ id }, index) => {
    const { said: _, ...rest } = query;
    const before = labels.slice(0, index).filter((label) => label === labels[index]).length;
    const label = `${labels[index] ?? ""}${before > 0 ? ` (${before + 1})` : ""}`;
    return { label, query: { ...rest, learner: id } };
  });
  if (!here) return said(labels.join(", "));
  const to: Here = { ...here, turn: here.turn + 1, choices };
  return { to, replies: [{ text: scene.say("desk.which"), options: optionsFor(scene, to) }], quiet: true };
}

/** For which edition it is, one button each. */
function editionAsked(scene: Scene, { command, editions }: Extract<DeskAnswer, { kind: "choose-edition" }>): Move {
  const here = hereOf(scene);
  const words = scene.say("listFile.which");
  if (!here || command.does !== "list") return said(words);
  const { pending: _, ...rest } = here;
  const choices = editions.map(({ id, name }) => ({ label: name, command: { ...command, edition: id } }));
  const to: Here = { ...rest, turn: here.turn + 1, choices };
  return { to, replies: [{ text: words, options: optionsFor(scene, to) }], quiet: true };
}

function refused({ say, learner }: Scene, why: Extract<DeskAnswer, { kind: "refused" }>["why"]): Move {
  const words = say(`desk.refused.${why}`);
  // Who is of the staff no longer is a learner again.
  if (why === "not-staff" && learner.place.at === "desk") return { to: { at: "menu" }, replies: [text(words)] };
  return said(words);
}

/** So many looks are told of; the number of all is said. */
const mostLooks = 15;

function lookersText(scene: Scene, looks: readonly Look[]): string {
  const { say } = scene;
  if (looks.length === 0) return say("desk.lookers.none");
  const rows = looks.slice(0, mostLooks).map(({ role, name, edition, on, what }) =>
    say("desk.lookers.row", {
      time: timeText(scene, on),
      role: role === "administrator" ? say("desk.word.administrator") : say("desk.word.coordinator"),
      name: plainly(name ?? ""),
      edition: plainly(edition),
      what: lookText(scene, what),
    }),
  );
  return [say("desk.lookers.title", { count: looks.length }), rows.join("\n")].join("\n\n");
}

function lookText({ say }: Scene, what: string): string {
  const [first = ""] = what.split(" ");
  const kind = (
    ["person", "people", "applications", "decide", "export", "write", "grant", "move", "alert"] as const
  ).find((one) => one === first);
  return say(`desk.looked.${kind ?? "other"}`);
}

/** What staff did reaches the learner here, and is done here. Lessons and questions on the screen stay what they are. */
function newsTold(scene: Scene, news: News): Move {
  const { say, learner, on, outline } = scene;
  switch (news.is) {
    case "granted": {
      const granted: Learner["granted"] = {
        ...learner.granted,
        [news.module]: (learner.granted?.[news.module] ?? 0) + 1,
      };
      const number = outline.modules.get(news.module)?.number ?? 0;
      return { learner: { granted }, replies: [text(say("desk.news.granted", { number }))], quiet: true };
    }
    case "moved":
      return {
        learner: { enrolment: { edition: news.edition, status: "admitted", on } },
        replies: [text(say("desk.news.moved", { edition: plainly(news.name) }))],
        quiet: true,
      };
    case "alert":
      return { quiet: true };
    case "alert-taken":
      return said(
        say("alert.taken", {
          code: news.code,
          edition: plainly(news.edition),
          by: plainly(news.by) || say("desk.word.coordinator"),
        }),
      );
    case "alert-seen":
      return alertNews(scene, "seen", news.situation);
    case "alert-late":
      return alertNews(scene, "late", news.situation);
    case "message":
      return said(say("desk.news.message", { edition: plainly(news.edition), words: plainly(news.words) }));
  }
}
