/** Something that goes wrong with a request to `/messages`. */
export type Fault =
  /** Meta's error: as the answer, or later as a failed status of a message that was taken. */
  | { readonly kind: "error"; readonly code: number; readonly details?: string; readonly as?: "answer" | "status" }
  | { readonly kind: "answer"; readonly status: number; readonly body: string }
  /** No answer ever; `accepted` tells whether the message was taken all the same. */
  | { readonly kind: "hang"; readonly accepted: boolean }
  /** The connection is cut in place of an answer. */
  | { readonly kind: "cut"; readonly accepted: boolean }
  /** The answer comes after this long, by the wall clock. */
  | { readonly kind: "slow"; readonly ms: number };

export interface FaultOptions {
  /** How many requests it befalls; one when not given. */
  readonly times?: number;
  /** A phone or a BSUID. */
  readonly to?: string;
  readonly numberId?: string;
  /** Kinds of message; `read` is the read mark. */
  readonly types?: readonly string[];
  readonly match?: (body: Readonly<Record<string, unknown>>) => boolean;
}

export interface Faults {
  add(fault: Fault & FaultOptions): void;
  clear(): void;
  /** The fault that befalls this request, used up by it. */
  take(numberId: string, body: Readonly<Record<string, unknown>>): Fault | undefined;
}

export function faults(): Faults {
  let waiting: { fault: Fault & FaultOptions; left: number }[] = [];
  return {
    add: (fault) => void waiting.push({ fault, left: fault.times ?? 1 }),
    clear() {
      waiting = [];
    },
    take(numberId, body) {
      const found = waiting.find(({ fault }) => befalls(fault, numberId, body));
      if (!found) return undefined;
      found.left -= 1;
      if (found.left <= 0) waiting = waiting.filter((other) => other !== found);
      return found.fault;
    },
  };
}

function befalls(fault: FaultOptions, numberId: string, body: Readonly<Record<string, unknown>>): boolean {
  const { to, types, match } = fault;
  if (fault.numberId !== undefined && fault.numberId !== numberId) return false;
  if (to !== undefined && ![body.to, body.recipient].some((address) => sameAddress(address, to))) return false;
  // Read marks come at any time: who wants them to fail says so.
  if (types === undefined ? body.type === "read" : !types.includes(String(body.type))) return false;
  return match?.(body) ?? true;
}

function sameAddress(address: unknown, wanted: string): boolean {
  return typeof address === "string" && address.replace(/^\+/, "") === wanted.replace(/^\+/, "");
}
