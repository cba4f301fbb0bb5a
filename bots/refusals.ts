import type { Limit } from "./gate.ts";

/** Addresses from which too much came that had to be refused. */
export interface Refusals {
  count(address: string): void;
  isShut(address: string): boolean;
}

interface Window {
  readonly until: number;
  times: number;
}

/** In this process, and at once: whoever is counted is no caller who could be made to wait. */
export function refusals({ times, seconds }: Limit, now: () => number): Refusals {
  const windows = new Map<string, Window>();

  function open(address: string): Window | undefined {
    const known = windows.get(address);
    return known && now() < known.until ? known : undefined;
  }

  return {
    count(address) {
      const known = open(address);
      if (known) known.times += 1;
      if (known) return;
      if (windows.size >= mostAddresses) windows.clear();
      windows.set(address, { until: now() + seconds * 1000, times: 1 });
    },
    isShut: (address) => (open(address)?.times ?? 0) >= times,
  };
}

const mostAddresses = 10_000;
