import type { BusinessNumber } from "./account.ts";
import type { Fault, Faults } from "./faults.ts";
import { type GraphError, graphError } from "./graph-error.ts";
import type { Media } from "./media.ts";
import type { MessageBody, TemplateCall } from "./message-shapes.ts";
import { pace } from "./pace.ts";
import { readMessage } from "./read-message.ts";
import type { Statuses } from "./statuses.ts";
import { type Device, digitsOf, type SentMessage, type World } from "./world.ts";

/** How a request to `/messages` ends. `wait` is a pause before the answer, in milliseconds. */
export type Outcome =
  | { readonly kind: "answer"; readonly status: number; readonly body: unknown; readonly wait?: number }
  | { readonly kind: "hang" }
  | { readonly kind: "cut" };

/** `POST /{number}/messages`. */
export type Sending = (number: BusinessNumber, raw: unknown) => Outcome;

interface Parts {
  readonly world: World;
  readonly faults: Faults;
  readonly statuses: Statuses;
  readonly media: Media;
}

const window = 24 * 3600 * 1000;

export function sending({ world, faults, statuses, media }: Parts): Sending {
  const { account, clock, devices, emit } = world;
  const pairPace = pace(45, 6000, clock.now);
  const numberPace = pace(80, 1000 / 80, clock.now);
  const spent = new Map<string, number>();

  function refuse(raw: unknown, error: GraphError): Outcome {
    emit({ kind: "refused", to: addressOf(raw), body: raw, error: error.body });
    return { kind: "answer", ...error };
  }

  function accept(number: BusinessNumber, body: MessageBody, failure: number | undefined): SentMessage {
    const device = deviceFor(body, devices);
    const message: SentMessage = {
      id: world.newId(),
      numberId: number.id,
      to: body.to ? digitsOf(body.to) : (body.recipient ?? ""),
      at: clock.now(),
      body,
      device,
      free: costsNothing(number, body),
      status: "accepted",
    };
    world.sent.push(message);
    device?.screen.push({ id: message.id, mine: false, at: message.at, body });
    device?.received.push(message);
    emit({ kind: "accepted", message });
    statuses.begin(message, failure ?? laterFailure(number, body, device));
    return message;
  }

  /** The free tier counts each month anew. */
  function costsNothing(number: BusinessNumber, body: MessageBody): boolean {
    if (body.type === "template") return false;
    const month = `${number.id} ${new Date(clock.now()).toISOString().slice(0, 7)}`;
    const count = (spent.get(month) ?? 0) + 1;
    spent.set(month, count);
    return count <= account.behaviour.freePerMonth;
  }

  /** Why a message that was taken will never arrive. */
  function laterFailure(number: BusinessNumber, body: MessageBody, device: Device | undefined): number | undefined {
    if (!device || device.blocks) return 131026;
    if (!media.knows(body)) return 131053;
    return isLate(number, body, device) ? 131047 : undefined;
  }

  function isLate(number: BusinessNumber, body: MessageBody, device: Device | undefined): boolean {
    const heard = device?.lastHeard.get(number.id);
    return body.type !== "template" && (heard === undefined || clock.now() - heard >= window);
  }

  /** What is refused at once, of a body that is well made. */
  function objection(number: BusinessNumber, body: MessageBody): GraphError | undefined {
    const to = body.to ? digitsOf(body.to) : (body.recipient ?? "");
    if (to === digitsOf(number.display)) return graphError(131021);
    if (!body.to && !account.behaviour.bsuidSends) return graphError(131062);
    return (
      tooFast(number, to) ?? (body.type === "template" ? templateObjection(body.template) : lateObjection(number, body))
    );
  }

  function tooFast(number: BusinessNumber, to: string): GraphError | undefined {
    if (!account.behaviour.limits) return undefined;
    if (!numberPace(number.id)) return graphError(130429);
    return pairPace(`${number.id} ${to}`) ? undefined : graphError(131056);
  }

  function lateObjection(number: BusinessNumber, body: MessageBody): GraphError | undefined {
    const answers = account.behaviour.windowErrors === "answer";
    return answers && isLate(number, body, deviceFor(body, devices)) ? graphError(131047) : undefined;
  }

  function templateObjection(call: TemplateCall): GraphError | undefined {
    const { name, language } = call;
    const found = account.templates.find((known) => known.name === name && known.language === language.code);
    if (!found || found.status === "PENDING" || found.status === "REJECTED") {
      return graphError(132001, `template name (${name}) does not exist in ${language.code}`);
    }
    if (found.status === "PAUSED") return graphError(132015);
    if (found.status === "DISABLED") return graphError(132016);
    const expected = new Set(found.body.match(/\{\{\w+\}\}/g)).size;
    const given = call.components?.find((part) => part.type === "body")?.parameters?.length ?? 0;
    if (given === expected) return undefined;
    return graphError(
      132000,
      `body: number of localizable_params (${given}) does not match the expected number of params (${expected})`,
    );
  }

  function read(messageId: string, typing: boolean, raw: unknown): Outcome {
    const device = world.heardFrom.get(messageId);
    if (!device) return refuse(raw, graphError(131009, "Message ID is not valid"));
    emit({ kind: "read", device, messageId, typing });
    return { kind: "answer", status: 200, body: { success: true } };
  }

  return (number, raw) => {
    const posted = readMessage(raw);
    if (posted.kind === "refused") return refuse(raw, posted.error);
    const fault = faults.take(number.id, posted.kind === "read" ? { type: "read" } : posted.message);
    if (posted.kind === "read") return befallen(fault, () => read(posted.messageId, posted.typing, raw), refuse, raw);
    const error = fault?.kind === "error" ? fault : undefined;
    const objected = error ? undefined : objection(number, posted.message);
    if (objected) return refuse(raw, objected);
    const failure = error?.as === "status" ? error.code : undefined;
    return befallen(fault, () => taken(accept(number, posted.message, failure)), refuse, raw);
  };
}

/** What a request comes to when a fault befalls it; `work` does what it asked for. */
function befallen(
  fault: Fault | undefined,
  work: () => Outcome,
  refuse: (raw: unknown, error: GraphError) => Outcome,
  raw: unknown,
): Outcome {
  switch (fault?.kind) {
    case "answer":
      return { kind: "answer", status: fault.status, body: fault.body };
    case "hang":
    case "cut":
      if (fault.accepted) work();
      return { kind: fault.kind };
    case "slow": {
      const outcome = work();
      return outcome.kind === "answer" ? { ...outcome, wait: fault.ms } : outcome;
    }
    case "error":
      return fault.as === "status" ? work() : refuse(raw, graphError(fault.code, fault.details));
    case undefined:
      return work();
  }
}

/** The answer to a message that was taken: addressed to a phone it names the phone, to a BSUID the BSUID. */
function taken({ id, body, device }: SentMessage): Outcome {
  const contact = body.to
    ? { input: body.to, wa_id: device?.phone ?? digitsOf(body.to) }
    : { input: body.recipient, user_id: body.recipient };
  const answer = { messaging_product: "whatsapp", contacts: [contact], messages: [{ id, message_status: "accepted" }] };
  return { kind: "answer", status: 200, body: answer };
}

/** `to` counts when both are given. */
function deviceFor({ to, recipient }: MessageBody, devices: readonly Device[]): Device | undefined {
  if (to) return devices.find(({ phone }) => phone === digitsOf(to));
  return devices.find(({ userId }) => userId === recipient);
}

function addressOf(raw: unknown): string {
  if (typeof raw !== "object" || raw === null) return "";
  const address: unknown = Reflect.get(raw, "to") ?? Reflect.get(raw, "recipient");
  return typeof address === "string" ? address : "";
}
