import { createHmac } from "node:crypto";
import { Agent, createServer, type IncomingMessage } from "node:http";
import { post as send } from "./load.ts";

/**
 * Meta's Graph API and Azure's connector at their leanest: whatever is sent is taken and noted. The stand-ins that check
 * every field cost more than the server under test, and share a core with the load.
 */
export interface Outside {
  readonly url: string;
  /** Resolves when something is sent to this conversation or phone: who asked first hears first. */
  answered(key: string): Promise<void>;
  /** Reports to a webhook what became of each message, as Meta does: `outcomes` in order, one request each. */
  reportTo(webhook: Webhook, outcomes: readonly string[]): void;
  /** Resolves when no report is under way. @throws {Error} when one was not taken. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

export interface Webhook {
  readonly port: number;
  readonly secret: string;
}

export async function startOutside(): Promise<Outside> {
  const waiting = new Map<string, (() => void)[]>();
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const reporting = new Set<Promise<void>>();
  const faults: unknown[] = [];
  let told: { readonly webhook: Webhook; readonly outcomes: readonly string[] } | undefined;
  let count = 0;

  function report(phone: string, id: string, ours: string, number: string): void {
    if (!told) return;
    const { webhook, outcomes } = told;
    const all = outcomes
      .map((outcome) => () => post(webhook, agent, reportOf({ phone, id, ours, number, outcome })))
      .reduce((before, next) => before.then(next), Promise.resolve())
      .catch((error: unknown) => faults.push(error))
      .then(() => void reporting.delete(all));
    reporting.add(all);
  }

  function take(method: string, path: string, body: string): string {
    count += 1;
    if (path.startsWith("/v3/")) {
      // What is put closes an older card.
      if (method === "POST") heard(decodeURIComponent(path.split("/")[3] ?? ""));
      return `{"id":"1:${count}"}`;
    }
    if (path.endsWith("/media")) return `{"id":"${count}"}`;
    const { status, to = "", biz_opaque_callback_data: ours = "" } = JSON.parse(body);
    if (status === "read") return '{"success":true}';
    const [phone, id] = [String(to).replace("+", ""), `wamid.out${count}`];
    heard(phone);
    report(phone, id, ours, path.split("/")[2] ?? "");
    return `{"messaging_product":"whatsapp","contacts":[{"input":"${to}","wa_id":"${phone}"}],"messages":[{"id":"${id}"}]}`;
  }

  function heard(key: string): void {
    waiting.get(key)?.shift()?.();
  }

  const server = createServer(async (req, res) => {
    const answer = take(req.method ?? "", req.url ?? "", await textOf(req));
    res.writeHead(200, { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(answer) });
    res.end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`,
    answered: (key) =>
      new Promise((resolve) => {
        const before = waiting.get(key) ?? [];
        waiting.set(key, [...before, resolve]);
      }),
    reportTo(webhook, outcomes) {
      told = { webhook, outcomes };
    },
    async idle() {
      while (reporting.size > 0) await Promise.all(reporting);
      if (faults.length > 0) throw new Error(`${faults.length} reports were not taken`, { cause: faults[0] });
    },
    close: () =>
      new Promise((resolve) => {
        agent.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Report {
  readonly phone: string;
  readonly id: string;
  readonly ours: string;
  readonly number: string;
  readonly outcome: string;
}

function reportOf({ phone, id, ours, number, outcome }: Report): string {
  const status = {
    id,
    status: outcome,
    timestamp: String(Math.floor(Date.now() / 1000)),
    recipient_id: phone,
    biz_opaque_callback_data: ours,
    pricing: { billable: false, pricing_model: "PMP", category: "service", type: "free_customer_service" },
  };
  return envelope(number, { statuses: [status] });
}

/** A webhook's body as Meta posts it. */
export function envelope(number: string, value: object): string {
  const metadata = { display_phone_number: "15550783881", phone_number_id: number };
  const change = { field: "messages", value: { messaging_product: "whatsapp", metadata, ...value } };
  return JSON.stringify({
    object: "whatsapp_business_account",
    entry: [{ id: "102290129340398", changes: [change] }],
  });
}

export function signed(body: string, secret: string): Record<string, string> {
  const mac = createHmac("sha256", secret).update(body).digest("hex");
  return { "Content-Type": "application/json", "X-Hub-Signature-256": `sha256=${mac}` };
}

async function post({ port, secret }: Webhook, agent: Agent, body: string): Promise<void> {
  const { status } = await send({ path: "/api/whatsapp", headers: signed(body, secret), body }, port, agent);
  if (status !== 200) throw new Error(`a report was answered with ${status}`);
}

async function textOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
