import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";

const current = new AsyncLocalStorage<string>();

/** A new id for all that follows from one request: 32 hexadecimal digits, which is also a trace id of OpenTelemetry. */
export function newCorrelation(): string {
  return randomUUID().replaceAll("-", "");
}

/** Does work under an id: every log line, span and debt that comes of it bears it. Undefined: the one it is under already. */
export function correlated<T>(id: string | undefined, work: () => T): T {
  return id === undefined ? work() : current.run(id, work);
}

/** The id that the work under way is done under. */
export function correlation(): string | undefined {
  return current.getStore();
}

/** The same as a field, for what is kept on disk; nothing where there is none. */
export function correlationField(): { readonly correlation?: string } {
  const id = current.getStore();
  return id === undefined ? {} : { correlation: id };
}

/** The same as a header of an answer: who reports that something went wrong can name it. */
export function correlationHeader(): Readonly<Record<string, string>> {
  const id = current.getStore();
  return id === undefined ? {} : { "X-Correlation-Id": id };
}
