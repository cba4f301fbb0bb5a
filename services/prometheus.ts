import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Watch } from "./watch.ts";

/** The figures of this process, in the form that Prometheus reads. */
export interface Figures {
  readonly watch: Omit<Watch, "span">;
  readonly contentType: string;
  text(): Promise<string>;
  /** Of every figure, for who checks what alerts ask for. */
  names(): readonly string[];
}

/** Seconds: a turn takes milliseconds on a file, tens of them on Cosmos DB; a message out takes what the channel takes. */
const buckets = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** @param processFigures also those of Node itself: memory, CPU, the lag of its event loop. */
export function prometheus(processFigures: boolean): Figures {
  const registry = new Registry();
  const registers = [registry];
  if (processFigures) collectDefaultMetrics({ register: registry });
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Counter<L>({ name, help, labelNames, registers });
  const histogram = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Histogram<L>({ name, help, labelNames, buckets, registers });

  const turns = counter("sendero_turns_total", "Messages heard, by what came of them", ["channel", "result"]);
  const waits = histogram("sendero_turn_seconds", "From a message until its answer is on disk", ["channel"]);
  const debts = counter("sendero_deliveries_total", "Tries to deliver what a turn owes", ["channel", "result"]);
  const ways = histogram("sendero_delivery_seconds", "From an answer on disk until it was sent", ["channel"]);
  const sends = counter("sendero_sends_total", "Messages to a channel's own service", ["channel", "result"]);
  const conflicts = counter("sendero_save_conflicts_total", "Saves refused, and replayed", []);
  const faults = counter("sendero_faults_total", "Errors logged", ["event"]);
  const asked = ["container", "operation"] as const;
  const units = counter("sendero_cosmos_request_units_total", "What Cosmos DB charged", asked);
  const requests = counter("sendero_cosmos_requests_total", "Requests that Cosmos DB answered", [...asked, "outcome"]);
  const owing = new Gauge({ name: "sendero_owed_learners", help: "Learners owed something at the sweep", registers });
  const swept = new Gauge({ name: "sendero_sweep_timestamp_seconds", help: "When the last sweep began", registers });

  return {
    watch: {
      turn(channel, result, seconds) {
        turns.inc({ channel, result });
        waits.observe({ channel }, seconds);
      },
      delivery(channel, result, seconds) {
        debts.inc({ channel, result });
        if (result === "sent") ways.observe({ channel }, seconds);
      },
      send: (channel, result) => sends.inc({ channel, result }),
      conflict: () => conflicts.inc(),
      owing(learners) {
        owing.set(learners);
        swept.setToCurrentTime();
      },
      cosmos({ container, operation, charge, outcome }) {
        units.inc({ container, operation }, charge);
        requests.inc({ container, operation, outcome });
      },
      fault: (event) => faults.inc({ event }),
    },
    contentType: registry.contentType,
    text: () => registry.metrics(),
    names: () => registry.getMetricsAsArray().map(({ name }) => name),
  };
}
