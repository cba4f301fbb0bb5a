import { shuffle } from "../../../dialogs/grading/draw.ts";
import { escapedJson } from "./escaped-json.ts";
import { given, signed, statusOf } from "./webhook-post.ts";
import type { WebhookRecord, World } from "./world.ts";

/** `value` of a change: what happened on one business number. */
export type ChangeValue = Readonly<Record<string, unknown>>;

export interface Change {
  readonly field: string;
  readonly value: ChangeValue;
}

/** How likely each mishap is, from 0 to 1. */
export interface Chaos {
  readonly duplicate?: number;
  /** Delayed for up to `delay` milliseconds, so that others overtake it. */
  readonly reorder?: number;
  /** Sent in one body with those that happen in the next `delay` milliseconds. */
  readonly batch?: number;
  readonly delay?: number;
}

export interface PostOptions {
  readonly secret?: string;
  readonly escape?: boolean;
  /** In place of the right one; undefined leaves the header out. */
  readonly signature?: string | undefined;
}

export interface ReleaseOptions {
  readonly order?: "as-is" | "reversed" | "shuffled";
  /** Everything in one body. */
  readonly batch?: boolean;
  readonly twice?: boolean;
}

export interface Webhooks {
  readonly log: readonly WebhookRecord[];
  pointAt(url: string): void;
  readonly url: () => string | undefined;
  /** Tells what happened; resolves with the status of the first attempt. */
  tell(change: Change): Promise<number>;
  /** Posts any body once, signed; answers the status. */
  post(body: unknown, options?: PostOptions): Promise<number>;
  /** From now on nothing is told until it is released. */
  hold(): void;
  release(options?: ReleaseOptions): Promise<number[]>;
  readonly pending: () => number;
  /** Nothing is sent any more. */
  stop(): void;
}

const hour = 3_600_000;
const laterBackOff = 12 * hour;
const patienceForAll = 7 * 24 * hour;

interface Held {
  readonly change: Change;
  readonly told: (status: number) => void;
}

export function webhooks(world: World, chaos: Chaos, settled: () => void): Webhooks {
  const { account, clock, random, emit } = world;
  const log: WebhookRecord[] = [];
  let url: string | undefined;
  let held: Held[] | undefined;
  let batch: Held[] | undefined;
  let underWay = 0;
  let stopped = false;

  function envelope(changes: readonly Change[]) {
    return { object: "whatsapp_business_account", entry: [{ id: account.wabaId, changes }] };
  }

  async function attempt(record: WebhookRecord, headers: Record<string, string>): Promise<number> {
    underWay += 1;
    const began = performance.now();
    const status = url === undefined ? 0 : await statusOf(url, record.body, headers, account.behaviour.webhookPatience);
    record.answers.push({ status, milliseconds: performance.now() - began });
    underWay -= 1;
    emit({ kind: "webhook", record });
    settled();
    return status;
  }

  function recordOf(body: string): WebhookRecord {
    const record = { at: clock.now(), body, answers: [] };
    log.push(record);
    return record;
  }

  async function insist(record: WebhookRecord, headers: Record<string, string>): Promise<number> {
    if (stopped) return 0;
    const status = await attempt(record, headers);
    const wait = account.behaviour.backOff[record.answers.length - 1] ?? laterBackOff;
    const inTime = clock.now() + wait - record.at <= patienceForAll;
    if (status !== 200 && inTime) clock.after(wait, () => void insist(record, headers));
    return status;
  }

  async function send(group: readonly Held[], twice: boolean): Promise<number> {
    const body = escapedJson(envelope(group.map(({ change }) => change)));
    const headers = signed(body, account.appSecret);
    const again = twice ? insist(recordOf(body), headers) : undefined;
    const status = await insist(recordOf(body), headers);
    await again;
    for (const { told } of group) told(status);
    return status;
  }

  const happens = (probability = 0) => probability > 0 && random() < probability;

  function start(group: readonly Held[]): void {
    const twice = happens(chaos.duplicate);
    const late = happens(chaos.reorder);
    if (late) clock.after(Math.ceil(random() * (chaos.delay ?? 50)), () => void send(group, twice));
    else void send(group, twice);
  }

  function tellSoon(one: Held): void {
    if (batch) {
      batch.push(one);
    } else if (happens(chaos.batch)) {
      const opened = [one];
      batch = opened;
      clock.after(chaos.delay ?? 50, () => {
        batch = undefined;
        start(opened);
      });
    } else {
      start([one]);
    }
  }

  return {
    log,
    url: () => url,
    pointAt(address) {
      url = address;
    },
    tell(change) {
      return new Promise((told) => {
        if (held) held.push({ change, told });
        else tellSoon({ change, told });
      });
    },
    post(body, options = {}) {
      const text = options.escape === false ? JSON.stringify(body) : escapedJson(body);
      const headers =
        "signature" in options ? given(options.signature) : signed(text, options.secret ?? account.appSecret);
      return attempt(recordOf(text), headers);
    },
    hold() {
      held ??= [];
    },
    async release({ order = "as-is", batch: together = false, twice = false } = {}) {
      const all = arranged(held ?? [], order, random);
      held = undefined;
      if (all.length === 0) return [];
      if (together) return [await send(all, twice)];
      return Promise.all(all.map((one) => send([one], twice)));
    },
    pending: () => underWay,
    stop() {
      stopped = true;
    },
  };
}

function arranged(all: readonly Held[], order: NonNullable<ReleaseOptions["order"]>, random: () => number): Held[] {
  if (order === "shuffled") return shuffle(all, random);
  return order === "reversed" ? all.toReversed() : [...all];
}
