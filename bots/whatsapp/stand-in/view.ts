import { optionsOf, templateFor } from "./heard.ts";
import type { Interactive, MessageBody, Typed } from "./message-shapes.ts";
import type { Bubble } from "./page/view.ts";
import type { Device, ScreenMessage, SentMessage, World } from "./world.ts";

type Looks = Omit<Bubble, "kind" | "id" | "mine" | "at" | "buttons" | "template" | "status" | "failure"> &
  Partial<Pick<Bubble, "buttons">>;

/** How a message of the business looks on a phone. */
export function sentBubble(message: SentMessage, { account }: Pick<World, "account">): Bubble {
  const { id, at, status, body, error } = message;
  const looks = looksOf(body, account.templates);
  return {
    kind: "bubble",
    id,
    mine: false,
    at,
    status,
    ...(error ? { failure: `${error.code} · ${error.error_data.details}` } : {}),
    template: body.type === "template",
    buttons: [],
    ...looks,
  };
}

function looksOf(body: MessageBody, templates: World["account"]["templates"]): Looks {
  switch (body.type) {
    case "text":
      return { text: body.text.body };
    case "interactive":
      return interactiveLooks(body.interactive);
    case "template": {
      const buttons = optionsOf(body, templates).map(({ id, title }) => ({ id, title }));
      const known = templateFor(body.template, templates);
      return { text: known?.body ?? body.template.name, ...footnote(known?.footer ?? ""), buttons };
    }
    case "reaction":
      return { text: "", reaction: body.reaction.emoji ?? "" };
    case "location":
    case "contacts":
      return { text: "", file: { kind: "other", name: body.type } };
    default:
      return fileLooks(body);
  }
}

function fileLooks(body: Typed<"image" | "video" | "document" | "audio" | "sticker">): Looks {
  switch (body.type) {
    case "image":
      return { text: body.image.caption ?? "", file: shownFile("image", body.image) };
    case "video":
      return { text: body.video.caption ?? "", file: shownFile("video", body.video) };
    case "document":
      return { text: body.document.caption ?? "", file: shownFile("document", body.document) };
    case "audio":
      return { text: "", file: shownFile("audio", body.audio) };
    case "sticker":
      return { text: "", file: shownFile("sticker", body.sticker) };
  }
}

function shownFile(kind: NonNullable<Bubble["file"]>["kind"], file: { id?: string; link?: string; filename?: string }) {
  return { kind, name: file.filename ?? kind, url: file.id ? `/media/${file.id}` : (file.link ?? "") };
}

function interactiveLooks(message: Interactive): Looks {
  const header = "header" in message ? message.header : undefined;
  const footer = "footer" in message ? message.footer : undefined;
  return {
    text: message.body.text,
    ...(footer ? { footer: footer.text } : {}),
    ...(header ? headerLooks(header) : {}),
    ...actionLooks(message),
  };
}

type Header = NonNullable<Extract<Interactive, { type: "button" }>["header"]>;

function headerLooks(header: Header): Partial<Looks> {
  switch (header.type) {
    case "text":
      return { heading: header.text };
    case "image":
      return { file: shownFile("image", header.image) };
    case "video":
      return { file: shownFile("video", header.video) };
    case "document":
      return { file: shownFile("document", header.document) };
  }
}

function actionLooks(message: Interactive): Partial<Looks> {
  switch (message.type) {
    case "button":
      return { buttons: message.action.buttons.map(({ reply }) => reply) };
    case "list":
      return { list: { label: message.action.button, sections: message.action.sections } };
    case "cta_url": {
      const { display_text: label, url } = message.action.parameters;
      return { link: { label, url } };
    }
    default:
      return {};
  }
}

/** How what the person said looks on their own phone. */
export function ownBubble(message: ScreenMessage, device: Device, world: World): Bubble {
  const { id, at, body } = message;
  const quoted = textIn(body, "context", "id");
  const answered = device.received.find((sent) => sent.id === quoted);
  const quote = answered ? sentBubble(answered, world).text : undefined;
  return {
    kind: "bubble",
    id,
    mine: true,
    at,
    status: "read",
    template: false,
    buttons: [],
    ...(quote ? { quote } : {}),
    ...ownLooks(body),
  };
}

function ownLooks(body: ScreenMessage["body"]): Looks {
  const type = String(body.type);
  switch (type) {
    case "text":
      return { text: textIn(body, "text", "body") };
    case "interactive":
      return {
        text:
          textIn(body, "interactive", "button_reply", "title") || textIn(body, "interactive", "list_reply", "title"),
        ...footnote(textIn(body, "interactive", "list_reply", "description")),
      };
    case "button":
      return { text: textIn(body, "button", "text") };
    case "image":
    case "video":
    case "document":
    case "audio":
    case "sticker":
      return {
        text: textIn(body, type, "caption"),
        file: { kind: type, name: textIn(body, type, "filename") || type },
      };
    case "reaction":
      return { text: "", reaction: textIn(body, "reaction", "emoji") };
    default:
      return { text: "", file: { kind: "other", name: type } };
  }
}

function footnote(text: string): Partial<Looks> {
  return text ? { footer: text } : {};
}

function textIn(value: unknown, ...path: string[]): string {
  const [step, ...rest] = path;
  if (step === undefined) return typeof value === "string" ? value : "";
  if (typeof value !== "object" || value === null) return "";
  return textIn(Reflect.get(value, step), ...rest);
}
