import { createHash } from "node:crypto";
import { z } from "zod";
import type { Input, Unreadable } from "../../dialogs/types.ts";
import { correlationField } from "../../services/correlation.ts";
import { cleanText } from "../clean-text.ts";
import { screens } from "../screens.ts";
import type { Content, MessageEvent } from "./events.ts";

const unreadable = z.enum([
  "attachment",
  "voice",
  "picture",
  "other",
  "too-long",
  "empty",
]) satisfies z.ZodType<Unreadable>;

const content = z.discriminatedUnion("is", [
  z.object({ is: z.literal("text"), text: z.string() }),
  z.object({ is: z.literal("tap"), option: z.string(), title: z.string() }),
  z.object({ is: z.literal("hello") }),
  z.object({ is: z.literal("unreadable"), what: unreadable }),
  z.object({ is: z.literal("nothing") }),
]) satisfies z.ZodType<Content>;

/** A message as the inbox keeps it until it is played. */
const kept = z.object({
  number: z.string(),
  on: z.number(),
  /** By Meta's clock, in whole seconds. */
  sent: z.number().optional(),
  content,
  correlation: z.string().optional(),
});
export type Kept = z.infer<typeof kept>;

/**
 * Our id of a message. Meta's own holds the sender's phone number, and counts for each of our numbers apart.
 */
export function idOf(number: string, { id }: Pick<MessageEvent, "id">): string {
  return createHash("sha256").update(`${number}\n${id}`).digest("base64url").slice(0, 22);
}

/** What is kept of a message, with the id that its webhook was logged under; a time that cannot be is now. */
export function keep(number: string, event: MessageEvent, now: number): Kept {
  const sent = event.on === undefined ? {} : { sent: event.on };
  return { number, on: timeOf(event, now), ...sent, content: event.content, ...correlationField() };
}

/** When a message was sent, where that can be: Meta delivers for seven days. */
function timeOf({ on }: Pick<MessageEvent, "on">, now: number): number {
  return on !== undefined && on > now - 8 * day && on < now ? on : now;
}

const day = 24 * 3_600_000;

const under = z.object({ correlation: z.string().optional() });

/** The id that a message of the inbox was taken in under, before a crash perhaps. */
export function correlationIn(body: string): string | undefined {
  return under.parse(JSON.parse(body)).correlation;
}

export function readKept(body: string): Kept {
  return kept.parse(JSON.parse(body));
}

const longestText = 4000;

/** What the learner did, as the conversation hears it; undefined when it was no turn. */
export function inputFrom({ on, sent, content }: Kept, id: string, seed: number): Input | undefined {
  const heard = { id, on, ...(sent === undefined ? {} : { sent }), seed, screen: screens.whatsapp };
  switch (content.is) {
    case "nothing":
      return undefined;
    case "hello":
      return { ...heard, kind: "hello" };
    case "tap":
      return { ...heard, kind: "tap", option: content.option };
    case "unreadable":
      return { ...heard, kind: "unreadable", what: content.what };
    case "text": {
      const text = cleanText(content.text);
      if (text === "") return { ...heard, kind: "unreadable", what: "empty" };
      return text.length > longestText
        ? { ...heard, kind: "unreadable", what: "too-long" }
        : { ...heard, kind: "text", text };
    }
  }
}
