import { el, need } from "./dom.ts";
import type { Bubble, Choice, Section } from "./view.ts";

/** The sheet from which a row of a list is chosen: tick one, then send, as on the phone. */
export function listSheet(onChoose: (bubble: Bubble, choice: Choice) => void): (bubble: Bubble) => void {
  const sheet = need("#sheet", HTMLDialogElement);
  const rows = need("#sheet-rows", HTMLElement);
  const send = need("#sheet-send", HTMLButtonElement);
  let open: Bubble | undefined;
  let chosen: Choice | undefined;

  need("#sheet-close", HTMLButtonElement).addEventListener("click", () => sheet.close());
  sheet.addEventListener("click", (event) => {
    if (event.target === sheet) sheet.close();
  });
  need("#sheet-form", HTMLFormElement).addEventListener("submit", () => {
    if (open && chosen) onChoose(open, chosen);
  });

  function row(choice: Choice): HTMLElement {
    const radio = el("input", { type: "radio", name: "row", value: choice.id });
    radio.addEventListener("change", () => {
      chosen = choice;
      send.disabled = false;
    });
    const description = choice.description ? [el("small", {}, choice.description)] : [];
    return el("label", {}, el("span", {}, el("b", {}, choice.title), ...description), radio);
  }

  function section({ title, rows: own }: Section): HTMLElement {
    const heading = title ? [el("h3", {}, title)] : [];
    return el("div", { class: "section" }, ...heading, ...own.map(row));
  }

  return (bubble) => {
    open = bubble;
    chosen = undefined;
    send.disabled = true;
    need("#sheet-title", HTMLElement).textContent = bubble.list?.label ?? "";
    rows.replaceChildren(...(bubble.list?.sections ?? []).map(section));
    sheet.showModal();
  };
}
