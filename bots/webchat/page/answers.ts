import type { Message, Option } from "./activity.ts";
import { el } from "./dom.ts";
import { formFor } from "./forms.ts";

/** What may be tapped now. There is one such place, so no button of an older message is ever there to be tapped. */
export interface Answers {
  show(message: Message, item: HTMLElement | undefined): void;
  clear(): void;
}

interface Said {
  readonly text: string;
  readonly option?: string;
  /** Whether typing goes on: a finger that taps does not want the keyboard to open. */
  readonly typing: boolean;
}

export function answers(box: HTMLElement, onAnswer: (said: Said) => void): Answers {
  let asked: HTMLElement | undefined;

  function clear(): void {
    box.replaceChildren();
    box.hidden = true;
    asked?.classList.remove("asked");
  }

  return {
    clear,
    show({ form, options }, item) {
      clear();
      asked = item;
      if (form) {
        item?.classList.add("asked");
        box.append(formFor(form, (text, event) => onAnswer({ text, typing: wantsTyping(event) })));
      }
      if (options.length > 0) {
        const parts = [options.filter(({ beside }) => !beside), options.filter(({ beside }) => beside)];
        // Ways elsewhere are no answers: among long ones they would look like one more.
        const groups = areShort(options) ? [options] : parts.filter((part) => part.length > 0);
        for (const group of groups) {
          const buttons = group.map((option) => choice(option, onAnswer));
          box.append(el("div", { class: areShort(group) ? "choices short" : "choices" }, ...buttons));
        }
      }
      box.hidden = !form && options.length === 0;
    },
  };
}

function choice({ id, label }: Option, onAnswer: (said: Said) => void): HTMLElement {
  const button = el("button", { type: "button", class: "choice" }, label);
  button.addEventListener("click", (event) => onAnswer({ text: label, option: id, typing: wantsTyping(event) }));
  return button;
}

/** Short answers stand side by side; long ones one below the other, whole. */
function areShort(options: readonly Option[]): boolean {
  return options.every(({ label }) => label.length <= 24);
}

/** A click without a pointer is a key; a mouse has a keyboard beside it. */
function wantsTyping(event: UIEvent): boolean {
  return event.detail === 0 || matchMedia("(hover: hover) and (pointer: fine)").matches;
}
