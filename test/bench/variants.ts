import { isDeepStrictEqual } from "node:util";
import type { Way } from "./channel-shots.ts";
import type { Child } from "./child.ts";
import type { Shot } from "./load.ts";
import { type Look, type Seen, seen, traceOf } from "./look.ts";
import type { Plan } from "./plans.ts";

/** One line of a table: what is sent in a round, and what must be true of the answers and afterwards. */
export interface Variant {
  readonly name: string;
  readonly server: Child;
  readonly port: number;
  /** Sees through the server what it stores. */
  readonly look: Look;
  /** Makes a round's requests ready, and the server for them. */
  prepare(round: number): Promise<Round>;
  /** Resolves when nothing of a round is under way any more outside the server. */
  settled?(): Promise<void>;
}

interface Round {
  readonly shots: readonly Shot[];
  check(status: number, body: string): void;
  /** @throws {Error} unless the first `sent` shots had their effect. */
  confirm(sent: number, look: Look): Promise<void>;
}

/** A turn that is due: whose, and the how many-th of their plan. */
interface Due {
  readonly plan: Plan;
  readonly index: number;
  readonly step: number;
}

interface Class {
  readonly server: Child;
  readonly port: number;
  readonly way: Way;
  readonly plans: readonly Plan[];
  /** Turns in a round. */
  readonly count: number;
  readonly settled?: () => Promise<void>;
}

/** Learners of ours, who do what they planned. */
export function ourVariant(name: string, { server, port, way, plans, count, settled }: Class): Variant {
  const due = turnsOf(plans, count);
  const look: Look = async (whom) => seen.parse(await server.ask("look", whom));
  const whom = plans.map(({ learner, conversation }) => ({ id: learner.id, conversation }));

  return {
    name,
    server,
    port,
    look,
    ...(settled ? { settled } : {}),
    async prepare(round) {
      if (round === 0) await server.ask("meet", plans.map(strangerIn(way)));
      await server.ask("seat", whom);
      const before = await look(whom);
      return {
        shots: due.map((one) => shotOf(one, way, round)),
        check: (status, body) => must(status === 200 && !body.includes("ignored"), `${name}: ${status} ${body}`),
        async confirm(sent, look) {
          const after = await look(whom);
          const taken = Map.groupBy(due.slice(0, sent), ({ plan }) => plan);
          for (const [index, plan] of plans.entries()) {
            const expected = { plan, taken: taken.get(plan)?.length ?? 0, journal: way.journal };
            confirmOne(expected, before[index], after[index]);
          }
        },
      };
    },
  };
}

/** Everybody's first turn, then everybody's second: each request comes from another learner. */
export function turnsOf(plans: readonly Plan[], count: number): Due[] {
  const steps = Math.max(...plans.map((plan) => plan.steps.length));
  return Array.from({ length: steps }, (_, step) => plans.map((plan, index): Due => ({ plan, index, step })))
    .flat()
    .filter(({ plan, step }) => step < plan.steps.length)
    .slice(0, count);
}

export function shotOf({ plan, index, step }: Due, way: Way, round: number): Shot {
  const said = plan.steps[step]?.said;
  if (!said) throw new Error("the plan has no such step");
  return way.shot(plan, index, { said, name: `${round}.${step}` });
}

export function strangerIn(way: Way) {
  return (plan: Plan, index: number) => {
    const { steps: _, ...learner } = plan;
    return { ...learner, reached: way.reached(plan, index) };
  };
}

interface Expected {
  readonly plan: Plan;
  /** How many of their turns they took. */
  readonly taken: number;
  readonly journal: boolean;
}

function confirmOne({ plan, taken, journal }: Expected, before: Seen | undefined, after: Seen | undefined): void {
  const { learner, steps, conversation } = plan;
  const due = traceOf(steps[taken - 1]?.after ?? learner);
  const found = after?.trace;
  must(isDeepStrictEqual(found, due), `${learner.id} is not where they must be:\n${JSON.stringify({ found, due })}`);
  must(after?.owed === 0, `${learner.id} is still owed replies`);
  const added = steps.slice(0, taken).reduce((sum, step) => sum + 1 + step.replies, 0);
  const said = (after?.said ?? 0) - (before?.said ?? 0);
  must(!journal || said === added, `${conversation} does not hold what was said`);
}

export function must(holds: boolean, fault: string): void {
  if (!holds) throw new Error(fault);
}
