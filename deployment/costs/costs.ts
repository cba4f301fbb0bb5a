import { z } from "zod";

const price = z.strictObject({ price: z.number(), asOf: z.string(), source: z.string() });
const byChannel = z.strictObject({ web: z.number(), whatsapp: z.number(), teams: z.number() });

export const assumptions = z.strictObject({
  confirmed: z.boolean(),
  prices: z.strictObject({
    serverlessMillion: price,
    autoscaleHour: price,
    storage: price,
    vcpuSecond: price,
    gibSecond: price,
    requestMillion: price,
    logs: price,
    flat: price,
  }),
  free: z.strictObject({ vcpuSeconds: z.number(), gibSeconds: z.number(), requests: z.number() }),
  course: z.strictObject({ turns: z.number(), months: z.number() }),
  requestUnits: byChannel,
  requests: byChannel,
  kilobytes: z.strictObject({ learner: z.number(), webTurn: z.number() }),
  share: byChannel,
  countries: z.array(z.string()).min(1),
  busy: z.strictObject({ hours: z.number(), days: z.number(), peak: z.number() }),
  editions: z.record(z.string(), z.strictObject({ learners: z.number(), logGigabytes: z.number() })),
});
export type Assumptions = z.infer<typeof assumptions>;

/** What the parameters of an edition buy. */
export interface Bought {
  readonly replicas: number;
  readonly cpu: number;
  readonly gibibytes: number;
  /** Request units a second; 0 is serverless. */
  readonly maxThroughput: number;
  readonly regions: number;
}

/** What is known of WhatsApp's price: its mean over the countries, and how many a month are free. */
export interface WhatsAppPrice {
  readonly message: number;
  readonly free: number;
}

export interface Load {
  readonly turns: number;
  /** Turns a second in the busiest hour. */
  readonly peak: number;
  readonly units: number;
  readonly unitsAtPeak: number;
  readonly messages: number;
  readonly gigabytes: number;
  readonly requests: number;
}

/** What learners do in a month. */
export function loadOf(learners: number, given: Assumptions): Load {
  const { course, busy, share, requestUnits, kilobytes } = given;
  const turns = (learners * course.turns) / course.months;
  const peak = (turns / (busy.hours * busy.days * 3600)) * busy.peak;
  const unitsEach = weighed(requestUnits, share);
  const kept = kilobytes.learner + share.web * course.turns * kilobytes.webTurn;
  return {
    turns,
    peak,
    units: turns * unitsEach,
    unitsAtPeak: peak * unitsEach,
    messages: turns * share.whatsapp,
    gigabytes: (learners * kept) / 1e6,
    requests: turns * weighed(given.requests, share),
  };
}

/** Dollars a month by what they are for. The throughput is that of the busiest hour in all busy hours: an upper bound. */
export function costOf(load: Load, bought: Bought, logGigabytes: number, whatsApp: WhatsAppPrice, given: Assumptions) {
  const { prices, free, busy } = given;
  const seconds = 730 * 3600 * bought.replicas;
  const busyHours = busy.hours * busy.days;
  const floor = bought.maxThroughput / 10;
  const hundreds = (Math.max(load.unitsAtPeak, floor) * busyHours + floor * (730 - busyHours)) / 100;
  const database =
    bought.maxThroughput === 0
      ? (load.units / 1e6) * prices.serverlessMillion.price
      : hundreds * prices.autoscaleHour.price * bought.regions;
  return {
    "Cosmos DB, requests": database,
    "Cosmos DB, storage at the end": load.gigabytes * prices.storage.price * bought.regions,
    "Container Apps, as if never idle":
      above(seconds * bought.cpu, free.vcpuSeconds) * prices.vcpuSecond.price +
      above(seconds * bought.gibibytes, free.gibSeconds) * prices.gibSecond.price,
    "Container Apps, requests": (above(load.requests, free.requests) / 1e6) * prices.requestMillion.price,
    "Log Analytics": logGigabytes * prices.logs.price,
    "registry, vault, bot": prices.flat.price,
    "WhatsApp, to Meta": above(load.messages, whatsApp.free) * whatsApp.message,
  };
}

function weighed(each: Assumptions["share"], share: Assumptions["share"]): number {
  return each.web * share.web + each.whatsapp * share.whatsapp + each.teams * share.teams;
}

function above(amount: number, free: number): number {
  return Math.max(0, amount - free);
}
