import { ConfidentialClientApplication, type INetworkModule, ManagedIdentityApplication } from "@azure/msal-node";
import type { TeamsSettings } from "../../services/teams-settings.ts";

/** Answers the token that our messages carry; it is kept and renewed behind this. */
export type TokenSource = () => Promise<string>;

/**
 * Asks Azure over `network`, where one is given, for MSAL itself speaks to nobody without TLS.
 * @throws when Azure gives none.
 */
export function tokenSource(settings: TeamsSettings, network?: INetworkModule): TokenSource {
  const { appId, credential, azure } = settings;
  const system = network ? { networkClient: network } : {};
  const ask =
    credential.kind === "secret"
      ? bySecret(appId, credential.secret, azure, system)
      : byMachine(appId, azure.scope, system);
  return async () => {
    const result = await ask();
    if (!result?.accessToken) throw new Error("Azure gave no token");
    return result.accessToken;
  };
}

interface System {
  readonly networkClient?: INetworkModule;
}

function bySecret(clientId: string, clientSecret: string, { loginUrl, scope }: TeamsSettings["azure"], system: System) {
  // A host that is not known here would be looked up at Microsoft's public cloud first.
  const knownAuthorities = [new URL(loginUrl).host];
  const client = new ConfidentialClientApplication({
    auth: { clientId, clientSecret, authority: loginUrl, knownAuthorities },
    system,
  });
  return () => client.acquireTokenByClientCredential({ scopes: [`${scope}/.default`] });
}

function byMachine(userAssignedClientId: string, resource: string, system: System) {
  const client = new ManagedIdentityApplication({ managedIdentityIdParams: { userAssignedClientId }, system });
  return () => client.acquireToken({ resource });
}
