import type { performance } from "node:perf_hooks";

/** Whether there is so much to do that what can be left out is left out. */
export type Strained = () => boolean;

/** Share of its time that the event loop works, from which on answers wait for each other. */
const full = 0.7;
/** Milliseconds over which that is looked at. */
const span = 200;

/** @param utilization of the event loop: `performance.eventLoopUtilization`. */
export function strainOf(utilization: (typeof performance)["eventLoopUtilization"]): Strained {
  let since = utilization();
  let isFull = false;
  return () => {
    const lately = utilization(since);
    if (lately.idle + lately.active < span) return isFull;
    since = utilization();
    isFull = lately.utilization > full;
    return isFull;
  };
}
