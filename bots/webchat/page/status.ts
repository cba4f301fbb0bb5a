import type { Message } from "./activity.ts";
import { need } from "./dom.ts";
import { words } from "./words.ts";

/** Says when the connection is gone; a break of a moment is not worth a word. */
export function banner(isWaiting: () => boolean): (reached: boolean) => void {
  const line = need("#banner", HTMLElement);
  let timer: ReturnType<typeof setTimeout> | undefined;

  function show(): void {
    line.textContent = isWaiting() ? words.offlineWaiting : words.offline;
    line.hidden = false;
  }

  return (reached) => {
    if (reached) {
      clearTimeout(timer);
      timer = undefined;
      line.hidden = true;
    } else if (!line.hidden || !navigator.onLine) {
      show();
    } else {
      timer ??= setTimeout(show, 1500);
    }
  };
}

/** The sign that an answer is under way. It goes by itself: not every message is answered. */
export interface Sign {
  show(): void;
  hide(): void;
}

export function typing(): Sign {
  const sign = need("#typing", HTMLElement);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hide = () => {
    clearTimeout(timer);
    sign.hidden = true;
  };
  return {
    hide,
    show() {
      clearTimeout(timer);
      timer = setTimeout(hide, 12_000);
      sign.hidden = false;
    },
  };
}

/** The thin bar below the name: how far the module or the evaluation is. It goes when the tutor speaks of something else. */
export function progress(): (message: Message) => void {
  const bar = need("#progress", HTMLElement);
  const [label, count, fill] = [
    need(".progress-label", HTMLElement),
    need(".progress-count", HTMLElement),
    need(".progress-fill", HTMLElement),
  ];
  let shownBy = "";
  /** On a phone the bar takes the place of the course's name. */
  const show = (isShown: boolean) => {
    bar.hidden = !isShown;
    bar.parentElement?.classList.toggle("under-way", isShown);
  };

  return ({ id, progress, expects }) => {
    const turn = id.slice(0, id.lastIndexOf("."));
    if (!progress) {
      if (expects && turn !== shownBy) show(false);
      return;
    }
    shownBy = turn;
    const share = `${progress.done} ${words.of} ${progress.total}`;
    label.textContent = progress.label;
    count.textContent = share;
    fill.style.width = `${Math.min(100, (100 * progress.done) / progress.total)}%`;
    bar.setAttribute("aria-label", progress.label);
    bar.setAttribute("aria-valuemax", String(progress.total));
    bar.setAttribute("aria-valuenow", String(Math.min(progress.done, progress.total)));
    bar.setAttribute("aria-valuetext", share);
    show(true);
  };
}
