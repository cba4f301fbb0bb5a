import { hash } from "node:crypto";
import { cleanText } from "../clean-text.ts";
import type { Content, Sender, TeamsEvent } from "./events.ts";
import { formText } from "./forms.ts";
import { type Activity, cardData, executed, fileInfo, fileType } from "./wire.ts";

/** What an activity means to a tutor. Pure: that it may be believed, the guard has seen to. */
export function parse(activity: Activity, tenant: string): TeamsEvent {
  if (activity.type === "message" || activity.type === "invoke") return said(activity, tenant);
  if (activity.type === "installationUpdate") return installed(activity, tenant);
  if (activity.type === "conversationUpdate") return joined(activity, tenant);
  return { kind: "ignored", what: activity.type };
}

const longestText = 4000;

function said(activity: Activity, tenant: string): TeamsEvent {
  const invoked = activity.type === "invoke";
  if (invoked && activity.name !== "adaptiveCard/action") return { kind: "ignored", what: `invoke ${activity.name}` };
  if (!isPersonal(activity)) return inGroup(activity, tenant);
  const sender = senderOf(activity, tenant);
  if (!sender) return { kind: "ignored", what: "message of nobody in the directory" };
  const value = invoked ? executed.safeParse(activity.value).data?.action.data : activity.value;
  return {
    kind: "message",
    id: idOf(activity),
    sender,
    content: contentOf(activity, value),
    awaitsCard: invoked,
    locale: activity.locale ?? undefined,
  };
}

function contentOf(activity: Activity, value: unknown): Content {
  const data = cardData.safeParse(value).data;
  if (data && "option" in data) return { is: "tap", option: String(data.option), card: data.card };
  if (data && "kind" in data) {
    const text = formText(data);
    return text === "" ? { is: "unreadable", what: "empty" } : { is: "text", text, form: data.form, card: data.card };
  }
  // Teams adds every text once more as HTML.
  const files = (activity.attachments ?? []).filter(({ contentType }) => contentType !== "text/html");
  if (files.length > 0) return fileIn(files);
  const text = cleanText(withoutMarkup(activity.text ?? ""));
  if (text === "") return { is: "unreadable", what: "empty" };
  return text.length > longestText ? { is: "unreadable", what: "too-long" } : { is: "text", text };
}

/** Of several files the first that can be fetched. */
function fileIn(files: NonNullable<Activity["attachments"]>): Content {
  for (const { contentType, name, content } of files) {
    const info = contentType === fileType ? fileInfo.safeParse(content).data : undefined;
    if (info) return { is: "file", name: cleanText(name ?? ""), address: info.downloadUrl };
  }
  return { is: "unreadable", what: "attachment" };
}

const entities: Readonly<Record<string, string>> = { nbsp: " ", lt: "<", gt: ">", quot: '"', "#39": "'", amp: "&" };

/**
 * Without mentions, and with signs as they were typed: Teams writes some of them as HTML does. A mention holds no other
 * tag: looking beyond the next one would take seconds where somebody sends ten thousand that never end.
 */
function withoutMarkup(text: string): string {
  return text
    .replace(/<at[^<>]*>[^<]*<\/at>/g, "")
    .replace(/&(nbsp|lt|gt|quot|#39|amp);/g, (whole, name: string) => entities[name] ?? whole);
}

/** The one that comes with an update of the app tells nothing new. */
function installed(activity: Activity, tenant: string): TeamsEvent {
  if (activity.action === "add") return arrived(activity, tenant);
  if (activity.action !== "remove") return { kind: "ignored", what: "update of the app" };
  const sender = isPersonal(activity) ? senderOf(activity, tenant) : undefined;
  return sender ? { kind: "left", sender } : { kind: "ignored", what: "taken out of a group" };
}

function joined(activity: Activity, tenant: string): TeamsEvent {
  const us = activity.recipient.id;
  if (activity.membersAdded?.some(({ id }) => id === us)) return arrived(activity, tenant);
  return { kind: "ignored", what: "conversationUpdate of others" };
}

function arrived(activity: Activity, tenant: string): TeamsEvent {
  if (!isPersonal(activity)) return inGroup(activity, tenant);
  const sender = senderOf(activity, tenant);
  if (!sender) return { kind: "ignored", what: "arrival of nobody in the directory" };
  return { kind: "arrived", id: idOf(activity), sender };
}

/** Where the type is missing, what does not say that it is a group is a chat of two. */
function isPersonal({ conversation, channelData }: Activity): boolean {
  const { conversationType, isGroup } = conversation;
  return conversationType ? conversationType === "personal" : !isGroup && !channelData?.team;
}

function inGroup(activity: Activity, tenant: string): TeamsEvent {
  const { from, recipient, conversation, serviceUrl, locale } = activity;
  const address = { serviceUrl, conversation: conversation.id, tenant, user: from.id, bot: recipient.id };
  const ask = activity.type === "message" ? { ask: idOf(activity) } : {};
  return { kind: "group", ...ask, address, locale: locale ?? undefined };
}

function senderOf(activity: Activity, tenant: string): Sender | undefined {
  const { from, recipient, conversation, serviceUrl } = activity;
  if (!from.aadObjectId) return undefined;
  return {
    name: `teams:${tenant}/${from.aadObjectId}`.toLowerCase(),
    address: { serviceUrl, conversation: conversation.id, tenant, user: from.id, bot: recipient.id },
  };
}

/** The same activity, sent again, has the same; it tells nothing about who sent it. */
function idOf(activity: Activity): string {
  const { channelId, conversation, id } = activity;
  const named = id ?? JSON.stringify(activity);
  return `ms-${hash("sha256", `${channelId}\n${conversation.id}\n${named}`, "base64url").slice(0, 22)}`;
}
