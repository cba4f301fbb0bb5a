import type { View } from "./view.ts";

/** The way to the server: a phone of one's own, what it does, and what is to be seen. */
export interface Wire {
  readonly number: string;
  act(done: Readonly<Record<string, unknown>>): Promise<void>;
}

export interface RateRow {
  readonly country: string;
}

export async function countries(): Promise<readonly string[]> {
  const answer = await fetch("/rates");
  const { rates } = await answer.json();
  return Array.isArray(rates) ? rates.map((row: RateRow) => row.country) : [];
}

export async function buyPhone(country: string, hidden: boolean): Promise<string> {
  const { number } = await post("/phones", { country, hidden, name: "Ana Pérez" });
  return String(number);
}

export function connect(number: string, onView: (view: View) => void, onLost: (lost: boolean) => void): Wire {
  const stream = new EventSource(`/events/${number}`);
  stream.addEventListener("open", () => onLost(false));
  stream.addEventListener("error", () => onLost(true));
  stream.addEventListener("message", (event: MessageEvent<string>) => onView(JSON.parse(event.data)));
  return {
    number,
    async act(done) {
      await post(`/phones/${number}`, done);
    },
  };
}

async function post(path: string, body: unknown): Promise<Record<string, unknown>> {
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  return answer.json();
}
