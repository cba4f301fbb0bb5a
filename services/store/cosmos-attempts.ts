import { setTimeout as wait } from "node:timers/promises";
import { StoreUnavailable, TooLarge } from "../errors.ts";
import type { CosmosRequest, CosmosTuning } from "./cosmos-client.ts";

/** What every answer of the service has. */
interface Answer {
  readonly requestCharge: number;
}

interface Request<T extends Answer> {
  readonly container: string;
  readonly operation: CosmosRequest["operation"];
  /** Statuses that are an answer rather than a fault: then the result is undefined. */
  readonly expected: readonly number[];
  /** Sends it. It may be sent again when it is not known whether it was carried out. */
  send(signal: AbortSignal): Promise<T>;
}

export type Attempts = <T extends Answer>(request: Request<T>) => Promise<T | undefined>;

/** Request timeout, gone (a partition moves), retry-with, and the service's own troubles. */
const passing = new Set<unknown>([408, 410, 449, 500, 502, 503, 504]);
const tooMany = 429;
const tooLarge = 413;
/** Milliseconds before the second try; doubled for each one after it. */
const firstPause = 20;
const longestPause = 1000;

/**
 * Sends a request until it is answered: at once again where that may help, after as long as the service asks when it is
 * throttled.
 * @throws {StoreUnavailable} when it was not answered within `patience`. Whether it was carried out is then unknown.
 * @throws {TooLarge} when a document exceeds what the service takes.
 */
export function attempts({ patience, watch }: Pick<CosmosTuning, "patience" | "watch">): Attempts {
  return async (request) => {
    const { container, operation, expected, send } = request;
    const until = performance.now() + patience;
    const signal = AbortSignal.timeout(patience);
    for (let tries = 1; ; tries++) {
      try {
        const answer = await send(signal);
        watch?.({ container, operation, charge: answer.requestCharge, outcome: "ok" });
        return answer;
      } catch (error) {
        const fault = readFault(error);
        watch?.({ container, operation, charge: fault.charge, outcome: outcomeOf(fault) });
        if (expected.some((status) => status === fault.code)) return undefined;
        await wait(pauseAfter(fault, { container, operation, tries, left: until - performance.now() }));
      }
    }
  };
}

interface Fault {
  readonly code: unknown;
  readonly substatus: unknown;
  /** By which Microsoft finds the request. */
  readonly activity: unknown;
  readonly retryAfter: number | undefined;
  readonly charge: number;
  readonly name: string;
}

/** @throws what is no fault of the service or of the way to it. */
function readFault(error: unknown): Fault {
  if (!(error instanceof Error)) throw error;
  const field = (name: string): unknown => Reflect.get(error, name);
  if (field("code") === undefined && !outside.test(error.name)) throw error;
  const headers = field("headers");
  const charge = typeof headers === "object" && headers !== null ? Reflect.get(headers, "x-ms-request-charge") : 0;
  const retryAfter = field("retryAfterInMs");
  return {
    code: field("code"),
    substatus: field("substatus"),
    activity: field("activityId"),
    retryAfter: typeof retryAfter === "number" ? retryAfter : undefined,
    charge: Number(charge ?? 0),
    name: error.name,
  };
}

/** Names of errors that have no code: an end of patience, a page of HTML for an answer, a token that was not given. */
const outside = /Abort|Timeout|Syntax|Authentication|Credential/;

/** An error of the network has a word for a code, and each system its own. */
function outcomeOf({ code }: Fault): string {
  return typeof code === "number" ? String(code) : "unreached";
}

interface Try {
  readonly container: string;
  readonly operation: string;
  readonly tries: number;
  /** Milliseconds of patience. */
  readonly left: number;
}

/** Milliseconds until it is worth another try. @throws when it is not, or patience ends before. */
function pauseAfter(fault: Fault, { container, operation, tries, left }: Try): number {
  const { code, retryAfter, name } = fault;
  if (code === tooLarge) throw new TooLarge(`a document for ${container} exceeds what Cosmos DB takes`);
  // An error of the network has a word for a code or none, one of the service a number.
  const passes = code === tooMany || passing.has(code) || (typeof code !== "number" && name !== "AbortError");
  const pause = code === tooMany && retryAfter !== undefined ? retryAfter : backOff(tries);
  if (!passes || pause > left) throw unavailable(operation, container, fault);
  return pause;
}

/** Spread out, so that those who failed together do not come again together. */
function backOff(tries: number): number {
  return Math.min(firstPause * 2 ** (tries - 1), longestPause) * (0.5 + Math.random());
}

/** Says what and which status, never what the service wrote: its messages quote the request. */
function unavailable(operation: string, container: string, fault: Fault): StoreUnavailable {
  const { code, substatus, activity, name } = fault;
  const status = substatus === undefined ? String(code ?? name) : `${code}/${substatus}`;
  return new StoreUnavailable(
    `Cosmos DB no respondió / did not answer: ${operation} in ${container}: ${status}` +
      (activity === undefined ? "" : `, activity ${activity}`),
  );
}
