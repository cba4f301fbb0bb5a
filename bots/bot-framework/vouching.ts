import { hash } from "node:crypto";
import type { Activity as SdkActivity } from "botbuilder";
import type { AuthenticateRequestResult, BotFrameworkAuthentication } from "botframework-connector";
import type { TeamsSettings } from "../../services/teams-settings.ts";
import type { Clock } from "../clock.ts";
import { claimsOf, type Refused } from "./guard.ts";
import { quietly } from "./quietly.ts";

/** What the SDK asks of us to vouch for a request. */
export interface Request {
  readonly header: string | undefined;
  readonly activity: SdkActivity;
}

interface Parts {
  readonly settings: TeamsSettings;
  readonly trust: Pick<BotFrameworkAuthentication, "authenticateRequest">;
  readonly clock: Pick<Clock, "now">;
}

/** All that the SDK looked at beside the token, and until when what it found holds, in milliseconds since 1970. */
interface Found {
  readonly channelId: string | undefined;
  readonly serviceUrl: string;
  readonly until: number;
  readonly result: AuthenticateRequestResult;
}

/** How many tokens are remembered, and for how many milliseconds at most: the list of keys may change. */
const mostTokens = 1000;
const longest = 60 * 60 * 1000;

/**
 * Who sends a request, as the SDK has it of the token. Azure sends the same token with many requests, and its signature
 * costs as much as the turn: the same token, of the same channel and for the same service URL, is not looked at again
 * before it ends. Only what was found good is remembered, and of the token no more than its hash.
 * @throws what the SDK throws at a token that is no good, or when it cannot fetch Azure's keys.
 */
export function vouching({ settings, trust, clock }: Parts): (request: Request) => Promise<Found["result"] | Refused> {
  const known = new Map<string, Found>();

  function recall(key: string, { channelId, serviceUrl }: Request["activity"]): Found["result"] | undefined {
    const found = known.get(key);
    if (found && found.until <= clock.now()) known.delete(key);
    else if (found?.channelId === channelId && found?.serviceUrl === serviceUrl) return found?.result;
    return undefined;
  }

  function remember(key: string, found: Found): void {
    const [oldest] = known.keys();
    if (known.size >= mostTokens && oldest !== undefined) known.delete(oldest);
    known.set(key, found);
  }

  return async ({ header = "", activity }) => {
    const key = hash("sha256", header, "base64url");
    const before = recall(key, activity);
    if (before) return before;
    const claims = claimsOf(header, activity, settings);
    if ("why" in claims) return claims;
    const { serviceurl: serviceUrl, exp } = claims;
    const result = await quietly(() => trust.authenticateRequest(activity, header)).then(withOneClient(serviceUrl));
    const until = Math.min(exp * 1000, clock.now() + longest);
    remember(key, { channelId: activity.channelId, serviceUrl, until, result });
    return result;
  };
}

/** The SDK makes a client for every turn, which costs as much as to send a message. One does for all that a token comes with. */
function withOneClient(serviceUrl: string) {
  return async (result: AuthenticateRequestResult): Promise<AuthenticateRequestResult> => {
    const factory = result.connectorFactory;
    if (!factory) return result;
    const client = await factory.create(serviceUrl, result.audience);
    const isSame = (url: string, audience?: string) => url === serviceUrl && audience === result.audience;
    const create: typeof factory.create = async (url, audience) =>
      isSame(url, audience) ? client : factory.create(url, audience);
    return { ...result, connectorFactory: { create } };
  };
}
