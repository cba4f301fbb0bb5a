import { fold } from "../../content/search/fold.ts";
import { wishIn } from "../hearing/wish.ts";
import { continuePlace } from "../menu.ts";
import { pick } from "../pick.ts";
import { plainly, type Scene, text } from "../scene.ts";
import type { Input, Move, Option } from "../types.ts";
import { yesOrNo } from "../welcome.ts";
import type { Command } from "./command.ts";
import { type Draft, nextStep, type Step } from "./draft.ts";
import { draftIn } from "./draft-in.ts";
import { editionAct } from "./edition-act.ts";
import { soFarText, stepText } from "./edition-text.ts";
import { words } from "./phrases.ts";

export type Edits = Extract<Command, { does: "edition" }>;

/** What is still asked of an edition; undefined when it waits for a yes. */
function stepOf({ is, draft }: Edits): Step | undefined {
  return is === "new" ? nextStep(draft) : undefined;
}

/** The edition that waits, for who comes back to it. */
export function draftShown(scene: Scene, pending: Edits): string {
  const { say } = scene;
  const step = stepOf(pending);
  if (step) return stepText(scene, step);
  if (Object.keys(pending.draft).length === 0) return say("desk.edition.whatChanges");
  return [soFarText(scene, pending.draft), say("desk.edition.correct")].filter(Boolean).join("\n\n");
}

export function draftOptions({ say }: Scene, pending: Edits): Option[] {
  const step = stepOf(pending);
  const no = { id: "no", label: say("desk.edition.drop") };
  if (step === "admission") {
    const ways = (["approval", "open", "list"] as const).map((id) => ({
      id,
      label: say(`desk.edition.admission.${id}`),
    }));
    return [...ways, no];
  }
  if (step === "places") return [{ id: "none", label: say("desk.edition.limitless") }, no];
  if (step && step !== "name") return [{ id: "none", label: say("desk.edition.noDay") }, no];
  if (step || Object.keys(pending.draft).length === 0) return [no];
  return [
    { id: "yes", label: say("desk.yes") },
    { id: "no", label: say("desk.no") },
  ];
}

/** What a button of a question answers. */
export function draftTapped(pending: Edits, picked: string): Edits | undefined {
  const step = stepOf(pending);
  if (picked === "approval" || picked === "open" || picked === "list") return withMore(pending, { admission: picked });
  if (picked !== "none" || !step) return undefined;
  return withMore(pending, nothings[step]);
}

const nothings: Readonly<Record<Step, Draft>> = {
  name: {},
  admission: {},
  call: { opens: "", closes: "" },
  closes: { closes: "" },
  runs: { starts: "", ends: "" },
  starts: { starts: "" },
  ends: { ends: "" },
  places: { places: 0 },
};

function withMore(pending: Edits, more: Draft): Edits {
  return { ...pending, draft: { ...pending.draft, ...more } };
}

interface Around {
  readonly options: Option[];
  readonly drop: () => Move;
  /** Asks the world how the edition stands then, or to do it. */
  readonly ask: (edits: Edits, agreed: boolean) => Move;
}

/** What a message means while an edition waits: a way out, a button, a value of it, a yes. */
export function heardDraft(scene: Scene, pending: Edits, input: Input & { kind: "text" }, around: Around): Move {
  const step = stepOf(pending);
  const picked = step === "name" ? undefined : pick(input, around.options);
  const answer = picked ?? yesOrNo(input);
  if (isLeaving(input.text)) return left(scene, pending);
  if (answer === "no" || answer === "decline" || wishIn(input) === "back") return around.drop();
  const tapped = picked === undefined ? undefined : draftTapped(pending, picked);
  return tapped
    ? around.ask(tapped, false)
    : heardValue(scene, pending, input.text, { ...around, agrees: answer === "yes" || answer === "accept" });
}

function heardValue(
  scene: Scene,
  pending: Edits,
  said: string,
  { ask, agrees }: Around & { readonly agrees: boolean },
): Move {
  const { say } = scene;
  const step = stepOf(pending);
  const anew = step === "name" ? undefined : editionAct(scene, said);
  if (anew?.is === "new" && pending.is === "new" && anew.draft.name !== undefined) return ask(anew, false);
  const read = draftIn(scene, said, { asked: step, before: pending.draft });
  const draft = anew?.is === "change" ? anew.draft : read.draft;
  if (read.wrong.length > 0) return again(say("desk.edition.wrongDay", { day: read.wrong.map(plainly).join(", ") }));
  if (Object.keys(draft).length > 0) return ask(withMore(pending, draft), false);
  if (!step && agrees) return ask(pending, true);
  return again(step ? say("desk.edition.unread") : say("desk.edition.howToCorrect"));
}

/** Only a new edition is left half made: of a change nothing is lost. */
function left(scene: Scene, { is, draft }: Edits): Move {
  const to = continuePlace(scene);
  if (is === "change") return { to };
  return { to, learner: { drafted: draft }, replies: [text(scene.say("desk.edition.kept"))] };
}

function again(words: string): Move {
  return { replies: [text(words)] };
}

const ways = new Set(["menu", "mas tarde", "luego", "despues", "later", "depois", "mais tarde", "pausa", "pause"]);

function isLeaving(said: string): boolean {
  const whole = fold(said);
  return ways.has(whole) || (words.leave?.has(whole) ?? false);
}

/** «Crea una edición» goes on with the one that was left half made. */
export function resumed({ learner }: Scene, edits: Edits): Edits | undefined {
  const isBare = edits.is === "new" && Object.keys(edits.draft).length === 0;
  return isBare && learner.drafted ? { ...edits, draft: learner.drafted } : undefined;
}
