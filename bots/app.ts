import type { Server } from "restify";
import type { Library } from "../content/open.ts";
import { lists } from "../services/admission/lists.ts";
import { admissions } from "../services/admissions.ts";
import type { OperatorAccess } from "../services/config.ts";
import { type Converse, converse } from "../services/converse.ts";
import { delivery, type Outlet } from "../services/deliver.ts";
import { type Office, office } from "../services/desk/office.ts";
import { editionBook } from "../services/editions.ts";
import type { Log } from "../services/log.ts";
import type { MediaLibrary } from "../services/media.ts";
import { eraseDue } from "../services/privacy/erasures.ts";
import { personalCopy } from "../services/privacy/personal-copy.ts";
import { forgetting, type Retention } from "../services/privacy/retention.ts";
import { signedLinks } from "../services/signed-links.ts";
import type { Store } from "../services/store/store.ts";
import { unwatched, type Watch } from "../services/watch.ts";
import { backlog } from "./backlog.ts";
import { channel as teamsChannel } from "./bot-framework/channel.ts";
import type { Teams, TeamsParts } from "./bot-framework/teams.ts";
import { channelStates } from "./channel-states.ts";
import { downloads } from "./downloads.ts";
import { gate, type Limits } from "./gate.ts";
import { guard } from "./guards.ts";
import { createServer } from "./http-server.ts";
import { limited } from "./limited.ts";
import { myData } from "./my-data.ts";
import { missingPages, sendNotice } from "./notice.ts";
import { operators } from "./operators.ts";
import { panel } from "./panel/panel.ts";
import { readiness } from "./readiness.ts";
import { tally } from "./tally.ts";
import { directLine } from "./webchat/direct-line.ts";
import { chatPage } from "./webchat/page.ts";
import { channel as phoneChannel } from "./whatsapp/channel.ts";
import { phonesOf } from "./whatsapp/phones.ts";
import type { WhatsApp, WhatsAppParts } from "./whatsapp/whatsapp.ts";

export interface AppParts {
  readonly store: Store;
  readonly library: Library;
  readonly media: MediaLibrary;
  readonly tokenSecret: string;
  readonly publicUrl: string;
  readonly now: () => number;
  readonly log: Log;
  readonly limits: Limits;
  /** How many proxies of ours stand before us: whose word about addresses is believed. */
  readonly proxies: number;
  readonly retention: Retention;
  /** Who administers by setting: learner ids, or `teams:tenant/aadObjectId`. */
  readonly administrators?: readonly string[];
  /** Left out: WhatsApp is off. */
  readonly whatsapp?: (shared: WhatsAppParts) => WhatsApp;
  /** Left out: Microsoft Teams is off. */
  readonly teams?: (shared: TeamsParts) => Teams;
  /** Left out: nobody counts. */
  readonly watch?: Watch;
  readonly figures?: { readonly contentType: string; text(): Promise<string> };
  /** Who may see more than whether the server serves. Left out: everybody. */
  readonly operators?: OperatorAccess;
}

/** Characters of a part of a path: the name of a chart holds its numbers. */
const longestName = 4096;

/** Every route, and the loop behind them; testable without a port. */
export interface App {
  readonly server: Server;
  readonly conversation: Converse;
  readonly desk: Office;
  /** Plays and sends what a crash left, or what could not be sent before. Answers how many learners were waiting. */
  resume(): Promise<number>;
  /** Erases whose time has come, and a piece of what was kept for long enough. */
  tidy(): Promise<void>;
  /** Stops taking in, lets turns under way end, and closes the connections. */
  close(): Promise<void>;
}

export function app(parts: AppParts): App {
  const { store, library, log, now, watch = unwatched } = parts;
  const server = createServer({ name: "sendero", handleUncaughtExceptions: false, maxParamLength: longestName });
  guard(server, { ...parts, refusals: tally(parts.limits.refusals, parts.now) });
  const copies = myData({
    ...parts,
    links: signedLinks(parts.tokenSecret, parts.now),
    asked: gate(parts.limits.starts),
    copyOf: (learner) => personalCopy(store, learner, parts.now()),
  });
  const outlets = new Map<string, Outlet>();
  const editions = editionBook(store.register, parts.now, log);
  const phoneOf = phonesOf(store.people);
  const invitations = lists({
    register: store.register,
    secret: parts.tokenSecret,
    phoneOf,
    now: parts.now,
  });
  const admission = admissions({
    register: store.register,
    editions,
    lists: invitations,
    owe: (learner, debt) => conversation.owe(learner, debt),
    now: parts.now,
    log,
  });
  const desk = office({
    ...parts,
    editions,
    lists: invitations,
    front: { admissions: admission, copyOf: copies.linkFor, inactiveMonths: parts.retention.inactiveMonths },
    secret: parts.tokenSecret,
    phoneOf,
    administrators: parts.administrators ?? [],
    owe: (learner, debt) => conversation.owe(learner, debt),
  });
  const conversation: Converse = converse({
    learners: store.learners,
    library,
    delivery: delivery(outlets, log, watch),
    clerk: desk.clerk,
    roster: desk.roster,
    editions: desk.editions,
    log,
    watch,
    shared: store.shared,
  });
  const webChat = directLine({
    ...parts,
    conversations: store.conversations,
    hear: conversation.hear,
    files: desk.files,
    secret: parts.tokenSecret,
  });
  outlets.set("webchat", webChat.outlet);
  const patient = { ...conversation, hear: limited(conversation.hear, tally(parts.limits.turns, parts.now), log) };
  const phone = parts.whatsapp?.({ ...parts, conversation: patient, watch });
  if (phone) outlets.set(phoneChannel, phone.outlet);
  const teams = parts.teams?.({ ...parts, conversation: patient, files: desk.files, watch });
  if (teams) outlets.set(teamsChannel, teams.outlet);

  let closing = false;
  const forget = forgetting({ ...parts, conversation, forgetAdmission: admission.forget });
  const debts = backlog(now);
  const askStore = () => Promise.all([store.learners.load(nobody), store.writable?.()]);
  const states = channelStates(phone, teams);
  webChat.mount(server);
  copies.mount(server);
  panel({ desk, log, over: (res) => sendNotice(res, "panel.over") }).mount(server);
  phone?.mount(server);
  teams?.mount(server);
  chatPage().mount(server);
  downloads({ media: parts.media, desk }).mount(server);
  missingPages().mount(server);
  operators({
    access: parts.operators ?? { is: "open" },
    isClosing: () => closing,
    readiness: readiness({ askStore, channels: states.parts, backlog: debts.state, now }),
    alerts: states.alerts,
    ...(parts.figures ? { figures: parts.figures } : {}),
    log,
  }).mount(server);

  return {
    server,
    conversation,
    desk,
    resume: () =>
      debts.swept(async () => {
        await phone?.resume();
        await admission.settle();
        await desk.alerts.settle();
        return conversation.resume();
      }),
    async tidy() {
      await eraseDue({ ...parts, conversation, forgetAdmission: admission.forget });
      await forget();
      await desk.tidy();
    },
    async close() {
      closing = true;
      webChat.close();
      teams?.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.server.closeIdleConnections();
      await phone?.close();
      await desk.alerts.idle();
      await conversation.idle();
      server.server.closeAllConnections();
      await closed;
    },
  };
}

/** Read by who asks whether the store answers. Nobody's id: all have the channel before a colon. */
const nobody = "readyz";
