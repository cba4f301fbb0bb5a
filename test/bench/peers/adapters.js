import { ConfidentialClientApplication } from "@azure/msal-node";
import { BotAdapter, CloudAdapter, ConfigurationBotFrameworkAuthentication, TurnContext } from "botbuilder";
import { MsalServiceClientCredentialsFactory } from "botframework-connector";
import { loopbackNetwork } from "../../../bots/bot-framework/loopback-network.ts";

/** The least an adapter can do: no authentication, no connector, the replies in the response. */
class ReplyingAdapter extends BotAdapter {
  async process(req, res, logic) {
    const replies = [];
    const context = new TurnContext(this, req.body);
    context.turnState.set(repliesKey, replies);
    await this.runMiddleware(context, logic);
    res.send(200, { activities: replies });
  }

  async sendActivities(context, sent) {
    context.turnState.get(repliesKey).push(...sent);
    return sent.map((_, index) => ({ id: String(index) }));
  }
}

const repliesKey = Symbol("replies");

/** @param azure the stand-in of Azure, as `TeamsSettings`; left out: the least adapter. */
export function adapterFor(azure) {
  return azure ? new CloudAdapter(authentication(azure)) : new ReplyingAdapter();
}

/** Stock, but that MSAL is told to reach Azure's stand-in without TLS. */
function authentication({ appId, tenantId, credential, azure }) {
  const { loginUrl, scope, issuer, metadataUrl } = azure;
  const client = new ConfidentialClientApplication({
    auth: {
      clientId: appId,
      clientSecret: credential.secret,
      authority: loginUrl.replace(/^http:/, "https:"),
      knownAuthorities: [new URL(loginUrl).host],
    },
    system: { networkClient: loopbackNetwork(loginUrl) },
  });
  const options = {
    MicrosoftAppId: appId,
    MicrosoftAppTenantId: tenantId,
    ValidateAuthority: true,
    ToChannelFromBotLoginUrl: loginUrl,
    ToChannelFromBotOAuthScope: scope,
    ToBotFromChannelTokenIssuer: issuer,
    ToBotFromChannelOpenIdMetadataUrl: metadataUrl,
    ToBotFromEmulatorOpenIdMetadataUrl: metadataUrl,
    OAuthUrl: scope,
    CallerId: "",
  };
  return new ConfigurationBotFrameworkAuthentication(options, new MsalServiceClientCredentialsFactory(appId, client));
}
