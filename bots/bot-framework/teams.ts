import type { Server } from "restify";
import type { Converse } from "../../services/converse.ts";
import type { Outlet } from "../../services/deliver.ts";
import type { FetchedFiles } from "../../services/desk/list-files.ts";
import type { Log } from "../../services/log.ts";
import type { Store } from "../../services/store/store.ts";
import type { TeamsSettings } from "../../services/teams-settings.ts";
import type { Watch } from "../../services/watch.ts";
import type { Clock } from "../clock.ts";
import { connector } from "./connector.ts";
import { door } from "./door.ts";
import { firstTries } from "./first-tries.ts";
import { isAllowedService, tenantOf } from "./guard.ts";
import { intake } from "./intake.ts";
import { outlet } from "./outlet.ts";
import { conversationPaces, pacer, tenantPaces } from "./pacing.ts";
import { parse } from "./parse.ts";
import { patience } from "./patience.ts";
import { sending } from "./send.ts";
import { tokenSource } from "./token.ts";
import { type Trouble, watchedConnector } from "./trouble.ts";
import { webhook } from "./webhook.ts";

/** What the server has for any channel. */
export interface TeamsParts {
  readonly store: Pick<Store, "people" | "dispatches" | "cards" | "shared">;
  readonly conversation: Pick<Converse, "hear">;
  readonly files: FetchedFiles;
  readonly publicUrl: string;
  readonly log: Log;
  readonly watch: Watch;
}

export interface Teams {
  /** Adds the webhook to a server. */
  mount(server: Server): void;
  /** Delivers to addresses that begin with `teams:`. */
  readonly outlet: Outlet;
  /** What an operator must know. */
  alerts(): readonly Trouble[];
  /** Lets nobody wait any more; what could not be sent stays owed. */
  close(): void;
}

/** How the channel reaches the world. */
interface Outside {
  readonly clock: Clock;
  /** Milliseconds that Teams may take to answer: Azure itself waits fifteen seconds for us. */
  readonly timeout: number;
}

/** Microsoft Teams, over the Bot Framework. Made in two steps, so that what has no Teams need not load its SDK. */
export function teamsWith(settings: TeamsSettings, { clock, timeout }: Outside) {
  return ({ store, conversation, files, publicUrl, log, watch }: TeamsParts): Teams => {
    const patient = patience(clock);
    const way = connector({
      token: tokenSource(settings, clock),
      allowed: (serviceUrl) => isAllowedService(serviceUrl, settings),
      timeout,
    });
    const watched = watchedConnector(way, clock, watch);
    const shared = {
      ...store,
      bot: settings.appId,
      connector: watched.connector,
      conversations: pacer(clock, patient, conversationPaces),
      tenants: pacer(clock, patient, tenantPaces),
      clock,
      patience: patient,
      publicUrl,
      log,
      chance: Math.random,
      tries: firstTries(clock, store.shared),
    };
    const fetching = { hosts: settings.fileHosts, timeout };
    const take = intake({ ...shared, files, fetching, hear: conversation.hear });
    const enter = door({ settings, turn: (activity) => take(parse(activity, tenantOf(activity) ?? "")), clock, log });
    return {
      mount: webhook({ enter, log }).mount,
      outlet: outlet({ ...shared, send: sending(shared) }),
      alerts: watched.alerts,
      close: patient.close,
    };
  };
}
