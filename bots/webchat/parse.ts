import { hash, randomInt, randomUUID } from "node:crypto";
import { z } from "zod";
import type { Input } from "../../dialogs/types.ts";
import { cleanText } from "../clean-text.ts";
import { screens } from "../screens.ts";

/** What we use of an activity that a client posts; everything else is let through unread and forgotten. */
export const postedActivity = z.looseObject({
  type: z.string(),
  text: z.string().nullish(),
  value: z.unknown().optional(),
  attachments: z.array(z.unknown()).nullish(),
  channelData: z.looseObject({}).nullish(),
});
export type PostedActivity = z.infer<typeof postedActivity>;

const tapped = z.object({ option: z.string().min(1).max(300) });
const clientId = z.string().min(1).max(200);

const screen = screens.web;
const longestText = 4000;
/** Longer channel data is cut down to what the client recognises its own message by. */
const longestChannelData = 2000;

/** What a learner did, as a client posted it; nothing when it means nothing to a tutor (typing, joining). */
export function readInput(posted: PostedActivity, conversation: string, now: number): Input | undefined {
  if (posted.type !== "message") return undefined;
  const heard = { id: inputId(posted, conversation), on: now, seed: randomInt(2 ** 32), screen };
  // What fails to parse costs more than what is not tried.
  const tap = posted.value === undefined ? undefined : tapped.safeParse(posted.value);
  if (tap?.success) return { ...heard, kind: "tap", option: tap.data.option };
  if (posted.attachments && posted.attachments.length > 0) return { ...heard, kind: "unreadable", what: "attachment" };
  const text = cleanText(posted.text ?? "");
  if (text === "") return { ...heard, kind: "unreadable", what: "empty" };
  if (text.length > longestText) return { ...heard, kind: "unreadable", what: "too-long" };
  return { ...heard, kind: "text", text };
}

/** The message that a file came with. */
export function readFile(posted: PostedActivity, conversation: string, now: number) {
  return { id: inputId(posted, conversation), on: now, seed: randomInt(2 ** 32), screen };
}

/** The message as every client of the conversation sees it, its sender included: they wait for it to know it arrived. */
export function echoOf(
  posted: PostedActivity,
  input: Input,
  { conv, user }: { conv: string; user: string },
  kept: string | undefined,
): string {
  // The labels of our own buttons say nothing about who taps them, nor do names of files about learners.
  const isOurs = input.kind === "tap" || input.kind === "file";
  const words = isOurs ? cleanText(posted.text ?? "").slice(0, longestText) : (kept ?? "…");
  return JSON.stringify({
    type: "message",
    id: input.id,
    timestamp: new Date(input.on).toISOString(),
    channelId: "directline",
    from: { id: user, role: "user" },
    conversation: { id: conv },
    text: words,
    value: input.kind === "tap" ? { option: input.option } : undefined,
    channelData: kept === undefined && input.kind === "text" ? clientOnly(posted) : keptChannelData(posted),
  });
}

/** The id of the hello that opens a conversation: always the same, so that it is said once. */
export function helloInput(conversation: string, now: number): Input {
  return { kind: "hello", id: idFrom(conversation, "hello"), on: now, seed: randomInt(2 ** 32), screen };
}

/** A message that is posted again after a lost answer has the id it had before. */
function inputId(posted: PostedActivity, conversation: string): string {
  const own = clientIdOf(posted);
  return own === undefined ? randomUUID() : idFrom(conversation, `client ${own}`);
}

function clientIdOf({ channelData }: PostedActivity): string | undefined {
  return clientId.safeParse(channelData?.clientActivityID ?? channelData?.clientActivityId).data;
}

function idFrom(conversation: string, what: string): string {
  return hash("sha256", `${conversation}\n${what}`, "base64url").slice(0, 22);
}

function keptChannelData(posted: PostedActivity): unknown {
  const { channelData } = posted;
  if (!channelData || JSON.stringify(channelData).length <= longestChannelData) return channelData;
  return clientOnly(posted);
}

/** What the client recognises its own message by, and nothing else. */
function clientOnly(posted: PostedActivity): unknown {
  return { clientActivityID: clientIdOf(posted) };
}
