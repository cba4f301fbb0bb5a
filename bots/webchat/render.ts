import type { Image } from "../../content/schema.ts";
import { isBeside } from "../../dialogs/asking/asked.ts";
import type { Option, Reply } from "../../dialogs/types.ts";
import type { Owed } from "../../services/store/store.ts";

/** An activity ready for the log. */
export interface Rendered {
  readonly id: string;
  readonly activity: string;
}

interface Setting {
  readonly conversation: string;
  readonly now: number;
  readonly publicUrl: string;
}

const bot = { id: "sendero", name: "Sendero", role: "bot" };

/** Everything that a turn says, as Bot Framework activities. Their ids follow from the turn's: sent twice, they are seen once. */
export function renderForWebChat(owed: Owed, setting: Setting): Rendered[] {
  const last = owed.replies.length - 1;
  return owed.replies.map((reply, index) => {
    const id = `${owed.id}.${index}`;
    const activity = {
      ...base("message", setting),
      id,
      text: reply.text,
      textFormat: "markdown",
      inputHint: index === last ? "expectingInput" : undefined,
      suggestedActions: reply.options.length > 0 ? { actions: reply.options.map(button) } : undefined,
      attachments: reply.image ? [attachment(reply.image, setting.publicUrl)] : undefined,
      channelData: drawn(reply),
    };
    return { id, activity: JSON.stringify(activity) };
  });
}

/** Tells the page that what came before is forgotten; other clients pass over events that they do not know. */
export function renderForgotten(owed: Owed, setting: Setting): Rendered {
  const id = `${owed.id}.forgotten`;
  return { id, activity: JSON.stringify({ ...base("event", setting), id, name: "sendero/forgotten" }) };
}

/** The sign that an answer is under way. It is shown and not kept. */
export function renderTyping(setting: Setting): string {
  return JSON.stringify({ ...base("typing", setting), id: `typing-${setting.now}` });
}

function base(type: "message" | "event" | "typing", { conversation, now }: Setting) {
  return {
    type,
    timestamp: new Date(now).toISOString(),
    channelId: "directline",
    from: bot,
    conversation: { id: conversation },
  };
}

function button(option: Option) {
  const { id, label } = option;
  const value = { option: id, ...(isBeside(option) ? { beside: true } : {}) };
  return { type: "messageBack", title: label, text: label, displayText: label, value };
}

const contentTypes: Readonly<Record<string, string>> = {
  svg: "image/svg+xml",
  png: "image/png",
  jpg: "image/jpeg",
  webp: "image/webp",
};

/** `name` carries the alternative text: Direct Line clients show it, and screen readers say it. */
function attachment({ file, alt }: Image, publicUrl: string) {
  const extension = file.slice(file.lastIndexOf(".") + 1);
  return {
    contentType: contentTypes[extension] ?? "application/octet-stream",
    contentUrl: `${publicUrl}/media/${encodeURIComponent(file)}`,
    name: alt,
  };
}

/** What our own page draws and others leave out. */
function drawn({ form, progress, takesFile }: Reply) {
  return form || progress || takesFile ? { form, progress, takesFile } : undefined;
}
