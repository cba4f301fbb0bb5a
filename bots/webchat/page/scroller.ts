import { need } from "./dom.ts";
import { words } from "./words.ts";

/** Keeps the newest in view without taking away what somebody reads above. */
export interface Scroller {
  /** Something was added: shows it, beginning at `from` when it is more than a screen holds. */
  follow(from?: HTMLElement): void;
  toEnd(): void;
  /** Adds content above what is in view, which stays where it is. */
  keepingPlace(add: () => void): void;
}

/** How far above its place a reader counts as gone to read something else. */
const away = 120;
/** From how far above the end the way there is offered. */
const farFromEnd = 40;
const margin = 12;

export function scroller(view: HTMLElement, endButton: HTMLButtonElement): Scroller {
  let anchor: HTMLElement | undefined;
  /** Where the reader was put last. */
  let rest = 0;
  const label = need("#to-end span", HTMLElement);

  const end = () => view.scrollHeight - view.clientHeight;
  // Asked when it matters: news can arrive before the event of the scroll that went before it.
  const reading = () => view.scrollTop < Math.min(rest, end()) - away;

  function offerEnd(): void {
    endButton.hidden = end() - view.scrollTop < farFromEnd;
    if (endButton.hidden) showNews(false);
  }

  function showNews(isNews: boolean): void {
    endButton.classList.toggle("news", isNews);
    // It stands over the text, so it is as small as a finger allows until there is news.
    label.classList.toggle("hidden-words", !isNews);
    label.textContent = isNews ? words.newBelow : words.toEnd;
  }

  function put(top: number): void {
    view.scrollTop = top;
    rest = view.scrollTop;
    offerEnd();
  }

  function follow(from?: HTMLElement): void {
    if (from) anchor = from;
    if (reading()) {
      showNews(true);
      offerEnd();
      return;
    }
    const top = anchor?.isConnected ? topOf(anchor) : end();
    // A last button is not left half hidden for the sake of a line above.
    put(end() - top < farFromEnd ? end() : top);
  }

  /** Where to begin: of a long message only its end, because what answers it must be in view. */
  function topOf(item: HTMLElement): number {
    return item.offsetTop - margin + Math.max(0, item.offsetHeight - view.clientHeight / 2);
  }

  function toEnd(): void {
    put(end());
  }

  view.addEventListener(
    "scroll",
    () => {
      if (view.scrollTop > rest) rest = view.scrollTop;
      offerEnd();
    },
    { passive: true },
  );
  endButton.addEventListener("click", toEnd);
  // A keyboard that opens takes half the screen.
  new ResizeObserver(() => (reading() ? offerEnd() : follow())).observe(view);

  return {
    follow,
    toEnd,
    keepingPlace(add) {
      const before = view.scrollHeight;
      add();
      const added = view.scrollHeight - before;
      view.scrollTop += added;
      rest += added;
    },
  };
}
