import { z } from "zod";
import { graphStandIn, type StandIn, type StandInSettings } from "../../bots/whatsapp/stand-in/stand-in.ts";
import { type FakeWebhook, fakeWebhook } from "./webhook.ts";

/** The stand-in, a webhook it calls, and the plainest of clients. */
export interface Stage {
  readonly standIn: StandIn;
  readonly webhook: FakeWebhook;
  /** Posts to `/messages`; what is common to all messages need not be given. */
  send(body: Readonly<Record<string, unknown>>): Promise<{ status: number; body: unknown }>;
  get(path: string, token?: string): Promise<{ status: number; body: unknown }>;
  /** Everything the webhook was told, change by change: messages as `type`, statuses as their names. */
  told(): string[];
  close(): Promise<void>;
}

export async function graphStage(settings: StandInSettings = {}): Promise<Stage> {
  const standIn = await graphStandIn(settings);
  const { account } = standIn;
  const webhook = await fakeWebhook(account.appSecret, account.verifyToken);
  standIn.pointAt(webhook.url);
  const numberId = account.numbers[0]?.id;
  const bearer = { Authorization: `Bearer ${account.token}` };
  return {
    standIn,
    webhook,
    async send(body) {
      const answer = await fetch(`${standIn.graphUrl}/${numberId}/messages`, {
        method: "POST",
        headers: { ...bearer, "Content-Type": "application/json" },
        body: JSON.stringify({ messaging_product: "whatsapp", recipient_type: "individual", ...body }),
        signal: AbortSignal.timeout(2000),
      });
      return { status: answer.status, body: await answer.json() };
    },
    async get(path, token = account.token) {
      const answer = await fetch(`${standIn.graphUrl}/${path}`, { headers: { Authorization: `Bearer ${token}` } });
      return { status: answer.status, body: await answer.json() };
    },
    told: () => webhook.heard.flatMap(({ body }) => happenings(body)),
    async close() {
      await standIn.close();
      await webhook.close();
    },
  };
}

const toldOf = z.object({
  entry: z.array(
    z.object({
      changes: z.array(
        z.object({
          value: z.object({
            messages: z.array(z.object({ type: z.string() })).default([]),
            statuses: z.array(z.object({ status: z.string() })).default([]),
          }),
        }),
      ),
    }),
  ),
});

function happenings(body: unknown): string[] {
  const values = toldOf.parse(body).entry.flatMap(({ changes }) => changes.map(({ value }) => value));
  return values.flatMap(({ messages, statuses }) => [
    ...messages.map(({ type }) => type),
    ...statuses.map(({ status }) => status),
  ]);
}
