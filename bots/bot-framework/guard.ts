import { z } from "zod";
import type { TeamsSettings } from "../../services/teams-settings.ts";
import type { Activity } from "./wire.ts";

/** Why a request is not served. The caller is told no more than the status. */
export interface Refused {
  readonly status: 401 | 403;
  readonly why: string;
}

const bearer = /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/;
const head = z.looseObject({ alg: z.enum(["RS256", "RS384", "RS512"]), kid: z.string().min(1) });
const claims = z.object({ iss: z.string(), aud: z.string(), exp: z.number(), serviceurl: z.string() });
type Claims = z.infer<typeof claims>;

/**
 * What a token says, unless it is of those that the SDK lets through and must not: tokens that never end, or of another
 * issuer than the channels', and activities that do not say where their answer goes. Signature, end and audience of the
 * token are the SDK's to check: until then nothing of this is known to be true.
 */
export function claimsOf(
  header: string,
  { serviceUrl }: { readonly serviceUrl?: string },
  settings: TeamsSettings,
): Claims | Refused {
  const [, first, second] = bearer.exec(header) ?? [];
  if (first === undefined || second === undefined) return { status: 401, why: "no bearer token" };
  if (!head.safeParse(decoded(first)).success) return { status: 401, why: "not signed as channels sign" };
  const read = claims.safeParse(decoded(second)).data;
  if (!read) return { status: 401, why: "claims missing" };
  if (read.iss !== settings.azure.issuer) return { status: 401, why: "another issuer" };
  if (read.aud !== settings.appId) return { status: 401, why: "another audience" };
  return read.serviceurl === serviceUrl ? read : { status: 401, why: "another service URL" };
}

/** Whom we do not serve, though Azure vouches for them. */
export function refusedActivity(activity: Activity, settings: TeamsSettings): Refused | undefined {
  if (activity.channelId !== "msteams") return { status: 403, why: "another channel" };
  if (!isAllowedService(activity.serviceUrl, settings)) return { status: 403, why: "service URL not allowed" };
  const tenant = tenantOf(activity);
  if (tenant === undefined) return { status: 403, why: "no tenant, or two" };
  return settings.tenants.includes(tenant) ? undefined : { status: 403, why: "tenant not allowed" };
}

/** The directory of the person. Undefined when it is not said, or said differently in two places. */
export function tenantOf({ conversation, channelData }: Activity): string | undefined {
  const said = [conversation.tenantId, channelData?.tenant?.id].flatMap((id) => (id ? [id.toLowerCase()] : []));
  const [tenant, other = tenant] = said;
  return tenant === other ? tenant : undefined;
}

/** Our token goes to nobody else, whoever asks for an answer there. */
export function isAllowedService(serviceUrl: string, { serviceOrigins }: TeamsSettings): boolean {
  return URL.canParse(serviceUrl) && serviceOrigins.includes(new URL(serviceUrl).origin);
}

function decoded(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString());
  } catch {
    return undefined;
  }
}
