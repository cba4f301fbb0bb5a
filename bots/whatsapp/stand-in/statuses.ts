import { type WebhookError, webhookError } from "./graph-error.ts";
import type { Webhooks } from "./webhooks.ts";
import type { Device, SentMessage, Status, World } from "./world.ts";

/** What becomes of a message after it was taken. */
export interface Statuses {
  /** Takes it as far as it gets by itself. `failure` is an error code that it is to end with. */
  begin(message: SentMessage, failure: number | undefined): void;
  /** Delivers what waited for a phone to come back, and marks what was delivered as read. */
  deliverTo(device: Device): void;
  readBy(device: Device): void;
}

export function statuses(world: World, webhooks: Webhooks, soon: (task: () => void) => void): Statuses {
  const { account, clock, emit } = world;

  function become(message: SentMessage, status: Status, error?: WebhookError): void {
    message.status = status;
    if (error) message.error = error;
    emit({ kind: "status", message });
    if (account.behaviour.statuses) void webhooks.tell({ field: "messages", value: changeFor(message) });
  }

  function changeFor(message: SentMessage) {
    const number = account.numbers.find((candidate) => candidate.id === message.numberId);
    return {
      messaging_product: "whatsapp",
      metadata: { display_phone_number: number?.display.replace(/\D/g, ""), phone_number_id: message.numberId },
      ...(message.status === "failed" ? {} : contactsOf(message)),
      statuses: [statusOf(message, Math.floor(clock.now() / 1000))],
    };
  }

  function deliver(message: SentMessage): void {
    become(message, "delivered");
    if (account.behaviour.readReceipts) soon(() => become(message, "read"));
  }

  return {
    begin(message, failure) {
      soon(() => {
        if (failure !== undefined) return become(message, "failed", webhookError(failure));
        become(message, "sent");
        if (message.device?.online) soon(() => deliver(message));
      });
    },
    deliverTo(device) {
      for (const message of device.received) if (message.status === "sent") deliver(message);
    },
    readBy(device) {
      for (const message of device.received) if (message.status === "delivered") become(message, "read");
    },
  };
}

function contactsOf({ device }: SentMessage) {
  if (!device) return {};
  const profile = { name: device.name, ...(device.username ? { username: device.username } : {}) };
  return { contacts: [{ profile, ...(device.hidden ? {} : { wa_id: device.phone }), user_id: device.userId }] };
}

function statusOf(message: SentMessage, seconds: number) {
  const { id, status, device, body, error } = message;
  const toPhone = body.to !== undefined;
  return {
    id,
    status,
    timestamp: String(seconds),
    ...(toPhone ? { recipient_id: message.to } : {}),
    ...(device && !(toPhone && status === "failed") ? { recipient_user_id: device.userId } : {}),
    ...(body.biz_opaque_callback_data === undefined ? {} : { biz_opaque_callback_data: body.biz_opaque_callback_data }),
    ...(status === "sent" || status === "delivered" ? { pricing: pricingOf(message) } : {}),
    ...(error ? { errors: [error] } : {}),
  };
}

function pricingOf({ body, free }: SentMessage) {
  return {
    billable: !free,
    pricing_model: "PMP",
    category: body.type === "template" ? "utility" : "service",
    type: free ? "free_customer_service" : "regular",
  };
}
