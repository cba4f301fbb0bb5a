import { type AuthenticationResult, ConfidentialClientApplication, ManagedIdentityApplication } from "@azure/msal-node";
import type { TeamsSettings } from "../../services/teams-settings.ts";
import type { Clock } from "../clock.ts";
import { loopbackNetwork } from "./loopback-network.ts";

/** Answers the token that our messages carry: at once where one is held, and otherwise as a promise. */
export type TokenSource = () => string | Promise<string>;

/** Milliseconds before its end from which on a token is asked for anew: MSAL then renews it too. */
const renewal = 5 * 60 * 1000;

/**
 * Holds the token until Azure or MSAL would renew it. MSAL has it in memory as well, and takes as long to find it there as
 * a message takes to be written.
 * @throws when Azure gives none.
 */
export function tokenSource({ appId, credential, azure }: TeamsSettings, clock: Pick<Clock, "now">): TokenSource {
  const ask = credential.kind === "secret" ? bySecret(appId, credential.secret, azure) : byMachine(appId, azure.scope);
  let held = { token: "", until: 0 };

  async function anew(): Promise<string> {
    const result = await ask();
    if (!result?.accessToken) throw new Error("Azure gave no token");
    held = { token: result.accessToken, until: renewalOf(result) };
    return held.token;
  }

  return () => (clock.now() < held.until ? held.token : anew());
}

/** Milliseconds since 1970; at once where Azure does not say when a token ends. */
function renewalOf({ expiresOn, refreshOn }: AuthenticationResult): number {
  const end = expiresOn ? expiresOn.getTime() - renewal : 0;
  return Math.min(end, refreshOn?.getTime() ?? end);
}

function bySecret(clientId: string, clientSecret: string, { loginUrl, scope }: TeamsSettings["azure"]) {
  const authority = loginUrl.replace(/^http:/, "https:");
  // A host that is not known here would be looked up at Microsoft's public cloud first.
  const knownAuthorities = [new URL(loginUrl).host];
  const system = authority === loginUrl ? {} : { networkClient: loopbackNetwork(loginUrl) };
  const auth = { clientId, clientSecret, authority, knownAuthorities };
  const client = new ConfidentialClientApplication({ auth, system });
  return () => client.acquireTokenByClientCredential({ scopes: [`${scope}/.default`] });
}

function byMachine(userAssignedClientId: string, resource: string) {
  const client = new ManagedIdentityApplication({ managedIdentityIdParams: { userAssignedClientId } });
  return () => client.acquireToken({ resource });
}
