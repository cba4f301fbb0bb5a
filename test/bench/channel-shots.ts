import { randomUUID } from "node:crypto";
import { addressText } from "../../bots/bot-framework/address.ts";
import { endOf, lifetimes, tokens } from "../../bots/webchat/token.ts";
import type { Reached } from "./classroom.ts";
import type { Shot } from "./load.ts";
import { envelope, type Outside, signed } from "./outside.ts";
import type { Plan, Said } from "./plans.ts";

/** How a learner's message reaches the server through one channel. */
export interface Way {
  /** How the channel knows them, where it is not the web chat. */
  reached(plan: Plan, index: number): readonly Reached[];
  shot(plan: Plan, index: number, turn: Turn): Shot;
  /** Whether what is said stands in the store, where it can be counted. */
  readonly journal: boolean;
}

interface Turn {
  readonly said: Said;
  /** No other turn of theirs has it. */
  readonly name: string;
}

/** Direct Line 3.0, as our own page speaks it. */
export function webWay(secret: string): Way {
  const { sign } = tokens(secret);
  return {
    journal: true,
    reached: () => [],
    shot({ conversation, user }, _, { said, name }) {
      const token = sign({ kind: "chat", conv: conversation, user, exp: endOf(lifetimes.chat, Date.now()) });
      const activity = {
        type: "message",
        text: said.text,
        value: said.option === undefined ? undefined : { option: said.option },
        channelData: { clientActivityID: `${user.slice(0, 8)}${name}` },
      };
      return {
        path: `/v3/directline/conversations/${conversation}/activities`,
        headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
        body: JSON.stringify(activity),
      };
    },
  };
}

interface Meta {
  readonly numbers: readonly string[];
  readonly appSecret: string;
  readonly outside: Outside;
}

/** The webhook of WhatsApp: signed as Meta signs, a tap as a button's answer. */
export function whatsAppWay({ numbers, appSecret, outside }: Meta): Way {
  const phoneOf = (index: number) => `504${String(10_000_000 + index)}`;
  const numberOf = (index: number) => numbers[index % numbers.length] ?? "";
  return {
    journal: false,
    reached: (_, index) => [{ name: phoneOf(index), through: numberOf(index), address: phoneOf(index) }],
    shot({ user }, index, { said, name }) {
      const phone = phoneOf(index);
      const message = {
        from: phone,
        id: `wamid.${user}${name}`,
        timestamp: String(Math.floor(Date.now() / 1000)),
        ...contentOf(said),
      };
      const contact = { profile: { name: "María Fernanda" }, wa_id: phone };
      const body = envelope(numberOf(index), { contacts: [contact], messages: [message] });
      return {
        path: "/api/whatsapp",
        headers: signed(body, appSecret),
        body,
        answered: () => outside.answered(phone),
      };
    },
  };
}

function contentOf({ text, option }: Said) {
  if (option === undefined) return { type: "text", text: { body: text } };
  return { type: "interactive", interactive: { type: "button_reply", button_reply: { id: option, title: text } } };
}

interface Directory {
  readonly appId: string;
  readonly tenants: readonly string[];
  readonly token: string;
  readonly outside: Outside;
}

/** Teams, as Azure posts it. What is tapped comes with its words, for bots that read nothing else. */
export function teamsWay({ appId, tenants, token, outside }: Directory): Way {
  const tenantOf = (index: number) => tenants[index % tenants.length] ?? "";
  return {
    journal: false,
    reached({ user, conversation }, index) {
      const tenant = tenantOf(index);
      const [name, bot] = [`teams:${tenant}/${user}`.toLowerCase(), `28:${appId}`];
      const address = { serviceUrl: `${outside.url}/`, conversation, tenant, user: `29:${user}`, bot };
      return [{ name, through: appId, address: addressText(address) }];
    },
    shot({ user, conversation }, index, { said }) {
      const tenant = tenantOf(index);
      const activity = {
        type: "message",
        id: randomUUID(),
        timestamp: new Date().toISOString(),
        channelId: "msteams",
        serviceUrl: `${outside.url}/`,
        locale: "es-HN",
        from: { id: `29:${user}`, name: "María Fernanda Gutiérrez", aadObjectId: user },
        recipient: { id: `28:${appId}`, name: "Sendero" },
        conversation: { id: conversation, conversationType: "personal", tenantId: tenant },
        channelData: { tenant: { id: tenant } },
        text: said.text,
        textFormat: "plain",
        ...(said.option === undefined ? {} : { value: { option: said.option } }),
      };
      return {
        path: "/api/messages",
        headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
        body: JSON.stringify(activity),
        answered: () => outside.answered(conversation),
      };
    },
  };
}
