/** One thing to choose; its id is for the server to understand. */
export interface Option {
  readonly id: string;
  readonly label: string;
  /** It leads elsewhere and answers nothing of what was asked. */
  readonly beside: boolean;
}

export interface Labelled {
  readonly key: string;
  readonly label: string;
}

export interface Match {
  readonly kind: "match";
  readonly left: readonly Labelled[];
  readonly right: readonly Labelled[];
}

/** An answer of several parts. */
export type Form = { readonly kind: "several" | "order"; readonly options: readonly Labelled[] } | Match;

export interface Progress {
  readonly label: string;
  readonly done: number;
  readonly total: number;
}

/** A message of the conversation, as the page shows it. */
export interface Message {
  readonly id: string;
  /** Whether the learner sent it. */
  readonly mine: boolean;
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly options: readonly Option[];
  /** Whether the tutor now waits for an answer. */
  readonly expects: boolean;
  readonly image?: { readonly url: string; readonly alt: string };
  readonly form?: Form;
  readonly progress?: Progress;
  /** Whether a file may be given in answer. */
  readonly takesFile: boolean;
  /** What the page called it before the server did. */
  readonly clientId?: string;
}

export type Incoming =
  | { readonly kind: "message"; readonly message: Message }
  | { readonly kind: "typing" }
  /** Everything before is forgotten. */
  | { readonly kind: "forgotten"; readonly id: string };

export interface Page {
  readonly incoming: readonly Incoming[];
  readonly watermark: number;
  /** How many activities it holds, those included that mean nothing here. */
  readonly count: number;
}

/** Reads what the server sends, from the stream or from a request; what it does not know it leaves out. */
export function readPage(json: unknown): Page {
  const activities = list(json, "activities");
  return {
    incoming: activities.flatMap(readActivity),
    watermark: Number(text(json, "watermark")),
    count: activities.length,
  };
}

function readActivity(activity: unknown): Incoming[] {
  const id = text(activity, "id");
  switch (text(activity, "type")) {
    case "message":
      return [{ kind: "message", message: readMessage(activity, id) }];
    case "typing":
      return [{ kind: "typing" }];
    case "event":
      return text(activity, "name") === "sendero/forgotten" ? [{ kind: "forgotten", id }] : [];
    default:
      return [];
  }
}

function readMessage(activity: unknown, id: string): Message {
  const data = field(activity, "channelData");
  const [attachment] = list(activity, "attachments");
  return {
    id,
    mine: text(field(activity, "from"), "role") === "user",
    text: text(activity, "text"),
    at: Date.parse(text(activity, "timestamp")),
    options: list(field(activity, "suggestedActions"), "actions").map(readOption),
    expects: text(activity, "inputHint") === "expectingInput",
    image: readImage(attachment),
    form: readForm(field(data, "form")),
    progress: readProgress(field(data, "progress")),
    takesFile: field(data, "takesFile") === true,
    clientId: text(data, "clientActivityID") || undefined,
  };
}

function readOption(action: unknown): Option {
  const value = field(action, "value");
  return { id: text(value, "option"), label: text(action, "title"), beside: field(value, "beside") === true };
}

/** Images are shown from where the page itself came, whatever public name the server gives itself. */
function readImage(attachment: unknown): Message["image"] {
  if (!text(attachment, "contentType").startsWith("image/")) return undefined;
  return { url: new URL(text(attachment, "contentUrl"), location.href).pathname, alt: text(attachment, "name") };
}

function readForm(form: unknown): Form | undefined {
  const kind = text(form, "kind");
  if (kind === "several" || kind === "order") return { kind, options: list(form, "options").map(readLabelled) };
  if (kind !== "match") return undefined;
  return { kind, left: list(form, "left").map(readLabelled), right: list(form, "right").map(readLabelled) };
}

function readLabelled(value: unknown): Labelled {
  return { key: text(value, "key"), label: text(value, "label") };
}

function readProgress(progress: unknown): Progress | undefined {
  const [done, total] = [Number(field(progress, "done")), Number(field(progress, "total"))];
  return total > 0 ? { label: text(progress, "label"), done, total } : undefined;
}

/** A field of something that may be anything. */
export function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

export function text(value: unknown, name: string): string {
  const found = field(value, name);
  return typeof found === "string" ? found : "";
}

function list(value: unknown, name: string): readonly unknown[] {
  const found = field(value, name);
  return Array.isArray(found) ? found : [];
}
