import type { Server } from "restify";
import type { WhatsAppSettings } from "../../services/config.ts";
import type { Converse } from "../../services/converse.ts";
import type { Outlet } from "../../services/deliver.ts";
import type { Log } from "../../services/log.ts";
import type { MediaLibrary } from "../../services/media.ts";
import type { Store } from "../../services/store/store.ts";
import type { Watch } from "../../services/watch.ts";
import type { Clock } from "../clock.ts";
import { channel } from "./channel.ts";
import { closable } from "./clock.ts";
import { gate } from "./gate.ts";
import { type Graph, graphApi } from "./graph.ts";
import { type Alert, holds } from "./hold.ts";
import { intake } from "./intake.ts";
import { outlet } from "./outlet.ts";
import { numberPace, pacer, pairPace } from "./pacing.ts";
import { pictures } from "./pictures.ts";
import { progress } from "./progress.ts";
import { reports } from "./reports.ts";
import { sending } from "./send.ts";
import { statuses } from "./statuses.ts";
import type { Strained } from "./strain.ts";
import { webhook } from "./webhook.ts";

/** What the server has for any channel. */
export interface WhatsAppParts {
  readonly store: Pick<Store, "inbox" | "people" | "dispatches" | "shared">;
  readonly media: MediaLibrary;
  readonly conversation: Pick<Converse, "hear" | "owe">;
  readonly log: Log;
  readonly watch: Watch;
}

export interface WhatsApp {
  /** Adds the webhook to a server. */
  mount(server: Server): void;
  /** Delivers to addresses that begin with `whatsapp:`. */
  readonly outlet: Outlet;
  /** What an operator must know. */
  alerts(): readonly Alert[];
  /** Plays what a crash left unplayed. */
  resume(): Promise<void>;
  /** Lets nobody wait any more; what could not be sent stays owed. */
  close(): Promise<void>;
}

/** WhatsApp, over the Cloud API of Meta. Made in two steps, so that what has no WhatsApp need not load it. */
export function whatsAppWith(settings: WhatsAppSettings, clock: Clock, strained: Strained) {
  return (parts: WhatsAppParts): WhatsApp => whatsApp({ settings, outerClock: clock, strained }, parts);
}

interface Setting {
  readonly settings: WhatsAppSettings;
  readonly outerClock: Clock;
  readonly strained: Strained;
}

function whatsApp({ settings, outerClock, strained }: Setting, parts: WhatsAppParts): WhatsApp {
  const { store, media, conversation, log, watch } = parts;
  const clock = closable(outerClock);
  const { dispatches, people, inbox } = store;
  // A call under way is waited for even while the server closes.
  const graph = counted(graphApi(settings, outerClock), watch);
  const held = holds(clock, log);
  const pairs = pacer(clock, pairPace);
  const numbers = pacer(clock, numberPace);
  const told = reports(dispatches, clock);
  const noting = progress({ dispatches, reports: told, clock, log });
  const door = gate({ people, graph, holds: held, clock, log });
  const shared = {
    graph,
    gate: door,
    holds: held,
    pairs,
    numbers,
    dispatches,
    people,
    reports: told,
    progress: noting,
    clock,
    log,
  };
  const send = sending({
    ...shared,
    pictures: pictures(media, graph, clock),
    chance: Math.random,
  });
  const taking = intake({
    ...shared,
    numbers: settings.numbers,
    inbox,
    shared: store.shared,
    statuses: statuses({ ...shared, owe: conversation.owe }),
    hear: conversation.hear,
    strained,
  });

  return {
    mount: webhook({ settings, take: taking.take, log }).mount,
    outlet: outlet({ send, dispatches, reports: told }),
    alerts: held.alerts,
    async resume() {
      await taking.resume();
    },
    async close() {
      clock.close();
      await taking.idle();
    },
  };
}

function counted(graph: Graph, watch: Pick<Watch, "send">): Graph {
  return {
    ...graph,
    async send(number, message) {
      const sent = await graph.send(number, message);
      watch.send(channel, sent.is);
      return sent;
    },
  };
}
