import { randomUUID } from "node:crypto";
import type { Way } from "./channel-shots.ts";
import type { Child } from "./child.ts";
import type { Shot } from "./load.ts";
import type { Plan } from "./plans.ts";
import { must, shotOf, turnsOf, type Variant } from "./variants.ts";

interface Running {
  readonly server: Child;
  readonly port: number;
}

/** A bot of others that answers in the response. Of a dialogs bot each conversation has several turns. */
export function replyingPeer(name: string, running: Running, count: number, people: number): Variant {
  const conversations = Array.from({ length: people }, () => randomUUID());
  return {
    ...running,
    name,
    look: async () => [],
    async prepare() {
      return {
        shots: Array.from({ length: count }, (_, index) => echoShot(conversations[index % people] ?? "")),
        check: (status, body) => must(status === 200 && body.includes('"text":"'), `${name}: ${status} ${body}`),
        confirm: async () => {},
      };
    },
  };
}

/** An activity as the Bot Framework's channels post it. */
function echoShot(conversation: string): Shot {
  const activity = {
    type: "message",
    id: randomUUID(),
    timestamp: new Date().toISOString(),
    channelId: "directline",
    serviceUrl: "http://127.0.0.1/",
    from: { id: conversation, role: "user" },
    recipient: { id: "echo", name: "Echo" },
    conversation: { id: conversation },
    text: "Continuar",
    textFormat: "plain",
    locale: "es-HN",
    channelData: { clientActivityID: randomUUID() },
  };
  return { path: "/api/messages", headers: { "Content-Type": "application/json" }, body: JSON.stringify(activity) };
}

/** A bot of others that gets what our learners say in Teams, and answers through the connector. */
export function teamsPeer(name: string, running: Running, way: Way, plans: readonly Plan[], count: number): Variant {
  return {
    ...running,
    name,
    look: async () => [],
    async prepare(round) {
      return {
        shots: turnsOf(plans, count).map((due) => shotOf(due, way, round)),
        check: (status, body) => must(status === 200, `${name}: ${status} ${body}`),
        confirm: async () => {},
      };
    },
  };
}
