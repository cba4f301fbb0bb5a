import { el, need } from "./dom.ts";
import type { View } from "./view.ts";
import { words } from "./words.ts";

type Act = (done: Readonly<Record<string, unknown>>) => void;

/** The panel beside the phone: what it costs, what time it is, and what can be tried. */
export function bench(act: Act, restart: (country: string, hidden: boolean) => void): { show(view: View): void } {
  const panel = need("#bench", HTMLElement);
  const opener = need("#open-bench", HTMLButtonElement);
  const airplane = need("#airplane", HTMLInputElement);
  const put = (selector: string, text: string) => {
    need(selector, HTMLElement).textContent = text;
  };

  function toggle(open: boolean): void {
    panel.classList.toggle("open", open);
    opener.setAttribute("aria-expanded", String(open));
  }
  opener.addEventListener("click", () => toggle(!panel.classList.contains("open")));
  need("#close-bench", HTMLButtonElement).addEventListener("click", () => toggle(false));

  panel.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    const { hours, what, text, fault } = button?.dataset ?? {};
    if (hours !== undefined) act({ act: "jump", hours: Number(hours) });
    if (what !== undefined) act({ act: "send", what });
    if (text !== undefined) act({ act: "text", text });
    if (fault !== undefined) act({ act: "fault", fault });
    if (what !== undefined || text !== undefined) toggle(false);
  });
  airplane.addEventListener("change", () => act({ act: "online", online: !airplane.checked }));
  need("#read-all", HTMLButtonElement).addEventListener("click", () => act({ act: "read" }));
  need("#persona-form", HTMLFormElement).addEventListener("submit", (event) => {
    event.preventDefault();
    restart(need("#country", HTMLSelectElement).value, need("#hidden", HTMLInputElement).checked);
  });

  return {
    show(view) {
      const { bill, phone, webhook } = view;
      put("#bubbles", String(bill.bubbles));
      put("#bubbles-word", bill.bubbles === 1 ? words.bubble : words.bubbles);
      put("#price", dollars(bill.price));
      put("#tally", `${bill.bubbles} ${bill.bubbles === 1 ? words.bubble : words.bubbles}, ${dollars(bill.price)}`);
      put("#rate", rateWords(view));
      put("#persona", `+${phone.number} · ${countryName(phone.country)}${phone.hidden ? " · número oculto" : ""}`);
      put("#time", timeWords(view));
      put("#webhook", webhookWords(webhook));
      airplane.checked = !phone.online;
    },
  };
}

export function fillCountries(codes: readonly string[], chosen: string): void {
  const options = codes
    .map((code) => el("option", { value: code, ...(code === chosen ? { selected: "" } : {}) }, countryName(code)))
    .toSorted((one, other) => one.text.localeCompare(other.text, "es"));
  need("#country", HTMLSelectElement).replaceChildren(...options);
}

function countryName(code: string): string {
  return new Intl.DisplayNames("es", { type: "region" }).of(code) ?? code;
}

function dollars(amount: number): string {
  return `US$\u00a0${amount.toLocaleString("es", { minimumFractionDigits: 2, maximumFractionDigits: 4 })}`;
}

function rateWords({ bill, phone }: View): string {
  const source = bill.thirdParty ? ", según terceros" : "";
  const rate = `${dollars(bill.rate)} por burbuja en ${countryName(phone.country)} (${bill.asOf}${source})`;
  return `${rate}, cuando el número ya gastó sus ${bill.freePerMonth.toLocaleString("es")} mensajes gratuitos del mes.`;
}

function timeWords({ now, windowEnds }: View): string {
  const time = new Intl.DateTimeFormat("es", { dateStyle: "medium", timeStyle: "short" }).format(now);
  if (windowEnds === undefined) return `${time} · ventana aún sin abrir`;
  const left = windowEnds - now;
  if (left <= 0) return `${time} · ventana cerrada: solo plantillas`;
  const minutes = Math.floor(left / 60_000);
  return `${time} · ventana abierta ${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function webhookWords({ told, failing, medianMilliseconds }: View["webhook"]): string {
  const health = failing ? "el último no fue aceptado: se enviará otra vez" : "todo aceptado";
  return `${told} avisos, ${health}; mediana ${medianMilliseconds.toFixed(0)} ms`;
}
