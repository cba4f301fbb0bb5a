import { z } from "zod";
import type { OpenCard } from "../../services/store/cards.ts";
import { reply } from "../../services/store/saved.ts";
import type { Content } from "./events.ts";
import { type Choice, type Message, renderDecided, type Setting } from "./render.ts";

/** What was decided in which card: kept with the answer to it, so that the card is changed even after a crash. */
export interface Decision extends Choice {
  readonly card: string;
}

const shape = z.strictObject({ card: z.string(), option: z.string().optional(), text: z.string().optional() });

export function decisionOf(content: Content): Decision | undefined {
  if (content.is === "unreadable" || content.is === "file" || content.card === undefined) return undefined;
  const { card } = content;
  return content.is === "tap" ? { card, option: content.option } : { card, text: content.text };
}

/** Out of what was kept. */
export function decisionIn(kept: string | undefined): Decision | undefined {
  return kept === undefined ? undefined : shape.safeParse(JSON.parse(kept)).data;
}

/** A card that waited, as it stands after a turn: with what was decided in it, if that was what the turn heard. */
export function closedCard(open: OpenCard, decision: Decision | undefined, setting: Setting): Message {
  const choice = decision?.card === open.id ? decision : undefined;
  return renderDecided(reply.parse(JSON.parse(open.said)), choice, setting);
}
