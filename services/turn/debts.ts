import type { Request } from "../../dialogs/requests.ts";
import type { Learner } from "../../dialogs/state.ts";
import { changesSummary, editionOf } from "../../dialogs/summary.ts";
import { correlationField } from "../correlation.ts";
import type { Owed } from "../store/store.ts";
import type { Inbound } from "./inbound.ts";
import type { Played } from "./play-safely.ts";

/** A learner, and what is still to be sent to them. */
export interface Unsent {
  readonly learner: Learner;
  readonly owed: readonly Owed[];
}

/** What a turn owes: a message, and answers to what it asks of the world. */
export interface Debts {
  readonly said: Owed;
  readonly asked: readonly Owed[];
}

export function owedFor(inbound: Inbound, { replies, effects, ...turn }: Played, before: Learner): Debts {
  const { input, to } = inbound;
  const echo = inbound.echo?.(turn.learner.consent === undefined ? undefined : turn.words);
  const under = correlationField();
  const said = {
    id: input.id,
    to,
    replies,
    effects: effects.filter(({ kind }) => kind !== "request"),
    ...claimIn(inbound),
    ...under,
  };
  const { on, seed, screen } = input;
  const asked = effects
    .filter(({ kind }) => kind === "request")
    .map((effect, index) => {
      const id = `${input.id}.asked${index}`;
      return { id, to, replies: [], effects: [effect], asked: { on, seed, screen }, ...under };
    });
  const summary = changesSummary(before, turn.learner) ? [summaryOwed(inbound, before)] : [];
  return { said: echo === undefined ? said : { ...said, echo }, asked: [...asked, ...summary] };
}

function claimIn({ claim }: Inbound) {
  return claim ? { claim } : {};
}

function summaryOwed({ input, to }: Inbound, before: Learner): Owed {
  return { id: `${input.id}.summary`, to, replies: [], effects: [{ kind: "summarise", left: editionOf(before) }] };
}

export function requestIn({ effects: [effect] }: Owed): Request | undefined {
  return effect?.kind === "request" ? effect.request : undefined;
}

export function isSummary({ effects: [effect] }: Owed): boolean {
  return effect?.kind === "summarise";
}

export function isSaid(debt: Owed): boolean {
  return requestIn(debt) === undefined && !isSummary(debt);
}
