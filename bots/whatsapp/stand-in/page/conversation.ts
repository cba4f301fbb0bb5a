import { bubbleItem, type Hands, refresh, refusalItem } from "./bubble.ts";
import { el } from "./dom.ts";
import type { Entry } from "./view.ts";
import { words } from "./words.ts";

/** The conversation on the screen. Each entry is drawn once; later views change only its ticks. */
export function conversation(
  list: HTMLElement,
  hands: Hands,
): { show(entries: readonly Entry[], now: number): boolean } {
  const drawn = new Map<string, HTMLElement>();
  let lastDay = "";

  function draw(entry: Entry, now: number): void {
    const day = new Date(entry.at).toDateString();
    if (day !== lastDay) list.append(el("li", { class: "day" }, el("span", {}, nameOf(entry.at, now))));
    const item = entry.kind === "bubble" ? bubbleItem(entry, hands) : refusalItem(entry);
    if (day === lastDay && sameSide(list.lastElementChild, item)) item.classList.add("follows");
    lastDay = day;
    drawn.set(entry.id, item);
    list.append(item);
  }

  return {
    /** Tells whether anything was added. */
    show(entries, now) {
      if (drawn.size === 0) list.replaceChildren(el("li", { class: "notice" }, words.encrypted));
      const before = drawn.size;
      for (const entry of entries) {
        const item = drawn.get(entry.id);
        if (!item) draw(entry, now);
        else if (entry.kind === "bubble") refresh(item, entry);
      }
      return drawn.size > before;
    },
  };
}

function sameSide(one: Element | null, other: Element): boolean {
  return (
    one?.classList.contains("mine") === other.classList.contains("mine") && one?.classList.contains("message") === true
  );
}

function nameOf(at: number, now: number): string {
  const day = new Date(at).toDateString();
  if (day === new Date(now).toDateString()) return words.today;
  if (day === new Date(now - 24 * 3600_000).toDateString()) return words.yesterday;
  return new Intl.DateTimeFormat("es", { day: "numeric", month: "long", year: "numeric" }).format(at);
}
