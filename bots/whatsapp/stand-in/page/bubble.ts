import { drawing, el } from "./dom.ts";
import type { Bubble, Choice, Refusal } from "./view.ts";
import { words } from "./words.ts";
import { written } from "./written.ts";

/** What can be done with a bubble. */
export interface Hands {
  tap(bubble: Bubble, choice: Choice): void;
  openList(bubble: Bubble): void;
}

export function bubbleItem(bubble: Bubble, hands: Hands): HTMLElement {
  const item = el("li", { class: bubble.mine ? "message mine" : "message theirs", id: bubble.id });
  const card = el("div", { class: "card" }, el("div", { class: "inner" }, ...inside(bubble), foot(bubble)));
  if (bubble.list) card.append(listOpener(bubble, hands));
  if (bubble.link) card.append(linkOpener(bubble.link));
  item.append(card, ...bubble.buttons.map((choice) => replyButton(bubble, choice, hands)));
  if (bubble.failure) item.append(el("p", { class: "failure" }, `${words.failed}: ${bubble.failure}`));
  return item;
}

/** Ticks and failures change; words do not. */
export function refresh(item: HTMLElement, bubble: Bubble): void {
  item.querySelector(".foot")?.replaceWith(foot(bubble));
  if (bubble.failure && !item.querySelector(".failure")) {
    item.append(el("p", { class: "failure" }, `${words.failed}: ${bubble.failure}`));
  }
}

function inside(bubble: Bubble): Node[] {
  const parts: Node[] = [];
  if (bubble.template) parts.push(el("p", { class: "kind" }, words.template));
  if (bubble.quote)
    parts.push(el("div", { class: "quoted" }, el("b", {}, "Sendero"), el("span", {}, bare(bubble.quote))));
  if (bubble.file) parts.push(fileOf(bubble.file));
  if (bubble.heading) parts.push(el("p", { class: "heading" }, bubble.heading));
  if (bubble.reaction !== undefined) parts.push(el("p", {}, `${words.reaction} ${bubble.reaction || words.removed}`));
  if (bubble.text) parts.push(el("div", { class: "text" }, ...written(bubble.text)));
  if (bubble.footer) parts.push(el("p", { class: "footer" }, bubble.footer));
  return parts;
}

/** A quoted message is shown without its markup. */
function bare(text: string): string {
  return text.replace(/(?<![\p{L}\p{N}])[*_~`]+|[*_~`]+(?![\p{L}\p{N}])/gu, "");
}

function fileOf(file: NonNullable<Bubble["file"]>): Node {
  if (file.kind === "image" && file.url) {
    return el("a", { class: "picture", href: file.url, target: "_blank" }, el("img", { src: file.url, alt: "" }));
  }
  if (file.kind === "sticker") return el("p", { class: "sticker" }, drawing("mark", words.files.sticker));
  if (file.kind === "audio") return el("p", { class: "voice" }, drawing("microphone"), el("i"), "0:07");
  return el("p", { class: "file" }, drawing("file"), words.files[file.kind] ?? file.name);
}

function foot({ at, mine, status }: Bubble): HTMLElement {
  const time = new Intl.DateTimeFormat("es", { hour: "2-digit", minute: "2-digit" }).format(at);
  return el(
    "span",
    { class: "foot" },
    time,
    ...(mine || status === "failed" ? [] : [received(status)]),
    ...(mine ? [ticks()] : []),
  );
}

/** On the learner's own phone every message has arrived; what became of ours is shown small, for the tester. */
function ticks(): Node {
  const mark = drawing("two-ticks", words.read);
  mark.classList.add("ticks", "read");
  return mark;
}

function received(status: Bubble["status"]): Node {
  const waits = status === "accepted" || status === "sent";
  const mark = drawing(waits ? "one-tick" : "two-ticks", words.status[status ?? "accepted"]);
  mark.classList.add("ticks", "ours", ...(status === "read" ? ["read"] : []));
  return mark;
}

function replyButton(bubble: Bubble, choice: Choice, hands: Hands): HTMLElement {
  const button = el("button", { type: "button", class: "reply" }, drawing("reply"), choice.title);
  button.addEventListener("click", () => hands.tap(bubble, choice));
  return button;
}

function listOpener(bubble: Bubble, hands: Hands): HTMLElement {
  const button = el("button", { type: "button", class: "opener" }, drawing("list"), bubble.list?.label ?? "");
  button.addEventListener("click", () => hands.openList(bubble));
  return button;
}

function linkOpener({ label, url }: NonNullable<Bubble["link"]>): HTMLElement {
  return el("a", { class: "opener", href: url, target: "_blank", rel: "noopener noreferrer" }, drawing("open"), label);
}

/** What Meta would not take, where the learner sees nothing. */
export function refusalItem({ id, code, details, body }: Refusal): HTMLElement {
  return el(
    "li",
    { class: "refusal", id },
    el("strong", {}, `${words.refused} (${code})`),
    el("p", {}, details),
    el("details", {}, el("summary", {}, words.seeBody), el("pre", {}, body)),
  );
}
