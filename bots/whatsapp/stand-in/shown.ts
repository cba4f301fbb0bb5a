import type { Template } from "./account.ts";
import { optionsOf, templateFor } from "./heard.ts";
import type { Interactive, MessageBody } from "./message-shapes.ts";

/** A message as text: what stands on the screen, then what can be tapped, in brackets. */
export function shown(body: MessageBody, templates: readonly Template[]): string {
  const buttons = optionsOf(body, templates).map(({ title }) => `[${title}]`);
  return [...linesOf(body, templates), buttons.join(" ")].filter(Boolean).join("\n");
}

function linesOf(body: MessageBody, templates: readonly Template[]): string[] {
  switch (body.type) {
    case "text":
      return [body.text.body];
    case "interactive":
      return interactiveLines(body.interactive);
    case "template":
      return [templateFor(body.template, templates)?.body ?? "(template)"];
    case "image":
      return ["(image)", body.image.caption ?? ""];
    case "video":
      return ["(video)", body.video.caption ?? ""];
    case "document":
      return [`(${body.document.filename ?? "document"})`, body.document.caption ?? ""];
    case "reaction":
      return [`(reaction ${body.reaction.emoji ?? ""})`];
    default:
      return [`(${body.type})`];
  }
}

function interactiveLines(interactive: Interactive): string[] {
  const header = "header" in interactive ? interactive.header : undefined;
  const footer = "footer" in interactive ? interactive.footer : undefined;
  const above = header?.type === "text" ? header.text : header && `(${header.type})`;
  return [above ?? "", interactive.body.text, footer?.text ?? ""];
}
