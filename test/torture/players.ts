import { setTimeout as pause } from "node:timers/promises";
import { screens } from "../../bots/screens.ts";
import { idOf } from "../../bots/whatsapp/kept.ts";
import type { StandIn } from "../../bots/whatsapp/stand-in/stand-in.ts";
import type { Course } from "../../content/schema.ts";
import type { Learner } from "../../dialogs/state.ts";
import type { Screen } from "../../dialogs/types.ts";
import type { Store } from "../../services/store/store.ts";
import { connect } from "../fakes/line-client.ts";
import { prepare, type Standing } from "./pupils.ts";
import { webPlayer } from "./web-player.ts";

/** A learner under torture, on whatever channel. */
export interface Player {
  readonly id: string;
  readonly start: Learner;
  readonly screen: Screen;
  /** Says something; resolves when it was answered, or after a while. */
  says(words: string): Promise<void>;
  /** What each message that was acknowledged said, by its id. */
  said(): ReadonlyMap<string, string>;
  /** When each was sent, where the channel tells. */
  sent?(): ReadonlyMap<string, number>;
  /** Ids of the messages that arrived, each as often as it did. */
  arrived(): Promise<readonly string[]>;
  /** How many lines the WebSocket brought twice, or not at all. */
  gaps(): Promise<number>;
  close(): void;
}

interface Parts {
  readonly store: Store;
  readonly course: Course;
  readonly standing: Standing;
  readonly random: () => number;
  /** Whether time is up: nobody is waited for any more. */
  readonly over: () => boolean;
  /** Milliseconds of ours that a minute of the servers takes. */
  readonly minute: number;
}

export async function onTheWeb(front: string, { store, course, standing, random, over }: Parts): Promise<Player> {
  const client = await connect(front);
  const payload: unknown = JSON.parse(Buffer.from(client.token.split(".")[1] ?? "", "base64url").toString());
  const id = `web:${typeof payload === "object" && payload !== null && "user" in payload ? payload.user : ""}`;
  while ((await store.learners.load(id))?.owed.length !== 0) await pause(50);
  const start = await prepare(store, id, standing, course);
  const player = webPlayer(client, random, over);
  return {
    id,
    start,
    screen: screens.web,
    says: player.says,
    said: () => player.said,
    arrived: player.history,
    async gaps() {
      const history = await player.history();
      for (let waited = 0; waited < 40 && player.seen.length < history.length; waited += 1) await pause(250);
      const seen = new Set(player.seen);
      return player.seen.length - seen.size + history.filter((line) => !seen.has(line)).length;
    },
    close: player.close,
  };
}

/** Milliseconds after which somebody writes on though nothing came. */
const patience = 6_000;
/** Messages in a minute: from 60 on they are passed over, and rightly so. */
const mostInAMinute = 50;

export async function onThePhone(standIn: StandIn, phone: string, parts: Parts): Promise<Player> {
  const { store, course, standing, random, over, minute } = parts;
  const number = standIn.account.numbers[0]?.id ?? "";
  const id = `wa:${phone}`;
  await store.people.learnerOf([phone], id, Date.now());
  const start = await prepare(store, id, standing, course);
  const device = standIn.phone({ phone, name: "Ana" });
  const wrote: number[] = [];

  async function write(words: string): Promise<unknown> {
    const lately = () => wrote.filter((on) => performance.now() - on < minute).length;
    while (lately() >= mostInAMinute) await pause(100);
    wrote.push(performance.now());
    return device.text(words);
  }

  return {
    id,
    start,
    screen: screens.whatsapp,
    async says(words) {
      const before = device.received.length;
      // Two at once overtake each other, or do not.
      const twice = random() < 0.25;
      await Promise.all([write(words), ...(twice ? [write("repetir")] : [])]);
      const until = performance.now() + patience;
      while (device.received.length === before && performance.now() < until && !over()) await pause(100);
    },
    said: () =>
      new Map(
        device.messages.flatMap(({ mine, id: own, body }) =>
          mine ? [[idOf(number, { id: own }), textIn(body)] as const] : [],
        ),
      ),
    sent: () =>
      new Map(
        device.messages.flatMap(({ mine, id: own, body }) =>
          mine ? [[idOf(number, { id: own }), Number(body.timestamp) * 1000] as const] : [],
        ),
      ),
    arrived: async () => device.received.map(({ body }) => String(body.biz_opaque_callback_data).replaceAll("~", "")),
    gaps: async () => 0,
    close() {},
  };
}

function textIn(body: Readonly<Record<string, unknown>>): string {
  const { text } = body;
  return typeof text === "object" && text !== null && "body" in text ? String(text.body) : "";
}
