import { lengthOf } from "../../content/limits.ts";
import type { Reply } from "../../dialogs/types.ts";
import type { Say } from "../../dialogs/words.ts";
import { type Body, type Interactive, most, type Row } from "./body.ts";
import { choicesFor, typedChoices } from "./choices.ts";
import { format } from "./format.ts";

/** The picture of a message, once Meta has it. */
export interface Picture {
  readonly id: string;
}

/**
 * A reply as one message: buttons where they fit, then a list, else the options as text to answer by typing. A reply that
 * `bubbles` let pass fits. Without `picture` it is said without.
 */
export function render(reply: Reply, say: Say, picture?: Picture): Body {
  const text = format(reply.text);
  if (reply.options.length === 0) return plainBody(text, picture);
  return tappable(reply, text, say, picture) ?? plainBody(typedText(reply, say), picture);
}

/** Whether a reply is small enough for one message, with its picture. */
export function fits(reply: Reply, say: Say): boolean {
  const picture = reply.image ? { id: "0" } : undefined;
  if (reply.options.length > 0 && tappable(reply, format(reply.text), say, picture)) return true;
  const text = reply.options.length > 0 ? typedText(reply, say) : format(reply.text);
  return lengthOf(text) <= (reply.image ? most.caption : most.text);
}

/** Whether the options of a reply can be tapped. */
export function isTappable(reply: Reply, say: Say): boolean {
  const picture = reply.image ? { id: "0" } : undefined;
  return reply.options.length > 0 && tappable(reply, format(reply.text), say, picture) !== undefined;
}

function plainBody(text: string, picture: Picture | undefined): Body {
  if (!picture) return { type: "text", text: { body: text, preview_url: false } };
  return { type: "image", image: { id: picture.id, ...(text === "" ? {} : { caption: text }) } };
}

function tappable(reply: Reply, text: string, say: Say, picture: Picture | undefined): Body | undefined {
  const choices = choicesFor(reply.options);
  if (choices.by === "typing") return undefined;
  // A list has no room for a picture.
  if (choices.by === "list" && picture) return undefined;
  const body = { text: [text, choices.below].filter(Boolean).join("\n\n") };
  if (body.text === "" || lengthOf(body.text) > most.body) return undefined;
  const interactive = choices.by === "buttons" ? buttons(body, choices.rows, picture) : list(body, choices.rows, say);
  return { type: "interactive", interactive };
}

function buttons(body: { text: string }, rows: readonly Row[], picture: Picture | undefined): Interactive {
  return {
    type: "button",
    ...(picture ? { header: { type: "image", image: { id: picture.id } } } : {}),
    body,
    action: { buttons: rows.map((reply) => ({ type: "reply", reply })) },
  };
}

function list(body: { text: string }, rows: readonly Row[], say: Say): Interactive {
  return {
    type: "list",
    body,
    action: { button: say("list.open"), sections: [{ title: say("list.title"), rows }] },
  };
}

function typedText(reply: Reply, say: Say): string {
  const { below, sign } = typedChoices(reply.options);
  return [format(reply.text), below, format(say(`list.${sign}`))].filter(Boolean).join("\n\n");
}
