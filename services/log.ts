/** One JSON line an event, for operators. Never a message's text, a name or a phone number. */
export interface Log {
  info(event: string, facts?: Facts): void;
  error(event: string, error: unknown, facts?: Facts): void;
}
export type Facts = Readonly<Record<string, string | number | boolean | undefined>>;

export function jsonLog(write: (line: string) => void, now: () => number): Log {
  const put = (level: string, event: string, facts: Facts) =>
    write(`${JSON.stringify({ time: new Date(now()).toISOString(), level, event, ...facts })}\n`);
  return {
    info: (event, facts = {}) => put("info", event, facts),
    error: (event, error, facts = {}) => put("error", event, { ...facts, ...described(error) }),
  };
}

export const silentLog: Log = { info() {}, error() {} };

function described(error: unknown): Facts {
  if (!(error instanceof Error)) return { error: String(error) };
  const cause = error.cause instanceof Error ? error.cause.message : undefined;
  return { error: error.name, message: error.message, stack: error.stack, cause };
}
