import { z } from "zod";
import { WrongSetting } from "./errors.ts";

/** How we are known to Azure, in the Bot Framework's own names. */

const filled = z.string().min(1);
const address = z.url({ protocol: /^https?$/ });
const list = filled.transform((text) => text.split(",").map((part) => part.trim()));
const directoryId = z.guid("must be the id (a GUID) that Entra shows").transform((id) => id.toLowerCase());

export const teamsFields = {
  MicrosoftAppId: directoryId.optional(),
  MicrosoftAppType: filled.default("SingleTenant"),
  MicrosoftAppTenantId: directoryId.optional(),
  MicrosoftAppPassword: filled.optional(),
  TEAMS_TENANTS: list.pipe(z.array(directoryId)).optional(),
  TEAMS_SERVICE_URLS: list.pipe(z.array(address)).default(["https://smba.trafficmanager.net"]),
  TEAMS_FILE_HOSTS: list.default(["sharepoint.com"]),
  ToChannelFromBotLoginUrl: address.optional(),
  ToChannelFromBotOAuthScope: address.default("https://api.botframework.com"),
  ToBotFromChannelTokenIssuer: address.default("https://api.botframework.com"),
  ToBotFromChannelOpenIdMetadataUrl: address.default(
    "https://login.botframework.com/v1/.well-known/openidconfiguration",
  ),
} as const;

const fields = z.object(teamsFields);

export interface TeamsSettings {
  readonly appId: string;
  readonly tenantId: string;
  /** A secret of an app registration, or a managed identity that the machine proves. */
  readonly credential: { readonly kind: "secret"; readonly secret: string } | { readonly kind: "managed-identity" };
  /** Directories whose people may learn here. */
  readonly tenants: readonly string[];
  /** Origins that we send to: a token of ours goes nowhere else. */
  readonly serviceOrigins: readonly string[];
  /** Hosts that files of the staff are fetched from, with those below them; or whole origins. */
  readonly fileHosts: readonly string[];
  readonly azure: {
    readonly loginUrl: string;
    readonly scope: string;
    readonly issuer: string;
    readonly metadataUrl: string;
  };
}

/**
 * Undefined: Teams is off.
 * @throws {WrongSetting} when it is half on: the SDK would then let everybody in.
 */
export function teamsIn(given: z.infer<typeof fields>, production: boolean): TeamsSettings | undefined {
  const { MicrosoftAppId: appId, MicrosoftAppTenantId: tenantId, MicrosoftAppPassword: secret } = given;
  if (!appId && !tenantId && !secret) return undefined;
  const credential = credentialIn(given);
  const missing = Object.entries({ MicrosoftAppId: appId, MicrosoftAppTenantId: tenantId }).flatMap(([name, value]) =>
    value ? [] : [name],
  );
  if (!appId || !tenantId) throw new WrongSetting(`Teams needs all of its settings or none: ${missing} missing.`);
  const serviceOrigins = given.TEAMS_SERVICE_URLS.map((url) => new URL(url).origin);
  if (production && serviceOrigins.some((origin) => !origin.startsWith("https:"))) {
    throw new WrongSetting("TEAMS_SERVICE_URLS cannot be used: in production every one must be https.");
  }
  const loginUrl = given.ToChannelFromBotLoginUrl ?? `https://login.microsoftonline.com/${tenantId}`;
  if (!loginUrl.startsWith("https:") && (production || !isHere(loginUrl))) {
    throw new WrongSetting("ToChannelFromBotLoginUrl cannot be used: the secret goes there, so it must be https.");
  }
  return {
    appId,
    tenantId,
    credential,
    tenants: given.TEAMS_TENANTS ?? [tenantId],
    serviceOrigins,
    fileHosts: fileHostsIn(given.TEAMS_FILE_HOSTS, production),
    azure: {
      loginUrl,
      scope: given.ToChannelFromBotOAuthScope,
      issuer: given.ToBotFromChannelTokenIssuer,
      metadataUrl: given.ToBotFromChannelOpenIdMetadataUrl,
    },
  };
}

/** @throws {WrongSetting} for what is no host, and for what is not https where that matters. */
function fileHostsIn(hosts: readonly string[], production: boolean): readonly string[] {
  for (const one of hosts) {
    const isHost = /^[a-z\d-]+(\.[a-z\d-]+)+$/.test(one) && !/^[\d.]+$/.test(one);
    const isOrigin = !production && URL.canParse(one) && new URL(one).origin === one;
    if (!isHost && !isOrigin) throw new WrongSetting("TEAMS_FILE_HOSTS cannot be used: hosts, as sharepoint.com.");
  }
  return hosts;
}

/** A stand-in of Azure on this machine. */
function isHere(url: string): boolean {
  return ["localhost", "127.0.0.1", "[::1]"].includes(new URL(url).hostname);
}

/** New bots of many tenants cannot be made since July 2025. */
function credentialIn(given: z.infer<typeof fields>): TeamsSettings["credential"] {
  const { MicrosoftAppPassword: secret } = given;
  switch (given.MicrosoftAppType.toLowerCase()) {
    case "singletenant":
      if (!secret) throw new WrongSetting("MicrosoftAppPassword is missing: a SingleTenant bot proves itself with it.");
      return { kind: "secret", secret };
    case "userassignedmsi":
      if (secret) {
        throw new WrongSetting("MicrosoftAppPassword must not be set: a UserAssignedMSI bot has none; take it out.");
      }
      return { kind: "managed-identity" };
    default:
      throw new WrongSetting("MicrosoftAppType cannot be used: it is SingleTenant or UserAssignedMSI.");
  }
}
