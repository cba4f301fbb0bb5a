import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { systemClock } from "../../clock.ts";
import { type Account, type Behaviour, healthyAccount } from "./account.ts";
import type { StandInClock } from "./clock.ts";
import { type Faults, faults as newFaults } from "./faults.ts";
import { type Media, media as newMedia } from "./media.ts";
import { phone as newPhone, type Phone, type PhoneFacts, userIdOf } from "./phone.ts";
import { graphRoutes } from "./routes.ts";
import { sending } from "./sending.ts";
import { statuses as newStatuses } from "./statuses.ts";
import { type Chaos, webhooks as newWebhooks, type PostOptions, type Webhooks } from "./webhooks.ts";
import { type Device, digitsOf, newWorld, type SentMessage, type StandInEvent, type World } from "./world.ts";

export interface StandInSettings {
  readonly clock?: StandInClock;
  readonly seed?: number;
  readonly port?: number;
  /** Where webhooks go; may be set later. */
  readonly webhook?: string;
  readonly account?: Partial<Omit<Account, "behaviour">> & { readonly behaviour?: Partial<Behaviour> };
  readonly chaos?: Chaos;
}

/** WhatsApp's Cloud API on this machine: it takes messages, refuses what Meta refuses, and calls a webhook. */
export interface StandIn {
  /** What `WHATSAPP_GRAPH_URL` is set to. */
  readonly graphUrl: string;
  readonly account: Account;
  readonly faults: Faults;
  readonly media: Media;
  readonly webhooks: Webhooks;
  /** Everything that was accepted, in order. */
  readonly sent: readonly SentMessage[];
  readonly world: World;
  phone(facts: PhoneFacts): Phone;
  pointAt(webhook: string): void;
  /** Asks the webhook for the challenge; whether it answered as Meta wants. */
  verify(): Promise<boolean>;
  post(body: unknown, options?: PostOptions): Promise<number>;
  listen(listener: (event: StandInEvent) => void): () => void;
  /** Resolves when `check` holds; it is looked at after every event. */
  until(check: () => boolean): Promise<void>;
  /** Resolves when no request and no webhook is under way. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

export async function graphStandIn(settings: StandInSettings = {}): Promise<StandIn> {
  const clock: StandInClock = settings.clock ?? systemClock;
  const usual = healthyAccount();
  const behaviour = { ...usual.behaviour, ...settings.account?.behaviour };
  const account: Account = { ...usual, ...settings.account, behaviour };
  const listeners = new Set<(event: StandInEvent) => void>();
  const world = newWorld(account, clock, settings.seed ?? 1, (event) => {
    for (const listener of listeners) listener(event);
  });

  let underWay = 0;
  let idlers: (() => void)[] = [];
  function settled(): void {
    if (underWay > 0 || webhooks.pending() > 0) return;
    const waiting = idlers;
    idlers = [];
    for (const resolve of waiting) resolve();
  }
  /** Soon is at once where there is no latency, and by the clock where there is. */
  function soon(task: () => void): void {
    if (account.behaviour.latency > 0) return void clock.after(account.behaviour.latency, task);
    underWay += 1;
    setImmediate(() => {
      underWay -= 1;
      task();
      settled();
    });
  }

  const webhooks = newWebhooks(world, settings.chaos ?? {}, settled);
  const media = newMedia(world);
  const faults = newFaults();
  const statuses = newStatuses(world, webhooks, soon);
  const send = sending({ world, faults, statuses, media });
  let origin = "http://127.0.0.1";
  const answer = graphRoutes({ world, media, send, origin: () => origin });
  const server = createServer((request, response) => {
    underWay += 1;
    answer(request, response)
      .catch(() => response.destroy())
      .finally(() => {
        underWay -= 1;
        settled();
      });
  });
  await new Promise<void>((resolve) => server.listen(settings.port ?? 0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${portOf(server.address())}`;

  async function idle(): Promise<void> {
    await new Promise(setImmediate);
    if (underWay === 0 && webhooks.pending() === 0) return;
    await new Promise<void>((resolve) => idlers.push(resolve));
  }
  clock.settle?.(idle);
  if (settings.webhook !== undefined) webhooks.pointAt(settings.webhook);

  return {
    graphUrl: `${origin}/v25.0`,
    account,
    faults,
    media,
    webhooks,
    sent: world.sent,
    world,
    phone(facts) {
      const device = deviceOf(facts, account);
      world.devices.push(device);
      return newPhone(device, { world, webhooks, statuses, media });
    },
    pointAt: webhooks.pointAt,
    verify: () => challenge(webhooks.url(), account.verifyToken),
    post: webhooks.post,
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    until(check) {
      if (check()) return Promise.resolve();
      return new Promise((resolve) => {
        const listener = () => {
          if (!check()) return;
          listeners.delete(listener);
          resolve();
        };
        listeners.add(listener);
      });
    },
    idle,
    async close() {
      webhooks.stop();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("the stand-in has no port");
  return address.port;
}

function deviceOf(facts: PhoneFacts, account: Account): Device {
  const phone = digitsOf(facts.phone);
  return {
    phone,
    userId: facts.userId ?? userIdOf("HN", phone),
    name: facts.name,
    username: facts.username,
    hidden: facts.hidden ?? false,
    numberId: facts.numberId ?? account.numbers[0]?.id ?? "",
    online: true,
    blocks: false,
    lastHeard: new Map(),
    screen: [],
    received: [],
  };
}

/** Meta's question whether an address is ours: it must be answered with the challenge and nothing else. */
async function challenge(webhook: string | undefined, verifyToken: string): Promise<boolean> {
  if (webhook === undefined) return false;
  const asked = "1158201444";
  const search = new URLSearchParams({
    "hub.mode": "subscribe",
    "hub.challenge": asked,
    "hub.verify_token": verifyToken,
  });
  const answer = await fetch(`${webhook}?${search}`);
  return answer.status === 200 && (await answer.text()) === asked;
}
