import {
  blank,
  type Check,
  type Fault,
  first,
  invalid,
  long,
  size,
  tooLong,
  unique,
  untrimmed,
} from "./limit-checks.ts";
import type { File, Interactive, MessageBody, TemplateCall } from "./message-shapes.ts";

/** Lengths count code points. Sources of every figure: the message pages of Meta's documentation, 2026. */
export function fault(message: MessageBody): Fault | undefined {
  return first([
    tooLong("biz_opaque_callback_data", message.biz_opaque_callback_data, 512),
    recipientFault(message),
    contentFault(message),
  ]);
}

function contentFault(message: MessageBody): Fault | undefined {
  switch (message.type) {
    case "text":
      return first([blank("text['body']", message.text.body), tooLong("text['body']", message.text.body, 4096)]);
    case "interactive":
      return interactiveFault(message.interactive);
    case "image":
      return fileFault("image", message.image);
    case "video":
      return fileFault("video", message.video);
    case "document":
      return fileFault("document", message.document);
    case "audio":
      return fileFault("audio", message.audio);
    case "sticker":
      return fileFault("sticker", message.sticker);
    case "template":
      return templateFault(message.template);
    case "reaction":
    case "location":
    case "contacts":
      return undefined;
  }
}

function recipientFault({ to, recipient }: MessageBody): Check {
  if (to) return !/^\+?[\d ()-]{5,20}$/.test(to) && invalid(`Recipient phone number is not valid: ${to}`);
  return (
    recipient !== undefined &&
    !/^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/.test(recipient) &&
    invalid("Recipient is not a business-scoped user ID")
  );
}

function fileFault(name: string, file: File): Fault | undefined {
  return first([
    !file.id && !file.link && { code: 100, details: `The parameter ${name}['link'] or ${name}['id'] is required.` },
    file.link !== undefined &&
      !/^https?:\/\/\S+$/.test(file.link) &&
      invalid(`Param ${name}['link'] is not a valid URL`),
    tooLong(`${name}['caption']`, file.caption, 1024),
  ]);
}

function templateFault({ components = [] }: TemplateCall): Fault | undefined {
  const texts = components.flatMap(({ parameters = [] }) => parameters.map((parameter) => parameter.text ?? ""));
  const broken = texts.some((text) => /[\n\t]| {5,}/.test(text));
  return broken
    ? { code: 132018, details: "Param text cannot have new-line/tab characters or more than 4 consecutive spaces" }
    : undefined;
}

function interactiveFault(message: Interactive): Fault | undefined {
  const body = message.type === "list" ? 4096 : 1024;
  const footer = "footer" in message ? message.footer : undefined;
  return first([
    size("Body text", message.body.text, body),
    footer && size("Footer text", footer.text, 60),
    headerFault(message),
    actionFault(message),
  ]);
}

function headerFault(message: Interactive): Check {
  const header = "header" in message ? message.header : undefined;
  if (!header) return undefined;
  switch (header.type) {
    case "text":
      return size("Header text", header.text, 60);
    case "image":
      return fileFault("image", header.image);
    case "video":
      return fileFault("video", header.video);
    case "document":
      return fileFault("document", header.document);
  }
}

function actionFault(message: Interactive): Check {
  switch (message.type) {
    case "button":
      return buttonsFault(message.action.buttons.map((button) => button.reply));
    case "list":
      return listFault(message.action);
    case "cta_url":
      return first([
        size("Display text", message.action.parameters.display_text, 20),
        !/^https?:\/\/\S+$/.test(message.action.parameters.url) && invalid("URL is not valid"),
      ]);
    case "flow":
      return size("Flow CTA", message.action.parameters.flow_cta, 30);
    case "location_request_message":
    case "request_contact_info":
      return undefined;
  }
}

function buttonsFault(buttons: readonly { id: string; title: string }[]): Check {
  return first([
    (buttons.length < 1 || buttons.length > 3) &&
      invalid("Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3"),
    ...buttons.flatMap(({ id, title }) => [
      size("Button title", title, 20),
      size("Button id", id, 256),
      untrimmed("Button id", id),
    ]),
    unique(
      "Button titles",
      buttons.map(({ title }) => title),
    ),
    unique(
      "Button ids",
      buttons.map(({ id }) => id),
    ),
  ]);
}

type List = Extract<Interactive, { type: "list" }>["action"];

function listFault({ button, sections }: List): Check {
  const rows = sections.flatMap((section) => section.rows);
  return first([
    size("Button text", button, 20),
    (sections.length < 1 || sections.length > 10) &&
      invalid("Invalid sections count. Min allowed sections: 1, Max allowed sections: 10"),
    rows.length > 10 && invalid("Total row count exceed max allowed count: 10"),
    ...sections.flatMap(({ title, rows: own }) => [
      own.length === 0 && invalid("Section must have at least one row"),
      sections.length > 1 && !title && invalid("Section title is required when there is more than one section"),
      title !== undefined && long("Section title", title, 24),
    ]),
    ...rows.flatMap(({ id, title, description }) => [
      title.trim() === "" && invalid("Row title is required"),
      long("Row title", title, 24),
      long("Row description", description ?? "", 72),
      id === "" && invalid("Row id is required"),
      long("Row id", id, 200),
      untrimmed("Row id", id),
    ]),
    unique(
      "Row ids",
      rows.map(({ id }) => id),
    ),
    unique(
      "Row titles",
      rows.map(({ title }) => title),
    ),
  ]);
}
