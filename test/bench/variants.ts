import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { endOf, lifetimes, tokens } from "../../bots/webchat/token.ts";
import type { Child } from "./child.ts";
import type { Shot } from "./load.ts";
import { type Look, type Seen, seen, traceOf } from "./look.ts";
import type { Plan } from "./plans.ts";

/** One line of the table: what is sent in a round, and what must be true of the answers and afterwards. */
export interface Variant {
  readonly name: string;
  readonly server: Child;
  readonly port: number;
  /** Sees through the server what it stores. */
  readonly look: Look;
  /** Makes a round's requests ready, and the server for them. */
  prepare(round: number): Promise<Round>;
}

interface Round {
  readonly shots: readonly Shot[];
  check(status: number, body: string): void;
  /** @throws {Error} unless the first `sent` shots had their effect. */
  confirm(sent: number, look: Look): Promise<void>;
}

interface Running {
  readonly server: Child;
  readonly port: number;
}

export function echoVariant(name: string, running: Running, count: number): Variant {
  return {
    ...running,
    name,
    look: async () => [],
    async prepare() {
      return {
        shots: Array.from({ length: count }, (_, index) => echoShot(index % 2 === 0 ? "ok" : "Continuar")),
        check: (status, body) => must(status === 200 && body.includes('"text":"Echo: '), `${status} ${body}`),
        confirm: async () => {},
      };
    },
  };
}

/** An activity as the Bot Framework's channels post it. */
function echoShot(text: string): Shot {
  const activity = {
    type: "message",
    id: randomUUID(),
    timestamp: new Date().toISOString(),
    channelId: "directline",
    serviceUrl: "http://127.0.0.1/",
    from: { id: randomUUID(), role: "user" },
    recipient: { id: "echo", name: "Echo" },
    conversation: { id: randomUUID() },
    text,
    textFormat: "plain",
    locale: "es-HN",
    channelData: { clientActivityID: randomUUID() },
  };
  return { path: "/api/messages", headers: { "Content-Type": "application/json" }, body: JSON.stringify(activity) };
}

/** A turn that is due: whose, and the how many-th of their plan. */
interface Due {
  readonly plan: Plan;
  readonly step: number;
}

export function ourVariant(
  name: string,
  { server, port, secret }: Running & { secret: string },
  plans: readonly Plan[],
  count: number,
): Variant {
  const { sign } = tokens(secret);
  const steps = Math.max(...plans.map((plan) => plan.steps.length));
  // Everybody's first turn, then everybody's second: each request comes from another learner.
  const due = Array.from({ length: steps }, (_, step) => plans.map((plan): Due => ({ plan, step })))
    .flat()
    .filter(({ plan, step }) => step < plan.steps.length)
    .slice(0, count);
  const look: Look = async (whom) => seen.parse(await server.ask("look", whom));
  const whom = plans.map(({ learner, conversation }) => ({ id: learner.id, conversation }));

  return {
    name,
    server,
    port,
    look,
    async prepare(round) {
      if (round === 0)
        await server.ask(
          "meet",
          plans.map(({ steps: _, ...learner }) => learner),
        );
      await server.ask("seat", whom);
      const before = await look(whom);
      return {
        shots: due.map(({ plan, step }) => ourShot(plan, step, round, sign)),
        check: (status, body) => must(status === 200 && !body.includes("ignored"), `${name}: ${status} ${body}`),
        async confirm(sent, look) {
          const after = await look(whom);
          const taken = Map.groupBy(due.slice(0, sent), ({ plan }) => plan);
          for (const [index, plan] of plans.entries()) {
            confirmOne(plan, taken.get(plan)?.length ?? 0, before[index], after[index]);
          }
        },
      };
    },
  };
}

function ourShot(plan: Plan, step: number, round: number, sign: ReturnType<typeof tokens>["sign"]): Shot {
  const { conversation, user } = plan;
  const token = sign({ kind: "chat", conv: conversation, user, exp: endOf(lifetimes.chat, Date.now()) });
  const said = plan.steps[step]?.said;
  const activity = {
    type: "message",
    text: said?.text,
    value: said?.option === undefined ? undefined : { option: said.option },
    channelData: { clientActivityID: `${user.slice(0, 8)}${round}.${step}` },
  };
  return {
    path: `/v3/directline/conversations/${conversation}/activities`,
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
    body: JSON.stringify(activity),
  };
}

function confirmOne(plan: Plan, taken: number, before: Seen | undefined, after: Seen | undefined): void {
  const { learner, steps, conversation } = plan;
  const due = traceOf(steps[taken - 1]?.after ?? learner);
  const found = after?.trace;
  must(isDeepStrictEqual(found, due), `${learner.id} is not where they must be:\n${JSON.stringify({ found, due })}`);
  must(after?.owed === 0, `${learner.id} is still owed replies`);
  const added = steps.slice(0, taken).reduce((sum, step) => sum + 1 + step.replies, 0);
  must((after?.said ?? 0) - (before?.said ?? 0) === added, `${conversation} does not hold what was said`);
}

function must(holds: boolean, fault: string): void {
  if (!holds) throw new Error(fault);
}
