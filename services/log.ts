import { pino } from "pino";
import { correlationField } from "./correlation.ts";
import type { Watch } from "./watch.ts";

/** One JSON line an event, for operators. Never a message's text, a name, a phone number or a learner's id. */
export interface Log {
  /** The course of every turn. There only where somebody asked for it, so that nobody else pays for its facts. */
  debug?(event: string, facts?: Facts): void;
  info(event: string, facts?: Facts): void;
  error(event: string, error: unknown, facts?: Facts): void;
}
export type Facts = Readonly<Record<string, string | number | boolean | undefined>>;
export type LogLevel = "debug" | "info" | "error";

/** Every line bears the correlation id of the request that it comes of. */
export function jsonLog(write: (line: string) => void, now: () => number, level: LogLevel = "info"): Log {
  const lines = pino(
    {
      level,
      base: null,
      messageKey: "event",
      timestamp: () => `,"time":"${new Date(now()).toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      mixin: () => ({ ...correlationField() }),
    },
    { write },
  );
  return {
    ...(level === "debug" ? { debug: (event: string, facts: Facts = {}) => lines.debug(facts, event) } : {}),
    info: (event, facts = {}) => lines.info(facts, event),
    error: (event, error, facts = {}) => lines.error({ ...facts, ...described(error) }, event),
  };
}

export const silentLog: Log = { info() {}, error() {} };

/** The same log, with its errors counted. */
export function countedLog(log: Log, watch: Pick<Watch, "fault">): Log {
  return {
    ...log,
    error(event, error, facts) {
      watch.fault(event);
      log.error(event, error, facts);
    },
  };
}

function described(error: unknown): Facts {
  if (!(error instanceof Error)) return { error: String(error) };
  const cause = error.cause instanceof Error ? error.cause.message : undefined;
  return { error: error.name, message: error.message, stack: error.stack, cause };
}
