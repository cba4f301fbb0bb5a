import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { Language } from "../../content/schema.ts";
import { oneDay } from "../../dialogs/coordinator/one-day.ts";
import type { DeskAnswer, Look, News } from "../../dialogs/coordinator/requests.ts";
import type { Answer, Request } from "../../dialogs/requests.ts";
import type { Asked } from "../asked.ts";
import type { ChartNames } from "../charts/chart-names.ts";
import { raisedFor } from "./alert.ts";
import { obey } from "./command.ts";
import { answerQuery, seatOf } from "./desk.ts";
import { editionsKnown } from "./editions-known.ts";
import { chartOf } from "./figures-chart.ts";
import type { CommandParts } from "./order.ts";
import { named } from "./question.ts";
import { wordingFor } from "./wording.ts";

type Kind = "role" | "redeem" | "query" | "command" | "lookers" | "tell";
type DeskRequest = Extract<Request, { kind: Kind }>;
type OfStaff = Extract<Request, { kind: "role" | "query" | "command" }>;

interface ReceptionParts extends CommandParts {
  readonly charts: Pick<ChartNames, "imageOf">;
}

/** Wrong codes that one person may type in an hour, and all together: a code is one of 10^17. */
const wrongCodes = { points: 5, duration: 3600 };
const allWrongCodes = { points: 200, duration: 3600 };

/** Receives what staff ask. Whether they may is asked of the store each time, so who is dismissed is so at once. */
export function reception(parts: ReceptionParts): (asked: Asked, request: DeskRequest) => Promise<Answer> {
  const tries = new RateLimiterMemory(wrongCodes);
  const allTries = new RateLimiterMemory(allWrongCodes);

  async function redeem({ id, asker, on, to }: Asked, code: string): Promise<DeskAnswer> {
    if (await isOver(tries, asker.id, wrongCodes.points)) return { kind: "refused", why: "too-often" };
    if (await isOver(allTries, "all", allWrongCodes.points)) return { kind: "refused", why: "too-often" };
    const made = await parts.staff.redeem(code, { id: asker.id, name: asker.name }, on, id);
    if (typeof made === "string") {
      await Promise.all([tried(tries, asker.id), tried(allTries, "all")]);
      return { kind: "refused", why: made };
    }
    await parts.reach.note(asker.id, to);
    const { role, name } = made;
    await parts.audit.note({
      on,
      by: asker.id,
      name,
      role,
      edition: made.editions.join(","),
      what: "join",
      people: [],
    });
    return { kind: "redeemed", role };
  }

  async function lookers({ asker, on }: Asked): Promise<DeskAnswer> {
    const names = new Map((await editionsKnown(parts.editions)).map(({ id, name }) => [id, name]));
    const acts = await parts.audit.since(on - lookedBack);
    const own = acts.filter(({ people }) => people.includes(asker.id));
    const looks: Look[] = own.map(({ on: when, role, name, edition, what }) => {
      return { on: when, role, name, edition: names.get(edition) ?? edition, what };
    });
    return { kind: "lookers", looks: looks.toReversed() };
  }

  async function asStaff(asked: Asked, request: OfStaff): Promise<Answer> {
    const { on, id, asker, to } = asked;
    const seat = await seatOf(parts, asker.id);
    if (seat) await parts.reach.note(asker.id, to);
    if (request.kind === "role") {
      const role = seat?.member.role ?? "learner";
      return { kind: "role", role, editions: (seat?.editions ?? []).map(named) };
    }
    if (!seat) return { kind: "refused", why: "not-staff" };
    if (request.kind === "query")
      return pictured(parts, asker.language, await answerQuery(parts, seat, request.query, on));
    const { command, agreed, edition } = request;
    return obey(parts, { seat, command, agreed, edition, id, on, language: asker.language });
  }

  return async (asked, request) => {
    if (request.kind === "redeem") return redeem(asked, request.code);
    if (request.kind === "lookers") return lookers(asked);
    if (request.kind === "tell") return told(parts, asked.asker.id, request.news);
    return asStaff(asked, request);
  };
}

/** Of alerts of others only staff is told: who left meanwhile, or lost the edition, is told nothing. */
async function told(parts: ReceptionParts, asker: string, news: News): Promise<Answer> {
  if (news.is !== "alert" && news.is !== "alert-taken") return { kind: "told", news };
  const seat = await seatOf(parts, asker);
  if (news.is === "alert") return (await raisedFor(parts.register, seat, news.alert)) ?? { kind: "noted" };
  return seat ? { kind: "told", news } : { kind: "noted" };
}

function pictured({ charts, library }: ReceptionParts, language: Language, answer: DeskAnswer): DeskAnswer {
  if (answer.kind !== "figures") return answer;
  const chart = chartOf(wordingFor(library, language), answer);
  return chart ? { ...answer, image: charts.imageOf(chart) } : answer;
}

/** A year: longer than an edition. */
const lookedBack = 366 * oneDay;

async function isOver(limiter: RateLimiterMemory, key: string, points: number): Promise<boolean> {
  return ((await limiter.get(key))?.consumedPoints ?? 0) >= points;
}

async function tried(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
  }
}
