import type { Watch } from "../../services/watch.ts";
import type { Clock } from "../clock.ts";
import type { Connector, Sent } from "./connector.ts";
import { reactionTo } from "./reaction.ts";

/** Why Teams takes nothing from us, and since when, in milliseconds since 1970. */
export interface Trouble {
  readonly why: string;
  readonly since: number;
}

interface WatchedConnector {
  readonly connector: Connector;
  /** What an operator must know: at most one. */
  alerts(): readonly Trouble[];
}

/** Counts what goes out, and remembers when all of it is refused: Azure gives no token, or Teams takes ours for nobody's. */
export function watchedConnector(connector: Connector, clock: Clock, watch: Pick<Watch, "send">): WatchedConnector {
  let trouble: Trouble | undefined;

  function note(sent: Sent): Sent {
    watch.send("teams", sent.is);
    const why = troubleIn(sent);
    if (sent.is === "accepted") trouble = undefined;
    else if (why) trouble = { why, since: trouble?.since ?? clock.now() };
    return sent;
  }

  return {
    connector: {
      send: async (to, message) => note(await connector.send(to, message)),
      update: async (to, activity, message) => note(await connector.update(to, activity, message)),
    },
    alerts: () => (trouble ? [trouble] : []),
  };
}

function troubleIn(sent: Sent): string | undefined {
  if (sent.is === "unreached" && sent.why.startsWith("no token")) return "Azure gives no token";
  if (sent.is === "refused" && reactionTo(sent) === "misconfigured") return `Teams refuses us: ${sent.status}`;
  return undefined;
}
