import { randomUUID } from "node:crypto";
import type { Server } from "node:http";
import { z } from "zod";
import { app } from "../../bots/app.ts";
import { teamsWith } from "../../bots/bot-framework/teams.ts";
import { openCourse } from "../../content/open.ts";
import { chartNames } from "../../services/charts/chart-names.ts";
import { type Log, silentLog } from "../../services/log.ts";
import { mediaLibrary } from "../../services/media.ts";
import { usualRetention } from "../../services/privacy/retention.ts";
import { sqliteStore } from "../../services/store/sqlite.ts";
import type { Store } from "../../services/store/store.ts";
import type { TeamsSettings } from "../../services/teams-settings.ts";
import { tinyCourse } from "../courses/tiny-course.ts";
import { type Azure, type Posted, startAzure } from "./azure.ts";

/** The tutor on Teams, with Azure beside it on this machine. */
export interface TeamsTutor {
  readonly azure: Azure;
  readonly url: string;
  /** The server itself, for who looks at its connections. */
  readonly server: Server;
  readonly store: Store;
  /** Milliseconds that somebody waited for their turn. */
  readonly waits: number[];
  person(): Person;
  /** Posts an activity as Azure would; answers when everything that follows from it was sent. */
  post(activity: object, authorization?: string): Promise<Answer>;
  /** What a restart does. */
  resume(): Promise<void>;
  stop(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
}

interface Changes {
  readonly settings?: (settings: TeamsSettings) => TeamsSettings;
  readonly store?: Store;
  readonly log?: Log;
}

const tokenSecret = "a secret that is long enough to sign with";
const busy = { times: 1e6, seconds: 1 };

export async function startTeams({ settings = (given) => given, store = sqliteStore(":memory:"), log }: Changes = {}) {
  const azure = await startAzure();
  const waits: number[] = [];
  const clock = {
    now: Date.now,
    after(milliseconds: number, task: () => void) {
      waits.push(milliseconds);
      const soon = setImmediate(task);
      return () => clearImmediate(soon);
    },
  };
  const tutor = app({
    store,
    library: await openCourse(tinyCourse),
    media: mediaLibrary(`${tinyCourse}/media`, chartNames(tokenSecret)),
    tokenSecret,
    publicUrl: "https://sendero.example",
    now: Date.now,
    log: log ?? silentLog,
    limits: { starts: busy, activities: busy, turns: busy, refusals: busy },
    proxies: 0,
    retention: usualRetention,
    teams: teamsWith(settings(azure.settings), { clock, timeout: 300 }),
  });
  await new Promise<void>((resolve) => tutor.server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${tutor.server.address().port}`;

  async function post(activity: object, authorization = `Bearer ${azure.token()}`): Promise<Answer> {
    const headers = { "Content-Type": "application/json", ...(authorization ? { Authorization: authorization } : {}) };
    const response = await fetch(`${url}/api/messages`, { method: "POST", headers, body: JSON.stringify(activity) });
    const answer = { status: response.status, body: await response.text() };
    await tutor.conversation.idle();
    return answer;
  }

  const teams: TeamsTutor = {
    azure,
    url,
    server: tutor.server.server,
    store,
    waits,
    post,
    person: () => person(azure, post),
    async resume() {
      await tutor.resume();
      await tutor.tidy();
      await tutor.conversation.idle();
    },
    async stop() {
      await tutor.close();
      await store.close();
      await azure.close();
    },
  };
  return teams;
}

const element = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  items: z.array(z.unknown()).optional(),
  selectAction: z.unknown().optional(),
});
const action = z.looseObject({ type: z.string(), title: z.string(), data: z.record(z.string(), z.string()) });
const sentMessage = z.looseObject({
  text: z.string().optional(),
  attachments: z
    .array(
      z.looseObject({
        content: z.looseObject({
          version: z.string(),
          fallbackText: z.string().optional(),
          body: z.array(element),
          actions: z.array(action).optional(),
        }),
      }),
    )
    .optional(),
});
export type SeenAction = z.infer<typeof action>;

/** Somebody in Teams: what they see, and what they do. */
export interface Person {
  readonly aadObjectId: string;
  readonly conversation: string;
  activity(changes?: object): Record<string, unknown>;
  say(text: string): Promise<Answer>;
  /** Taps what is called so in the newest card that has it. */
  tap(title: string, inputs?: Record<string, string>): Promise<Answer>;
  submit(value: object): Promise<Answer>;
  /** All that can be tapped in a message. */
  actions(message: Posted): SeenAction[];
  messages(): Posted[];
  updates(): Posted[];
  /** The words of the newest message. */
  words(): string;
}

function person(azure: Azure, post: TeamsTutor["post"]): Person {
  const aadObjectId = randomUUID();
  const conversation = `a:${randomUUID()}`;
  const mine = () => azure.posted.filter((posted) => posted.conversation === conversation);
  const messages = () => mine().filter(({ method }) => method === "POST");

  function activity(changes: object = {}): Record<string, unknown> {
    return {
      type: "message",
      id: randomUUID(),
      channelId: "msteams",
      serviceUrl: `${azure.url}/`,
      timestamp: "2026-11-02T15:00:00.000Z",
      locale: "es-HN",
      from: { id: `29:${aadObjectId}`, name: "Ana Pérez", aadObjectId },
      recipient: { id: `28:${azure.appId}`, name: "Sendero" },
      conversation: { id: conversation, conversationType: "personal", tenantId: azure.tenant },
      channelData: { tenant: { id: azure.tenant } },
      ...changes,
    };
  }

  function actions({ body }: Posted): SeenAction[] {
    const cards = sentMessage.parse(body).attachments?.map(({ content }) => content) ?? [];
    return cards.flatMap((card) => [
      ...card.body.flatMap(({ selectAction }) => action.safeParse(selectAction).data ?? []),
      ...(card.actions ?? []),
    ]);
  }

  const submit = (value: object) => post(activity({ value }));
  return {
    aadObjectId,
    conversation,
    activity,
    actions,
    messages,
    updates: () => mine().filter(({ method }) => method === "PUT"),
    submit,
    say: (text) => post(activity({ text })),
    tap(title, inputs = {}) {
      const found = messages()
        .toReversed()
        .flatMap(actions)
        .find((one) => one.title === title || one.title.endsWith(`) ${title}`));
      if (!found) throw new Error(`nothing is called ${title}`);
      return submit({ ...found.data, ...inputs });
    },
    words() {
      const last = messages().at(-1);
      return last ? wordsOf(last) : "";
    },
  };
}

/** All the words of a message, in a card or not. */
export function wordsOf({ body }: Posted): string {
  const { text, attachments } = sentMessage.parse(body);
  const texts = (elements: readonly unknown[]): string[] =>
    elements.flatMap((one) => {
      const read = element.safeParse(one).data;
      return read ? [...(read.text ? [read.text] : []), ...texts(read.items ?? [])] : [];
    });
  return [text ?? "", ...(attachments ?? []).flatMap(({ content }) => texts(content.body))].filter(Boolean).join("\n");
}
