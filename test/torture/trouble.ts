import type { Fault, FaultProxy } from "../fakes/fault-proxy.ts";

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

/** Makes requests to the store go wrong, a share of them; now and then one is never answered. */
export function troubled(proxy: FaultProxy, share: number, random: () => number): { readonly faults: number } {
  const counts = { faults: 0 };
  proxy.breaking(() => {
    if (random() >= share) return undefined;
    counts.faults += 1;
    if (random() < 0.02) return { is: "silence", carriedOut: random() < 0.5 };
    return faults[Math.floor(random() * faults.length)];
  });
  return counts;
}
