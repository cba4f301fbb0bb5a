import { bench, fillCountries } from "./bench.ts";
import { conversation } from "./conversation.ts";
import { need } from "./dom.ts";
import { listSheet } from "./sheet.ts";
import type { View } from "./view.ts";
import { buyPhone, connect, countries } from "./wire.ts";
import { words } from "./words.ts";

/** Meta's sign that an answer is being written goes away by itself. */
const typingFor = 25_000;

const talk = need("#talk", HTMLElement);
const box = need("#text", HTMLTextAreaElement);
const presence = need("#presence", HTMLElement);
const toEnd = need("#to-end", HTMLButtonElement);
const sendButton = need("#send", HTMLButtonElement);
let lost = false;
let typingTimer = 0;

const act = (done: Readonly<Record<string, unknown>>) => void started.then((wire) => wire.act(done));
const openList = listSheet((bubble, choice) => act({ act: "tap", on: bubble.id, option: choice.id }));
const screen = conversation(need("#entries", HTMLElement), {
  tap: (bubble, choice) => act({ act: "tap", on: bubble.id, option: choice.id }),
  openList,
});
const panel = bench(act, (country, hidden) => void begin(country, hidden));

/** The phone is kept in the address, so that a reload comes back to the same conversation. */
async function start() {
  const search = new URLSearchParams(location.search);
  const codes = await countries();
  fillCountries(codes, search.get("country") ?? "HN");
  const number = search.get("phone");
  if (number) return connect(number, show, noteLost);
  await begin(search.get("country") ?? "HN", search.has("hidden"));
  return new Promise<never>(() => {});
}

async function begin(country: string, hidden: boolean): Promise<void> {
  const number = await buyPhone(country, hidden);
  location.search = new URLSearchParams({ phone: number, country }).toString();
}

const started = start();

function noteLost(isLost: boolean): void {
  lost = isLost;
  if (lost) presence.textContent = words.noServer;
}

function show(view: View): void {
  const atEnd = talk.scrollHeight - talk.scrollTop - talk.clientHeight < 80;
  const added = screen.show(view.entries, view.now);
  panel.show(view);
  sign(view.typing);
  const mine = view.entries.at(-1);
  if (added && (atEnd || (mine?.kind === "bubble" && mine.mine))) scrollToEnd();
  else if (added) toEnd.hidden = false;
}

function sign(typing: boolean): void {
  clearTimeout(typingTimer);
  presence.textContent = lost ? words.noServer : typing ? words.typing : words.presence;
  if (typing) typingTimer = window.setTimeout(() => sign(false), typingFor);
}

function scrollToEnd(): void {
  talk.scrollTop = talk.scrollHeight;
  toEnd.hidden = true;
}

toEnd.addEventListener("click", scrollToEnd);
talk.addEventListener("scroll", () => {
  if (talk.scrollHeight - talk.scrollTop - talk.clientHeight < 80) toEnd.hidden = true;
});
// A picture makes its bubble higher when it comes.
talk.addEventListener("load", () => toEnd.hidden && scrollToEnd(), true);

function dress(): void {
  const empty = box.value.trim() === "";
  need("#send-icon", SVGUseElement).setAttribute("href", empty ? "#i-microphone" : "#i-send");
  sendButton.setAttribute("aria-label", empty ? words.record : words.send);
  box.style.height = "auto";
  box.style.height = `${Math.min(120, box.scrollHeight)}px`;
}

need("#composer", HTMLFormElement).addEventListener("submit", (event) => {
  event.preventDefault();
  const text = box.value.trim();
  act(text === "" ? { act: "send", what: "voice" } : { act: "text", text });
  box.value = "";
  dress();
});
box.addEventListener("input", dress);
box.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  need("#composer", HTMLFormElement).requestSubmit();
});
need("#sticker", HTMLButtonElement).addEventListener("click", () => act({ act: "send", what: "sticker" }));
need("#photo", HTMLButtonElement).addEventListener("click", () => act({ act: "send", what: "photo" }));
