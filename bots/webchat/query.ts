import type { Request } from "restify";
import type { ConversationLog } from "../../services/store/store.ts";
import { pageOfEntries } from "./streams.ts";

/** A number in the query of a request; anything else counts as absent. */
export function numberIn(req: Request, name: string): number | undefined {
  return wholeNumber(new URLSearchParams(req.getQuery()).get(name));
}

/** Watermarks are numbers written as text. */
export function wholeNumber(text: string | null): number | undefined {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/**
 * Which part of a history is asked for. Beyond Direct Line, our page asks for the `last` so many, or for at most
 * `limit`: a learner's history is long, and their connection slow.
 */
export async function spanOf(req: Request, conversations: ConversationLog, conversation: string) {
  const last = numberIn(req, "last");
  const limit = Math.min(pageOfEntries, numberIn(req, "limit") ?? pageOfEntries);
  if (last === undefined) return { watermark: numberIn(req, "watermark") ?? 0, limit };
  return { watermark: Math.max(0, ((await conversations.last(conversation)) ?? 0) - last), limit };
}
