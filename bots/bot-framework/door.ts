import { CloudAdapter, type Activity as SdkActivity } from "botbuilder";
import { AuthenticationError } from "botframework-connector";
import { z } from "zod";
import type { Log } from "../../services/log.ts";
import type { TeamsSettings } from "../../services/teams-settings.ts";
import type { Clock } from "../clock.ts";
import { authentication } from "./azure.ts";
import { refusedActivity } from "./guard.ts";
import { vouching } from "./vouching.ts";
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
  readonly clock: Pick<Clock, "now">;
  readonly log: Log;
}

/** Of the SDK's type for its sake: what we read of it, our own shape has checked. */
const forAdapter = z.custom<SdkActivity>((body) => typeof body === "object");

/**
 * Lets in what Azure vouches for and we serve. The adapter's own `process` writes faults into its answers and onto the
 * console; here they are ours, and say nothing.
 */
export function door({
  settings,
  turn,
  clock,
  log,
}: Parts): (header: string | undefined, body: unknown) => Promise<Answer> {
  const trust = authentication(settings);
  const adapter = new CloudAdapter(trust);
  const vouched = vouching({ settings, trust, clock });

  function refuse({ status, why }: { status: number; why: string }): Answer {
    log.info("teams refused", { status, why });
    return { status };
  }

  return async (header, body) => {
    const read = activityShape.safeParse(body);
    if (!read.success) return refuse({ status: 400, why: "not an activity" });
    const activity = read.data;
    const claimed = forAdapter.parse(body);
    const known = await vouched({ header, activity: claimed }).catch((error: unknown) => faultOf(error));
    if ("why" in known) return refuse(known);
    const stranger = refusedActivity(activity, settings);
    if (stranger) return refuse(stranger);
    let answer: Answer = { status: 500 };
    await adapter.processActivityDirect(known, claimed, async () => {
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
