import { CloudAdapter } from "botbuilder";
import { AuthenticationError } from "botframework-connector";
import type { Log } from "../../services/log.ts";
import type { TeamsSettings } from "../../services/teams-settings.ts";
import { authentication } from "./azure.ts";
import { refusedActivity, refusedToken } from "./guard.ts";
import { quietly } from "./quietly.ts";
import { type Activity, activity as activityShape } from "./wire.ts";

/** What a request is answered with; a body only where Teams reads one. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

type Turn = (activity: Activity) => Promise<Answer>;

interface Parts {
  readonly settings: TeamsSettings;
  readonly turn: Turn;
  readonly log: Log;
}

/**
 * Lets in what Azure vouches for and we serve. The adapter's own `process` writes faults into its answers and onto the
 * console; here they are ours, and say nothing.
 */
export function door({ settings, turn, log }: Parts): (header: string | undefined, body: unknown) => Promise<Answer> {
  const trust = authentication(settings);
  const adapter = new CloudAdapter(trust);

  function refuse({ status, why }: { status: number; why: string }): Answer {
    log.info("teams refused", { status, why });
    return { status };
  }

  async function vouched(activity: Activity, header: string) {
    // Built anew, field by field, for the SDK's type; what we read was checked.
    const claimed = JSON.parse(JSON.stringify(activity));
    return { claimed, result: await quietly(() => trust.authenticateRequest(claimed, header)) };
  }

  return async (header, body) => {
    const read = activityShape.safeParse(body);
    if (!read.success) return refuse({ status: 400, why: "not an activity" });
    const activity = read.data;
    const badToken = refusedToken(header, activity, settings);
    if (badToken || header === undefined) return refuse(badToken ?? { status: 401, why: "no bearer token" });
    const known = await vouched(activity, header).catch((error: unknown) => faultOf(error));
    if ("why" in known) return refuse(known);
    const stranger = refusedActivity(activity, settings);
    if (stranger) return refuse(stranger);
    let answer: Answer = { status: 500 };
    await adapter.processActivityDirect(known.result, known.claimed, async () => {
      answer = await turn(activity).catch((error: unknown) => {
        log.error("teams message was not played", error);
        return { status: 500 };
      });
    });
    return answer;
  };
}

const tokenFaults = new Set(["JsonWebTokenError", "NotBeforeError", "TokenExpiredError"]);

/** A token that is no good is the sender's fault; keys that could not be fetched are not. */
function faultOf(error: unknown): { status: number; why: string } {
  const name = error instanceof Error ? error.name : "";
  if (error instanceof AuthenticationError || tokenFaults.has(name)) return { status: 401, why: "token not valid" };
  return { status: 503, why: "token could not be checked" };
}
