import type { Fault, FaultProxy, Passing } from "../fakes/fault-proxy.ts";

const faults: readonly Fault[] = [
  { is: "status", status: 429, substatus: 3200, retryAfter: 40 },
  { is: "status", status: 449, retryAfter: 5 },
  { is: "status", status: 503 },
  { is: "status", status: 410, substatus: 1002 },
  { is: "cut", carriedOut: true },
  { is: "cut", carriedOut: true },
  { is: "cut", carriedOut: false },
  { is: "html" },
];

/**
 * What a store answers to nearly everybody at once: it is asked too much, a partition moves, another
 * was always first, or it takes no writes from here.
 */
const bursts: readonly Fault[] = [
  { is: "status", status: 429, substatus: 3200, retryAfter: 100 },
  { is: "status", status: 503 },
  { is: "status", status: 412 },
  // Of what follows no second try is made: what was asked fails at once.
  { is: "status", status: 403, substatus: 3 },
  { is: "status", status: 403, substatus: 3 },
];
/** Milliseconds of the longest burst, and of the longest peace between two. */
const longestBurst = 1500;
const longestPeace = 8000;
/** Share of the requests in a burst that are refused. */
const refused = 0.8;

export interface Trouble {
  readonly faults: number;
  readonly bursts: number;
}

/** Makes requests to the store go wrong, a share of them always, most of them in bursts; now and then one is never answered. */
export function troubled(proxy: FaultProxy, share: number, random: () => number): Trouble {
  const counts = { faults: 0, bursts: 0 };
  const burstAt = burstsBy(random, counts);

  function fault(passing: Passing): Fault | undefined {
    const burst = burstAt(performance.now());
    if (burst && random() < refused && fits(burst, passing)) return burst;
    if (random() >= share) return undefined;
    if (random() < 0.02) return { is: "silence", carriedOut: random() < 0.5 };
    return faults[Math.floor(random() * faults.length)];
  }

  proxy.breaking((passing) => {
    const broken = fault(passing);
    if (broken) counts.faults += 1;
    return broken;
  });
  return counts;
}

/** Only who set a condition can be told that it does not hold. */
function fits(burst: Fault, { conditional }: Passing): boolean {
  return conditional || !(burst.is === "status" && burst.status === 412);
}

function burstsBy(random: () => number, counts: { bursts: number }): (now: number) => Fault | undefined {
  let [from, until] = [performance.now() + random() * longestPeace, Number.POSITIVE_INFINITY];
  let kind: Fault | undefined;
  return (now) => {
    if (now < from) return undefined;
    if (kind === undefined) {
      counts.bursts += 1;
      kind = bursts[Math.floor(random() * bursts.length)];
      until = now + random() * longestBurst;
    }
    if (now < until) return kind;
    from = now + random() * longestPeace;
    kind = undefined;
    return undefined;
  };
}
