import { priceOf, type WhatsAppRates } from "../../../content/whatsapp-rates.ts";
import type { GraphErrorBody } from "./graph-error.ts";
import type { Bill, Entry, Refusal, View } from "./page/view.ts";
import type { Phone } from "./phone.ts";
import { ownBubble, sentBubble } from "./view.ts";
import type { StandInEvent, World } from "./world.ts";

/** A tester's phone: what the page shows of it, and everybody who looks. */
export interface DeskPhone {
  readonly phone: Phone;
  readonly watchers: Set<(view: View) => void>;
  view(): View;
  /** Takes note of what happened; tells whether it concerns this phone. */
  notice(event: StandInEvent): boolean;
}

/** Meta lets the typing sign go after this long, or when the answer comes. */
const typingFor = 25_000;
const window = 24 * 3600 * 1000;

export function deskPhone(phone: Phone, country: string, world: World, rates: WhatsAppRates): DeskPhone {
  const { device } = phone;
  const refusals: Refusal[] = [];
  let typingUntil = 0;
  let told = 0;
  let failing = false;
  const took: number[] = [];

  function entries(): Entry[] {
    const sent = new Map(device.received.map((message) => [message.id, message]));
    const bubbles = device.screen.flatMap((message) => {
      const own = sent.get(message.id);
      if (own) return [sentBubble(own, world)];
      return message.mine ? [ownBubble(message, device, world)] : [];
    });
    return [...bubbles, ...refusals].toSorted((one, other) => one.at - other.at);
  }

  function bill(): Bill {
    const { asOf, thirdParty, freePerMonth } = rates;
    const rate = priceOf(rates, country);
    const bubbles = device.received.filter(({ status, body }) => status !== "failed" && body.type !== "reaction");
    const templates = bubbles.filter(({ body }) => body.type === "template").length;
    return { bubbles: bubbles.length, templates, price: bubbles.length * rate, rate, asOf, thirdParty, freePerMonth };
  }

  function refused(body: unknown, error: GraphErrorBody["error"]): void {
    refusals.push({
      kind: "refusal",
      id: `refusal-${refusals.length}`,
      at: world.clock.now(),
      code: error.code,
      details: error.error_data?.details ?? error.message,
      body: JSON.stringify(body, null, 1),
    });
  }

  function answered(last: { status: number; milliseconds: number } | undefined): void {
    told += 1;
    failing = last?.status !== 200;
    if (last) took.push(last.milliseconds);
  }

  return {
    phone,
    watchers: new Set(),
    view() {
      const heard = device.lastHeard.get(device.numberId);
      return {
        phone: { number: device.phone, country, hidden: device.hidden, online: device.online },
        now: world.clock.now(),
        ...(heard === undefined ? {} : { windowEnds: heard + window }),
        typing: typingUntil > world.clock.now(),
        entries: entries(),
        bill: bill(),
        webhook: { told, failing, medianMilliseconds: median(took) },
      };
    },
    notice(event) {
      if (!concerns(event, device)) return false;
      if (event.kind === "webhook") answered(event.record.answers.at(-1));
      if (event.kind === "refused") refused(event.body, event.error.error);
      if (event.kind === "read" && event.typing) typingUntil = world.clock.now() + typingFor;
      if (event.kind === "accepted") typingUntil = 0;
      return true;
    },
  };
}

/** Webhooks are of interest to everybody: they show how the tutor is. */
function concerns(event: StandInEvent, device: Phone["device"]): boolean {
  switch (event.kind) {
    case "webhook":
      return true;
    case "refused":
      return isFor(event.to, device);
    case "read":
    case "heard":
      return event.device === device;
    case "accepted":
    case "status":
      return event.message.device === device;
  }
}

function isFor(to: string, device: Phone["device"]): boolean {
  return to === device.userId || to.replace(/\D/g, "") === device.phone;
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
