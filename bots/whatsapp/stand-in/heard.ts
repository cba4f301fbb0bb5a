import type { Account, Template } from "./account.ts";
import type { MessageBody, TemplateCall } from "./message-shapes.ts";
import type { Device } from "./world.ts";

/** What happened on a phone, on its way into a webhook. */
export interface Heard {
  readonly message: Readonly<Record<string, unknown>>;
  /** Whether the webhook introduces the person: those about changed numbers do not. */
  readonly contact: boolean;
}

/** The `value` of a webhook that tells of it. */
export function heardIn(account: Account, device: Device, { message, contact }: Heard) {
  const number = account.numbers.find((candidate) => candidate.id === device.numberId);
  const profile = { name: device.name, ...(device.username ? { username: device.username } : {}) };
  const introduced = { profile, ...(device.hidden ? {} : { wa_id: device.phone }), user_id: device.userId };
  return {
    messaging_product: "whatsapp",
    metadata: { display_phone_number: number?.display.replace(/\D/g, ""), phone_number_id: device.numberId },
    ...(contact ? { contacts: [introduced] } : {}),
    messages: [message],
  };
}

/** Something on a message that can be tapped, and what the phone then says. */
export interface Tappable {
  readonly id: string;
  readonly title: string;
  readonly said: Readonly<Record<string, unknown>> & { readonly type: string };
}

export function optionsOf(body: MessageBody, templates: readonly Template[]): Tappable[] {
  if (body.type === "template") return templateOptions(body.template, templates);
  if (body.type !== "interactive") return [];
  const { interactive } = body;
  if (interactive.type === "button") {
    return interactive.action.buttons.map(({ reply }) => {
      const said = { type: "interactive", interactive: { type: "button_reply", button_reply: reply } };
      return { ...reply, said };
    });
  }
  if (interactive.type !== "list") return [];
  return interactive.action.sections.flatMap(({ rows }) =>
    rows.map((row) => ({
      id: row.id,
      title: row.title,
      said: { type: "interactive", interactive: { type: "list_reply", list_reply: row } },
    })),
  );
}

/** A template's quick replies answer with the payload that was sent along, or with their own words. */
function templateOptions(call: TemplateCall, templates: readonly Template[]): Tappable[] {
  const labels = templateFor(call, templates)?.buttons ?? [];
  return labels.map((title, index) => {
    const part = call.components?.find(({ type, index: at }) => type === "button" && String(at) === String(index));
    const payload = part?.parameters?.find((parameter) => parameter.type === "payload")?.payload ?? title;
    return { id: payload, title, said: { type: "button", button: { payload, text: title } } };
  });
}

export function templateFor({ name, language }: TemplateCall, templates: readonly Template[]): Template | undefined {
  return templates.find((known) => known.name === name && known.language === language.code);
}
