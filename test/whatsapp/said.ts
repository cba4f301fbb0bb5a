import type { Body } from "../../bots/whatsapp/body.ts";
import { unmarked } from "../../bots/whatsapp/format.ts";
import { fault } from "../../bots/whatsapp/stand-in/message-limits.ts";
import { messageBody } from "../../bots/whatsapp/stand-in/message-shapes.ts";
import type { Reply } from "../../dialogs/types.ts";

/** Why Meta would refuse a message, as the stand-in knows it. */
export function refused(body: Body): unknown[] {
  const sent = messageBody.safeParse({ messaging_product: "whatsapp", to: "+50499990000", ...body });
  return sent.success ? [fault(sent.data) ?? []].flat() : sent.error.issues;
}

/** Options that can neither be tapped nor read whole. */
export function lost(replies: readonly Reply[], bodies: readonly Body[]): string[] {
  const said = JSON.stringify(bodies);
  return replies
    .flatMap((reply) => reply.options)
    .filter(({ id, label }) => {
      const whole = JSON.stringify(unmarked(label)).slice(1, -1);
      return !said.includes(whole) || (!said.includes(JSON.stringify(id)) && !/Escriba|Escreva|Type the/.test(said));
    })
    .map(({ label }) => label);
}
