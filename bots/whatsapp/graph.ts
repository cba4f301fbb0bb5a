import { z } from "zod";
import type { WhatsAppSettings } from "../../services/config.ts";
import type { Clock } from "../clock.ts";
import { send, Unanswered } from "../posting.ts";
import type { Refusal } from "./refusal.ts";

/** What came of a call that sends a message. */
export type Sent =
  | { readonly is: "accepted"; readonly id: string }
  | { readonly is: "refused"; readonly refusal: Refusal }
  /** It never left, or Meta was not there. */
  | { readonly is: "unreached" }
  /** No answer came: it may have been taken or not. */
  | { readonly is: "unsure" };

/** The calls of Meta's Graph API that a conversation needs. None of them throws. */
export interface Graph {
  send(number: string, message: unknown): Promise<Sent>;
  /** Shows the learner that their message was read, and that an answer is under way. */
  markRead(number: string, messageId: string): Promise<void>;
  /** Meta's id of a picture; undefined when it was not taken. */
  upload(number: string, file: Blob, name: string): Promise<string | undefined>;
}

/** Milliseconds until a call counts as lost. */
const patience = 15_000;
const uploadPatience = 30_000;

const acceptedAnswer = z.looseObject({ messages: z.array(z.looseObject({ id: z.string() })).min(1) });
const uploadAnswer = z.looseObject({ id: z.union([z.string().min(1), z.number()]).transform(String) });
const errorAnswer = z.looseObject({
  error: z.looseObject({
    code: z.coerce.number().int().optional().catch(undefined),
    message: z.string().catch(""),
    error_data: z
      .looseObject({ details: z.string().catch("") })
      .optional()
      .catch(undefined),
  }),
});

export function graphApi({ token, graphUrl }: Pick<WhatsAppSettings, "token" | "graphUrl">, clock: Clock): Graph {
  const authorization = { Authorization: `Bearer ${token}` };

  /** Gives up after `most` milliseconds, on the clock that everything here goes by. */
  async function within<T>(most: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const giveUp = new AbortController();
    const cancel = clock.after(most, () => giveUp.abort());
    try {
      return await work(giveUp.signal);
    } finally {
      cancel();
    }
  }

  async function call(number: string, message: unknown): Promise<{ status: number; answer: unknown }> {
    const url = `${graphUrl}/${encodeURIComponent(number)}/messages`;
    const headers = { ...authorization, "Content-Type": "application/json" };
    const body = JSON.stringify(message);
    const giveUp = (late: () => void) => clock.after(patience, late);
    const { status, text } = await send(url, { method: "POST", headers, body, giveUp });
    return { status, answer: parsed(text) };
  }

  return {
    async send(number, message) {
      try {
        const { status, answer } = await call(number, message);
        const accepted = status < 300 ? acceptedAnswer.safeParse(answer).data?.messages[0] : undefined;
        if (accepted) return { is: "accepted", id: accepted.id };
        // A success that cannot be read may well be one.
        return status < 300 ? { is: "unsure" } : { is: "refused", refusal: refusalIn(status, answer) };
      } catch (error) {
        return { is: error instanceof Unanswered && !error.left ? "unreached" : "unsure" };
      }
    },
    async markRead(number, messageId) {
      const mark = {
        messaging_product: "whatsapp",
        status: "read",
        message_id: messageId,
        typing_indicator: { type: "text" },
      };
      await call(number, mark).catch(() => {});
    },
    async upload(number, file, name) {
      const form = new FormData();
      form.append("messaging_product", "whatsapp");
      form.append("type", file.type);
      form.append("file", file, name);
      const url = `${graphUrl}/${encodeURIComponent(number)}/media`;
      const taken = await within(uploadPatience, async (signal) => {
        const response = await fetch(url, { method: "POST", headers: authorization, body: form, signal });
        return { status: response.status, answer: parsed(await response.text()) };
      }).catch(() => undefined);
      return taken && taken.status < 300 ? uploadAnswer.safeParse(taken.answer).data?.id : undefined;
    },
  };
}

function refusalIn(status: number, answer: unknown): Refusal {
  const error = errorAnswer.safeParse(answer).data?.error;
  const details = [error?.error_data?.details, error?.message].filter(Boolean).join(" ");
  return { code: error?.code, details, status };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
