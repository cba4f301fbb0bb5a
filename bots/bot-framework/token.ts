import { ConfidentialClientApplication, ManagedIdentityApplication } from "@azure/msal-node";
import type { TeamsSettings } from "../../services/teams-settings.ts";
import { loopbackNetwork } from "./loopback-network.ts";

/** Answers the token that our messages carry; it is kept and renewed behind this. */
export type TokenSource = () => Promise<string>;

/** @throws when Azure gives none. */
export function tokenSource({ appId, credential, azure }: TeamsSettings): TokenSource {
  const ask = credential.kind === "secret" ? bySecret(appId, credential.secret, azure) : byMachine(appId, azure.scope);
  return async () => {
    const result = await ask();
    if (!result?.accessToken) throw new Error("Azure gave no token");
    return result.accessToken;
  };
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
