import type { Form, Progress, Reply } from "../../dialogs/types.ts";
import type { Say } from "../../dialogs/words.ts";
import { plain } from "../plain.ts";
import { block, type Card, card, type Element } from "./card.ts";
import { actionsFor, decidedRows, rowsFor } from "./choices.ts";
import { inputsFor } from "./forms.ts";
import { isPlainParagraphs, textBlocks } from "./text-blocks.ts";

/** A message as the connector takes it, without sender and recipient. */
export interface Message {
  readonly type: "message";
  readonly text?: string;
  readonly textFormat?: "markdown";
  /** Shown in notifications and in the list of chats. */
  readonly summary?: string;
  readonly attachments?: readonly { readonly contentType: string; readonly content: Card }[];
}

export interface Setting {
  readonly say: Say;
  readonly publicUrl: string;
  /** Our own id of the message; every answer out of its card carries it. */
  readonly id: string;
}

/** What was decided in a card: an option, or the text of a form. Undefined: it was answered in other words. */
export interface Choice {
  readonly option?: string;
  readonly text?: string;
}

export const cardType = "application/vnd.microsoft.card.adaptive";

/** Bytes of a message. Teams documents 28 KB for the smallest of its ways in, and counts its envelope too. */
export const largestMessage = 25 * 1024;

/** A reply as one message: a text where that is all, otherwise a card. Too large a card loses its fallback first. */
export function render(reply: Reply, setting: Setting): Message {
  if (isTextOnly(reply)) return textMessage(reply.text);
  const inputs = reply.form ? inputsFor(reply.form, setting.say) : [];
  const body = [...bodyOf(reply, setting, "open"), ...inputs, ...rowsFor(reply.options, setting.id)];
  const shown = card({ body, actions: actionsFor(reply, setting), fallbackText: plain(reply) });
  const message = cardMessage(shown, reply);
  if (sizeOf(message) <= largestMessage) return message;
  const lean = cardMessage({ ...shown, fallbackText: undefined }, reply);
  return sizeOf(lean) <= largestMessage ? lean : renderPlain(reply);
}

/** The same as text, for a card that Teams refuses. */
export function renderPlain(reply: Reply): Message {
  return textMessage(plain(reply));
}

/** The card after a decision: what was asked stays to be read, nothing in it can be tapped. */
export function renderDecided(reply: Reply, choice: Choice | undefined, setting: Setting): Message {
  const chosen = reply.options.find(({ id }) => id === choice?.option);
  const marks = decidedRows(reply.options, chosen);
  const said = marks.length === 0 ? (chosen?.label ?? choice?.text) : undefined;
  const sign: Element[] = said === undefined ? [] : [{ ...block(`✓ ${said}`), color: "good", weight: "bolder" }];
  return cardMessage(card({ body: [...bodyOf(reply, setting, "decided"), ...marks, ...sign] }), reply);
}

export function sizeOf(message: Message): number {
  return Buffer.byteLength(JSON.stringify(message));
}

function isTextOnly({ text, options, image, form, progress }: Reply): boolean {
  return options.length === 0 && !image && !form && !progress && isPlainParagraphs(text);
}

function textMessage(text: string): Message {
  return { type: "message", text, textFormat: "markdown" };
}

function cardMessage(content: Card, { text }: Reply): Message {
  return { type: "message", summary: summaryOf(text), attachments: [{ contentType: cardType, content }] };
}

/** Of a long text only the beginning is looked at. */
function summaryOf(text: string): string {
  const words = text.slice(0, 600).replace(/[*_]/g, "").replace(/\s+/g, " ");
  return words.length > 120 ? `${words.slice(0, 119).toWellFormed()}…` : words;
}

function bodyOf(reply: Reply, { publicUrl }: Setting, state: "open" | "decided"): Element[] {
  const { image, form, progress } = reply;
  const text = form && state === "open" ? withoutChoices(reply.text, form) : reply.text;
  const picture: Element[] = image
    ? [
        {
          type: "Image",
          url: `${publicUrl}/media/${encodeURIComponent(image.file.replace(/\.svg$/, ".png"))}`,
          altText: image.alt,
          size: "stretch",
          msteams: { allowExpand: true },
        },
      ]
    : [];
  return [...(progress ? [bar(progress)] : []), ...picture, ...textBlocks(text)];
}

/** What boxes to tick and labels of lists say need not be said a second time. What a closed list would cut stays. */
function withoutChoices(text: string, form: Form): string {
  const said = form.kind === "several" ? form.options : form.kind === "match" ? form.left : [];
  const lines = new Set(said.map(({ key, label }) => `${key}) ${label}`));
  return text
    .split("\n")
    .filter((line) => !lines.has(line))
    .join("\n");
}

const cells = 10;

/** In characters: what a card colours it also surrounds with white, and a bar is no box. */
function bar({ label, done, total }: Progress): Element {
  const full = Math.round((cells * done) / Math.max(1, total));
  const drawn = "▓".repeat(full) + "░".repeat(cells - full);
  return { ...block(`${label} · ${drawn} ${done}/${total}`), size: "small", isSubtle: true };
}
