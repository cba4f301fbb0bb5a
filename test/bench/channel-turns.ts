import { randomUUID } from "node:crypto";
import type { StandIn } from "../../bots/whatsapp/stand-in/stand-in.ts";
import type { Azure } from "../fakes/azure.ts";
import { connect } from "../fakes/line-client.ts";

/** What was waited for each turn, in milliseconds, and how long all took. */
export interface Turns {
  readonly waits: readonly number[];
  readonly seconds: number;
}

const welcome = ["Español", "si", "Ana Pérez", "Honduras", "la 1"];

/** New learners of the web chat, each with so many turns, one after the other. */
export function webTurns(url: string, learners: number, turnsEach: number, sideBySide: number): Promise<Turns> {
  return together({ learners, sideBySide }, async (_, turn) => {
    const learner = await connect(url);
    for (let step = 0; step < turnsEach; step += 1) {
      await turn(async () => {
        const { status } = await learner.say(welcome[step] ?? "ok");
        if (status !== 200) throw new Error(`a message was answered with ${status}`);
      });
    }
  });
}

/** New learners on WhatsApp who say three things each; each waits until the answer is there. */
export function whatsAppTurns(standIn: StandIn, learners: number, run: string, sideBySide: number): Promise<Turns> {
  const base = run === "sqlite" ? 50_410_000_000 : 50_420_000_000;
  return together({ learners, sideBySide }, async (index, turn) => {
    const phone = standIn.phone({ phone: String(base + index), name: "Ana", userId: `HN.${run}${index}` });
    for (const text of ["Hola", ...welcome.slice(0, 2)]) {
      await turn(async () => {
        const had = phone.received.length;
        await phone.text(text);
        await standIn.until(() => phone.received.length > had);
      });
    }
  });
}

/** New learners in Teams who say three things each; each waits until the answer is there. */
export function teamsTurns(azure: Azure, url: string, learners: number, sideBySide: number): Promise<Turns> {
  const headers = { "Content-Type": "application/json", Authorization: `Bearer ${azure.token()}` };
  return together({ learners, sideBySide }, async (_, turn) => {
    const [aadObjectId, conversation] = [randomUUID(), `a:${randomUUID()}`];
    const said = () => azure.posted.filter((one) => one.conversation === conversation && one.method === "POST").length;
    for (const text of ["Hola", ...welcome.slice(0, 2)]) {
      await turn(async () => {
        const had = said();
        const body = JSON.stringify(activityOf(azure, { aadObjectId, conversation, text }));
        const { status } = await fetch(`${url}/api/messages`, { method: "POST", headers, body });
        if (status !== 200) throw new Error(`an activity was answered with ${status}`);
        while (said() === had) await new Promise((resolve) => setTimeout(resolve, 1));
      });
    }
  });
}

function activityOf(
  azure: Azure,
  { aadObjectId, conversation, text }: Record<"aadObjectId" | "conversation" | "text", string>,
) {
  return {
    type: "message",
    id: randomUUID(),
    channelId: "msteams",
    serviceUrl: `${azure.url}/`,
    locale: "es-HN",
    from: { id: `29:${aadObjectId}`, name: "Ana Pérez", aadObjectId },
    recipient: { id: `28:${azure.appId}`, name: "Sendero" },
    conversation: { id: conversation, conversationType: "personal", tenantId: azure.tenant },
    channelData: { tenant: { id: azure.tenant } },
    text,
  };
}

/** Lives of learners, some at a time; each turn is timed. */
async function together(
  { learners, sideBySide }: { readonly learners: number; readonly sideBySide: number },
  live: (index: number, turn: (work: () => Promise<void>) => Promise<void>) => Promise<void>,
): Promise<Turns> {
  const waits: number[] = [];
  const left = Array.from({ length: learners }, (_, index) => index).values();
  const begun = performance.now();
  async function turn(work: () => Promise<void>): Promise<void> {
    const sent = performance.now();
    await work();
    waits.push(performance.now() - sent);
  }
  await Promise.all(
    Array.from({ length: sideBySide }, async () => {
      for (const index of left) await live(index, turn);
    }),
  );
  return { waits, seconds: (performance.now() - begun) / 1000 };
}
