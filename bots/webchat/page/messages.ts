import type { Message } from "./activity.ts";
import { drawing, el, hiddenWords } from "./dom.ts";
import { blocks, markdown } from "./markdown.ts";
import type { Outgoing } from "./outbox.ts";
import { language, words } from "./words.ts";

/** The conversation as it stands on the page. Each message is in it once, whichever way it came. */
export interface Messages {
  /** Answers nothing when the message was there. */
  add(message: Message): HTMLElement | undefined;
  addOutgoing(outgoing: Outgoing, now: number): HTMLElement;
  /** Puts earlier messages above the rest. */
  prepend(earlier: readonly Message[]): void;
  markSent(clientId: string): void;
  markRefused(clientId: string, why?: string): void;
  has(clientId: string): boolean;
  clear(): void;
}

export function messages(list: HTMLElement): Messages {
  const ids = new Set<string>();
  const sent = new Map<string, HTMLElement>();

  /** Whether a message is new here; one's own may be waiting here already, under its client's id. */
  function isNew({ id, clientId }: Message): boolean {
    if (ids.has(id)) return false;
    ids.add(id);
    const mine = clientId === undefined ? undefined : sent.get(clientId);
    if (mine) mine.querySelector(".state")?.remove();
    return !mine;
  }

  function place(item: HTMLElement, at: number): HTMLElement {
    const day = dayOf(at);
    const last = list.lastElementChild;
    if (lastDay(list) !== day) list.append(separator(day, at));
    else if (last?.classList.contains("mine") === item.classList.contains("mine")) item.classList.add("follows");
    item.dataset.day = day;
    list.append(item);
    return item;
  }

  function mark(clientId: string, state: string): void {
    const item = sent.get(clientId);
    item?.querySelector(".state")?.remove();
    if (state) item?.append(el("p", { class: "state refused" }, state));
  }

  return {
    add(message) {
      if (!isNew(message)) return undefined;
      const item = itemFor(message);
      if (message.clientId !== undefined) sent.set(message.clientId, item);
      return place(item, message.at);
    },
    addOutgoing(outgoing, now) {
      const item = ownItem(outgoing.text);
      item.append(el("p", { class: "state" }, words.sending));
      sent.set(outgoing.id, item);
      return place(item, now);
    },
    prepend(earlier) {
      const above = el("ol");
      const there = messages(above);
      for (const message of earlier) if (isNew(message)) there.add(message);
      const [first] = list.children;
      if (first instanceof HTMLElement && first.dataset.day === lastDay(above)) first.remove();
      list.prepend(...above.children);
    },
    markSent: (clientId) => mark(clientId, ""),
    markRefused: (clientId, why = words.notSent) => mark(clientId, why),
    has: (clientId) => sent.has(clientId),
    clear() {
      list.replaceChildren();
      sent.clear();
    },
  };
}

function itemFor(message: Message): HTMLElement {
  return message.mine ? ownItem(message.text) : tutorItem(message);
}

/** What a learner writes is shown as written. */
function ownItem(text: string): HTMLElement {
  return el("li", { class: "message mine" }, hiddenWords(`${words.you} `), el("div", { class: "bubble" }, text));
}

function tutorItem(message: Message): HTMLElement {
  const body = el("div", { class: "bubble" }, ...textOf(message));
  if (message.image) belowTitle(body, picture(message.image));
  return el("li", { class: "message tutor" }, drawing("mark"), hiddenWords(`${words.tutor} `), body);
}

/** Lettered parts that the form below draws again are marked, to be left out while it is there. */
function textOf({ text, form }: Message): HTMLElement[] {
  const parts = form?.kind === "match" ? [...form.left, ...form.right] : (form?.options ?? []);
  const spelled = new Set(parts.map(({ key, label }) => `${key}) ${label}`));
  const all = blocks(text);
  return all.flatMap((block, index) => {
    const lines = block.split("\n");
    const howTo = form !== undefined && index === all.length - 1 && /^_[^_]+_$/.test(block);
    const nodes = markdown(block);
    if (howTo || lines.every((line) => spelled.has(line))) for (const node of nodes) node.classList.add("spelled");
    return nodes;
  });
}

/** A drawing comes after the lines that say where one is and what this is about. */
function belowTitle(body: HTMLElement, image: HTMLElement): void {
  const first = [...body.children].find((block) => !block.matches(".aside, .title"));
  body.insertBefore(image, first ?? null);
}

/** The box is as high as the drawing before it has come, so nothing jumps. */
function picture({ url, alt }: NonNullable<Message["image"]>): HTMLElement {
  const image = el("img", { src: url, alt, width: "720", height: "540", loading: "lazy", decoding: "async" });
  const link = { class: "picture", href: url, target: "_blank", rel: "noopener" };
  return el("a", link, image, hiddenWords(words.enlarge));
}

function dayOf(at: number): string {
  return new Date(at).toDateString();
}

function lastDay(list: HTMLElement): string | undefined {
  const last = list.lastElementChild;
  return last instanceof HTMLElement ? last.dataset.day : undefined;
}

function separator(day: string, at: number): HTMLElement {
  return el("li", { class: "day", "data-day": day }, el("span", {}, nameOfDay(day, at)));
}

function nameOfDay(day: string, at: number): string {
  const now = Date.now();
  if (day === dayOf(now)) return words.today;
  if (day === dayOf(now - 24 * 60 * 60 * 1000)) return words.yesterday;
  return new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long" }).format(at);
}
