import { lately } from "../services/lately.ts";

/** How one part of the server is. */
export interface PartState {
  readonly ok: boolean;
  /** In words an operator can act on; always there when it is not ok. */
  readonly why?: string;
  readonly [fact: string]: string | number | boolean | undefined;
}

/** What readiness is made of. */
export interface ReadinessParts {
  /** Does what a turn does first. Rejects when the store does not answer, or takes nothing any more. */
  readonly askStore: () => Promise<unknown>;
  /** What an operator must know of each channel that is on. Alerts: readiness is not lost for them. */
  readonly channels: () => Readonly<Record<string, PartState>>;
  readonly backlog: () => PartState;
  readonly now: () => number;
}

export interface Readiness {
  /** Whether turns can be served now; what is served from memory is. */
  readonly ok: boolean;
  readonly parts: Readonly<Record<string, PartState>>;
}

/** Milliseconds: whoever asks must hear within a second, also when the store says nothing at all. */
const patience = 800;
/** Milliseconds for which an answer holds, so that who asks often costs no more. */
const holds = 2000;

/** Looks whether turns can be served: the store decides; channels and the backlog are told beside it. */
export function readiness({ askStore, channels, backlog, now }: ReadinessParts): () => Promise<Readiness> {
  let last: { readonly at: number; readonly state: Promise<PartState> } | undefined;

  function store(): Promise<PartState> {
    if (last === undefined || !lately(last.at, now(), holds)) last = { at: now(), state: stateOf(askStore) };
    return last.state;
  }

  return async () => {
    const found = await store();
    return { ok: found.ok, parts: { store: found, ...channels(), owed: backlog() } };
  };
}

async function stateOf(ask: () => Promise<unknown>): Promise<PartState> {
  const begun = performance.now();
  const late = Promise.withResolvers<PartState>();
  const timer = setTimeout(() => late.resolve({ ok: false, why: `no answer in ${patience} ms` }), patience);
  const answered = ask().then(
    (): PartState => ({ ok: true, milliseconds: Math.round(performance.now() - begun) }),
    // Its name alone: messages of a store name files and addresses.
    (error: unknown): PartState => ({ ok: false, why: error instanceof Error ? error.name : "unknown" }),
  );
  const state = await Promise.race([answered, late.promise]);
  clearTimeout(timer);
  return state;
}
