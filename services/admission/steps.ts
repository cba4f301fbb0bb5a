import type { Edition } from "../../dialogs/admission/edition.ts";
import type { Asked } from "../asked.ts";
import { type Application, firstStep, moved } from "./application.ts";

export type Verdict = "admit" | "refuse" | "wait";

/** What a learner's own wish to take part makes of them; undefined where there is neither a place nor a waiting list. */
export function entered(
  edition: Edition,
  { asker, to, screen, on }: Asked,
  answers: Application["answers"],
  before: Application | undefined,
  hasRoom: (one: Application) => boolean,
): Application | undefined {
  // Asked twice, or decided already: as it was.
  if (before && before.status !== "left") return before;
  const as = (status: "admitted" | "applied" | "waiting") => {
    const who = { learner: asker.id, edition: edition.id, answers, reach: { to, screen } };
    return before ? { ...moved(before, { status, on }), ...who } : firstStep(who, { status, on });
  };
  if (edition.admission === "approval") return as("applied");
  if (hasRoom(as("admitted"))) return as("admitted");
  return edition.waiting ? as("waiting") : undefined;
}

export function judged(
  before: Application,
  verdict: Verdict,
  hasRoom: (one: Application) => boolean,
  step: { readonly on: number; readonly by: string; readonly reason: string | undefined },
): Application {
  const { on, by, reason } = step;
  const taken = { on, by, ...(reason === undefined ? {} : { reason }) };
  if (verdict === "refuse") return moved(before, { status: "refused", ...taken });
  const waits = moved(before, { status: "waiting", ...taken });
  if (verdict === "wait") return hasRoom(before) ? { ...waits, held: true } : waits;
  const admitted = moved(before, { status: "admitted", ...taken });
  if (before.status === "admitted") return before;
  return hasRoom(admitted) ? admitted : waits;
}

export function left(before: Application | undefined, on: number, by?: string): Application | undefined {
  if (!before || before.status === "left") return before;
  return moved(before, { status: "left", on, ...(by === undefined ? {} : { by }) });
}

export function erased(before: Application, on: number): Application {
  const { learner, edition, reach, history } = before;
  const bare = history.map(({ status, on: then }) => ({ status, on: then }));
  return moved(
    { learner, edition, status: before.status, on, answers: {}, reach: { ...reach, to: "" }, history: bare },
    { status: "left", on },
  );
}
