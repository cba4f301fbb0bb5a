import { channel as teamsChannel } from "./bot-framework/channel.ts";
import type { Teams } from "./bot-framework/teams.ts";
import { partOf } from "./operators.ts";
import { channel as phoneChannel } from "./whatsapp/channel.ts";
import type { WhatsApp } from "./whatsapp/whatsapp.ts";

/** How the channels are, for who runs the server; one that is off is not spoken of. */
export function channelStates(phone: WhatsApp | undefined, teams: Teams | undefined) {
  return {
    parts: () => ({
      webchat: { ok: true },
      ...(phone ? { [phoneChannel]: partOf(phone.alerts()) } : {}),
      ...(teams ? { [teamsChannel]: partOf(teams.alerts()) } : {}),
    }),
    alerts: () => [...heldNumbers(phone), ...refusedTenants(teams)],
  };
}

function heldNumbers(phone: WhatsApp | undefined) {
  return (phone?.alerts() ?? []).map(({ number, code, since }) => ({
    channel: phoneChannel,
    what: "held",
    number,
    code,
    since: new Date(since).toISOString(),
  }));
}

function refusedTenants(teams: Teams | undefined) {
  return (teams?.alerts() ?? []).map(({ why, since }) => ({
    channel: teamsChannel,
    what: "refused",
    why,
    since: new Date(since).toISOString(),
  }));
}
