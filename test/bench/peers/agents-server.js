import { Activity } from "@microsoft/agents-activity";
import { ActivityHandler, BaseAdapter, CloudAdapter, MessageFactory, TurnContext } from "@microsoft/agents-hosting";
import { serve, told } from "./serving.js";

/** The echo bot of the Microsoft 365 Agents SDK. */
class EchoAgent extends ActivityHandler {
  constructor() {
    super();
    this.onMessage(async (context, next) => {
      await context.sendActivity(MessageFactory.text(`Echo: ${context.activity.text}`));
      await next();
    });
  }
}

/** The least an adapter can do, as for the Bot Framework's bots: the replies in the response. */
class ReplyingAdapter extends BaseAdapter {
  async process(req, res, logic) {
    const replies = [];
    const context = new TurnContext(this, Activity.fromObject(req.body));
    context.turnState.set(repliesKey, replies);
    await this.runMiddleware(context, logic);
    res.send(200, { activities: replies });
  }

  async sendActivities(context, sent) {
    context.turnState.get(repliesKey).push(...sent);
    return sent.map((_, index) => ({ id: String(index) }));
  }
}

const repliesKey = "replies";

/** Neither in nor out with a token: the address of the channel's keys cannot be set, and MSAL wants TLS. */
const adapter = told.azure ? new CloudAdapter({}) : new ReplyingAdapter();
const agent = new EchoAgent();
serve((req, res) => {
  req.user = { name: "anonymous" };
  return adapter.process(req, asExpress(res), (context) => agent.run(context));
});

/** The SDK writes its answers as Express has them. */
function asExpress(res) {
  return Object.assign(res, { status: (code) => Object.assign(res, { statusCode: code }) });
}
