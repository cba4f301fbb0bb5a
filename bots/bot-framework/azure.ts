import { ConfigurationBotFrameworkAuthentication } from "botbuilder";
import {
  type ClaimsIdentity,
  EmulatorValidation,
  PasswordServiceClientCredentialFactory,
} from "botframework-connector";
import type { TeamsSettings } from "../../services/teams-settings.ts";

/** How Azure proves to us that a request comes from it. */
export function authentication({ appId, tenantId, azure }: TeamsSettings): ConfigurationBotFrameworkAuthentication {
  closeEmulatorPath();
  // Only the id is asked of it: what we send goes out with a token from `token.ts`.
  const credentials = new PasswordServiceClientCredentialFactory(appId, "unused", tenantId);
  const options = {
    MicrosoftAppId: appId,
    MicrosoftAppTenantId: tenantId,
    // Where one of these is given the SDK has no default for the others.
    ValidateAuthority: true,
    ToChannelFromBotLoginUrl: azure.loginUrl,
    ToChannelFromBotOAuthScope: azure.scope,
    ToBotFromChannelTokenIssuer: azure.issuer,
    ToBotFromChannelOpenIdMetadataUrl: azure.metadataUrl,
    ToBotFromEmulatorOpenIdMetadataUrl: azure.metadataUrl,
    OAuthUrl: azure.scope,
    CallerId: "",
  };
  return withOneUserTokenClient(new ConfigurationBotFrameworkAuthentication(options, credentials));
}

/** The SDK makes one for every turn, to sign people in with. We sign nobody in: one for each token is enough. */
function withOneUserTokenClient(trust: ConfigurationBotFrameworkAuthentication) {
  const clients = new WeakMap<ClaimsIdentity, ReturnType<typeof trust.createUserTokenClient>>();
  const make = trust.createUserTokenClient.bind(trust);
  return Object.assign(trust, {
    createUserTokenClient(identity: ClaimsIdentity) {
      const client = clients.get(identity) ?? make(identity);
      clients.set(identity, client);
      return client;
    },
  });
}

/**
 * The SDK takes tokens of its emulator from any directory, without looking at their service URL, and remembers the
 * directory of every token that it is shown, authentic or not. No emulator talks to us: none is recognised.
 */
function closeEmulatorPath(): void {
  Object.assign(EmulatorValidation, { isTokenFromEmulator: () => false });
}
