import type { Form, Labelled, Match } from "./activity.ts";
import { el, hiddenWords } from "./dom.ts";
import { words } from "./words.ts";

/** Told what a person would have typed, and by what kind of click. */
type OnAnswer = (text: string, event: UIEvent) => void;

/** Draws an answer of several parts; what it answers is the text that a person would type. */
export function formFor(form: Form, onAnswer: OnAnswer): HTMLElement {
  switch (form.kind) {
    case "several":
      return several(form.options, onAnswer);
    case "order":
      return order(form.options, onAnswer);
    case "match":
      return match(form, onAnswer);
  }
}

function several(options: readonly Labelled[], onAnswer: OnAnswer): HTMLElement {
  const chosen = new Set<Labelled>();
  const text = () =>
    options
      .filter((option) => chosen.has(option))
      .map(({ key }) => key)
      .join(", ");
  const send = sendButton((event) => onAnswer(text(), event));
  const chips = options.map((option) => {
    const chip = chipFor(option, () => {
      if (!chosen.delete(option)) chosen.add(option);
      chip.setAttribute("aria-pressed", String(chosen.has(option)));
      send.disabled = chosen.size === 0;
    });
    chip.setAttribute("aria-pressed", "false");
    return chip;
  });
  return framed("several", words.chooseSeveral, el("div", { class: "chips" }, ...chips), send);
}

function order(options: readonly Labelled[], onAnswer: OnAnswer): HTMLElement {
  const placed: Labelled[] = [];
  const send = sendButton((event) => onAnswer(placed.map(({ key }) => key).join(" "), event));
  const undo = el("button", { type: "button", class: "quiet", disabled: "" }, words.undo);
  const chips = new Map(options.map((option) => [option, chipFor(option, () => toggle(option))]));

  function toggle(option: Labelled): void {
    const at = placed.indexOf(option);
    if (at >= 0) placed.splice(at, 1);
    else placed.push(option);
    show();
  }

  function show(): void {
    for (const [option, chip] of chips) {
      const place = placed.indexOf(option) + 1;
      chip.classList.toggle("placed", place > 0);
      chip.replaceChildren(...chipParts(option, place));
    }
    undo.disabled = placed.length === 0;
    send.disabled = placed.length < options.length;
  }

  undo.addEventListener("click", () => {
    placed.pop();
    show();
  });
  return framed("order", words.chooseOrder, el("div", { class: "chips" }, ...chips.values()), undo, send);
}

/** A longer choice is cut by the closed list, and is written out below it. */
const fitsSelect = 26;

function match({ left, right }: Match, onAnswer: OnAnswer): HTMLElement {
  const send = sendButton((event) => onAnswer(pairs().join(" "), event));
  const rows = left.map((one) => {
    const choices = right.map(({ key, label }) => el("option", { value: key }, `${key}) ${label}`));
    const select = el("select", {}, el("option", { value: "" }, words.choose), ...choices);
    const whole = el("span", { class: "whole", "aria-hidden": "true" });
    select.addEventListener("change", () => {
      const label = right.find(({ key }) => key === select.value)?.label ?? "";
      whole.textContent = label.length > fitsSelect ? label : "";
      send.disabled = pairs().length < left.length;
    });
    const title = el("span", { class: "pair-left" }, el("span", { class: "key" }, one.key), el("span", {}, one.label));
    return { key: one.key, select, row: el("label", { class: "pair" }, title, select, whole) };
  });
  const pairs = () => rows.flatMap(({ key, select }) => (select.value ? [`${key}${select.value}`] : []));
  return framed("match", words.chooseMatch, ...rows.map(({ row }) => row), send);
}

function framed(kind: string, how: string, ...parts: HTMLElement[]): HTMLElement {
  const buttons = parts.filter((part) => part instanceof HTMLButtonElement);
  const rest = parts.filter((part) => !(part instanceof HTMLButtonElement));
  return el(
    "div",
    { class: `form ${kind}` },
    el("p", { class: "how" }, how),
    ...rest,
    el("div", { class: "row" }, ...buttons),
  );
}

function chipFor(option: Labelled, onClick: () => void): HTMLButtonElement {
  const chip = el("button", { type: "button", class: "chip" }, ...chipParts(option, 0));
  chip.addEventListener("click", onClick);
  return chip;
}

/** A chip carries its letter, or the place it was given. */
function chipParts({ key, label }: Labelled, place: number): Node[] {
  const badge = el("span", { class: "key" }, place > 0 ? String(place) : key);
  return [...(place > 0 ? [hiddenWords(`${words.place} `)] : []), badge, el("span", {}, label)];
}

function sendButton(onSend: (event: UIEvent) => void): HTMLButtonElement {
  const button = el("button", { type: "button", class: "primary", disabled: "" }, words.send);
  button.addEventListener("click", onSend);
  return button;
}
