import { fold } from "../content/search/fold.ts";
import { lookUp, quoted } from "./asking/answer.ts";
import { examined } from "./asking/examined.ts";
import { initialsOf, relatedTerms, type Term, termAt, termsBegun, termsOf } from "./asking/terms.ts";
import { titleOf } from "./asking/title-of.ts";
import { wishIn } from "./hearing/wish.ts";
import { optionsAt, pick } from "./pick.ts";
import type { Scene } from "./scene.ts";
import { type PlaceAt, settledAt } from "./state.ts";
import type { Dialog, Input, Move, Option } from "./types.ts";

type Here = PlaceAt<"glossary">;

/** A list holds ten rows: eight terms, the way on, and the way back. */
const page = 8;
/** Runs of initials, beside the way back. */
const mostRuns = 9;
const mostRelated = 3;

/** The glossary from wherever the learner is, if the course has one. */
export function toGlossary({ course, learner }: Scene): Move | undefined {
  if (termsOf(course).length === 0) return undefined;
  return { to: { at: "glossary", back: settledAt(learner.place) } };
}

/** The glossary: by initials, by what is typed, and each term with what is related to it. */
export function glossary(scene: Scene, here: Here): Dialog {
  const term = termAt(scene.course, here.term ?? "");
  if (term) return termDialog(scene, here, term);
  return here.initials === undefined && here.words === undefined ? top(scene, here) : list(scene, here);
}

function top(scene: Scene, here: Here): Dialog {
  const { say, course } = scene;
  const runs = initialsOf(course, mostRuns).map((initials) => ({ id: initials, label: runName(initials) }));
  const options = optionsAt("glossary", [...runs, { id: "return", label: say("ask.return") }]);
  return {
    hint: say("glossary.hint"),
    show: () => [{ text: say("glossary.title", { count: termsOf(course).length }), options }],
    hear(input) {
      const picked = initialIn(input, runs) ?? pick(input, options);
      if (picked === "return") return { to: here.back };
      if (picked) return { to: { at: "glossary", initials: picked, back: here.back } };
      return typed(scene, here, input);
    },
  };
}

/** A letter alone is an initial here, not the place of an option. */
function initialIn(input: Input, runs: readonly Option[]): string | undefined {
  const said = input.kind === "text" ? fold(input.text) : "";
  return said.length === 1 ? runs.find(({ id }) => id.includes(said))?.id : undefined;
}

/** «A», «B – D». */
function runName(initials: string): string {
  const [first = "", last = ""] = [initials.at(0), initials.at(-1)].map((letter) => letter?.toUpperCase());
  return first === last ? first : `${first} – ${last}`;
}

function list(scene: Scene, here: Here): Dialog {
  const { say } = scene;
  const terms = listed(scene, here);
  const begin = terms.findIndex(({ passage }) => passage.id === here.after) + 1;
  const shown = terms.slice(begin, begin + page);
  const more = terms.length > begin + page;
  const options = optionsAt(`glossary~${here.initials ?? here.words}~${here.after ?? ""}`, [
    ...shown.map(({ passage }) => ({ id: passage.id, label: titleOf(passage) })),
    ...(more ? [{ id: "more", label: say("glossary.more") }] : []),
    { id: "all", label: say("glossary.all") },
  ]);
  const name = here.words ?? runName(here.initials ?? "");
  return {
    hint: say("glossary.hint"),
    show: () => [{ text: say("glossary.list", { name }), options }],
    hear(input) {
      const picked = pick(input, options);
      const wish = wishIn(input);
      const last = shown.at(-1)?.passage.id;
      if ((picked === "more" || (wish === "next" && more)) && last) return { to: { ...here, after: last } };
      if (picked === "all" || wish === "back") return { to: { at: "glossary", back: here.back } };
      return picked ? { to: { ...here, term: picked } } : typed(scene, here, input);
    },
  };
}

function listed({ course }: Scene, { initials, words }: Here): readonly Term[] {
  if (words !== undefined) return termsBegun(course, words);
  return termsOf(course).filter(({ initial }) => initials?.includes(initial));
}

function termDialog(scene: Scene, here: Here, { passage }: Term): Dialog {
  const { say } = scene;
  const related = relatedTerms(scene, passage, mostRelated).map((one) => ({ id: one.id, label: titleOf(one) }));
  const options: Option[] = optionsAt(`glossary~${passage.id}`, [
    ...related,
    { id: "all", label: say("glossary.all") },
    { id: "return", label: say("ask.return") },
  ]);
  // What is examined waits until the evaluation is over.
  const words = examined(scene, passage) ? say("ask.later") : quoted(scene, passage);
  return {
    hint: say("glossary.hint"),
    show: () => [{ text: words, options }],
    hear(input) {
      const picked = pick(input, options);
      const wish = wishIn(input);
      if (picked === "return" || wish === "next") return { to: here.back };
      if (picked === "all") return { to: { at: "glossary", back: here.back } };
      if (wish === "back") return { to: listAround(here) };
      return picked ? { to: { at: "glossary", term: picked, back: here.back } } : typed(scene, here, input);
    },
  };
}

/** The list that a term was chosen from. */
function listAround({ term: _, ...list }: Here): Here {
  return list;
}

/** A term, or the beginning of some; anything else is a question like everywhere. */
function typed(scene: Scene, here: Here, input: Input): Move | undefined {
  const wish = wishIn(input);
  if (wish === "back" || wish === "next") return { to: here.back };
  if (wish === "repeat") return {};
  if (input.kind !== "text") return undefined;
  const found = lookUp(scene, input.text);
  const meant = found.zone === "answer" && found.passage.kind === "glossary" ? found.passage : undefined;
  if (meant) return { to: { at: "glossary", term: meant.id, back: here.back } };
  if (found.zone === "answer") return undefined;
  const begun = termsBegun(scene.course, input.text);
  const [only] = begun;
  if (only && begun.length === 1) return { to: { at: "glossary", term: only.passage.id, back: here.back } };
  if (only) return { to: { at: "glossary", words: input.text.trim().slice(0, 40), back: here.back } };
  return undefined;
}
