import { randomInt, randomUUID } from "node:crypto";
import type { Language } from "../../content/schema.ts";
import type { Input } from "../../dialogs/types.ts";
import { wordsIn } from "../../dialogs/words.ts";
import type { Converse } from "../../services/converse.ts";
import type { Log } from "../../services/log.ts";
import type { Cards } from "../../services/store/cards.ts";
import type { People } from "../../services/store/people.ts";
import type { Clock } from "../clock.ts";
import { addressText } from "./address.ts";
import { channel } from "./channel.ts";
import type { Connector } from "./connector.ts";
import { closedCard, decisionOf } from "./decision.ts";
import type { Answer } from "./door.ts";
import type { Content, Sender, TeamsEvent } from "./events.ts";
import { type FileParts, filesGiven } from "./files-given.ts";
import type { FirstTries } from "./first-tries.ts";
import { cardType } from "./render.ts";
import { screen } from "./screen.ts";

interface Parts extends FileParts {
  readonly bot: string;
  readonly hear: Converse["hear"];
  readonly people: People;
  readonly cards: Cards;
  readonly connector: Connector;
  readonly tries: FirstTries;
  readonly publicUrl: string;
  readonly clock: Clock;
  readonly log: Log;
}

type EventOf<K extends TeamsEvent["kind"]> = Extract<TeamsEvent, { kind: K }>;

/** Installing is told twice, in two activities that come together. */
const sameArrival = 60_000;

/**
 * Takes in what an activity told. Answers go to `teams:` and our app's id; whom to write to is known from the learner.
 * When it resolves, what follows from it is on disk.
 */
export function intake(parts: Parts): (event: TeamsEvent) => Promise<Answer> {
  const { people, cards, clock, log, bot } = parts;
  const fileFrom = filesGiven(parts);
  /** When a conversation was last greeted, or a question in a group last answered. */
  const greeted = new Map<string, number>();

  async function learnerOf({ name, address }: Sender): Promise<string> {
    const now = clock.now();
    const learner = await people.learnerOf([name], `ms:${randomUUID()}`, now);
    const kept = addressText(address);
    const contact = await people.contact(learner, bot);
    const known = contact?.address === kept && contact.unreachable === undefined;
    if (!known) await people.heardFrom(learner, bot, kept, now);
    return learner;
  }

  function answerTo(learner: string, id: string) {
    return { learner, to: `${channel}:${bot}`, claim: parts.tries.claim(id) };
  }

  function heard(id: string) {
    return { id, on: clock.now(), seed: randomInt(2 ** 32), screen };
  }

  async function said(event: EventOf<"message">): Promise<Answer> {
    const { id, content, sender } = event;
    const learner = await learnerOf(sender);
    const before = event.awaitsCard ? await cards.openOf(learner) : undefined;
    const decision = decisionOf(content);
    const input: Input = { ...heard(id), ...(await whatIn(content, { learner, id })) };
    const echo = decision && (() => JSON.stringify(decision));
    await parts.hear({ ...answerTo(learner, id), input, ...(echo ? { echo } : {}) });
    if (!event.awaitsCard) return { status: 200 };
    const say = wordsIn(languageOf(event.locale));
    if (!before || before.id !== decision?.card) return invoked(messageType, say("teams.received"));
    const setting = { say, publicUrl: parts.publicUrl, id: before.id };
    return invoked(cardType, closedCard(before, decision, setting).attachments?.[0]?.content);
  }

  async function whatIn(content: Content, from: { learner: string; id: string }) {
    switch (content.is) {
      case "text": {
        const { text, form } = content;
        return { kind: "text", text, ...(form === undefined ? {} : { form }) } as const;
      }
      case "tap":
        return { kind: "tap", option: content.option } as const;
      case "file":
        return fileFrom(content, from);
      case "unreadable":
        return { kind: "unreadable", what: content.what } as const;
    }
  }

  function isGreeted(conversation: string): boolean {
    const now = clock.now();
    for (const [key, at] of greeted) if (at < now - sameArrival) greeted.delete(key);
    const known = greeted.has(conversation);
    greeted.set(conversation, now);
    return known;
  }

  async function arrived({ id, sender }: EventOf<"arrived">): Promise<Answer> {
    const learner = await learnerOf(sender);
    if (isGreeted(sender.address.conversation)) return { status: 200 };
    await parts.hear({ ...answerTo(learner, id), input: { ...heard(id), kind: "hello" } });
    return { status: 200 };
  }

  async function left({ sender }: EventOf<"left">): Promise<Answer> {
    const learner = await people.learnerOf([sender.name], `ms:${randomUUID()}`, clock.now());
    await people.lost(learner, bot, 410);
    return { status: 200 };
  }

  /** Said once, where it was asked; nothing is kept of it, and nobody's learning is shown to others. */
  async function group({ address, locale, ask }: EventOf<"group">): Promise<Answer> {
    if (isGreeted(ask ?? address.conversation)) return { status: 200 };
    const link = `https://teams.microsoft.com/l/chat/0/0?users=28:${bot}`;
    const text = wordsIn(languageOf(locale))("teams.group", { link });
    const { is } = await parts.connector.send(address, { type: "message", text, textFormat: "markdown" });
    if (is !== "accepted") log.info("teams group was not answered", { is });
    return { status: 200 };
  }

  return async (event) => {
    switch (event.kind) {
      case "message":
        return said(event);
      case "arrived":
        return arrived(event);
      case "left":
        return left(event);
      case "group":
        return group(event);
      case "ignored":
        return { status: event.what.startsWith("invoke") ? 501 : 200 };
    }
  };
}

const messageType = "application/vnd.microsoft.activity.message";

function invoked(type: string, value: unknown): Answer {
  return { status: 200, body: { statusCode: 200, type, value } };
}

function languageOf(locale: string | undefined): Language {
  const [code] = (locale ?? "").toLowerCase().split("-");
  return code === "pt" || code === "en" ? code : "es";
}
