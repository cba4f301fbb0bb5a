import { type Activity, ActivityHandler, MessageFactory, type ResourceResponse, TurnContext } from "botbuilder";
import { BotAdapter } from "botbuilder-core";
import { createServer, plugins, type Request, type Response } from "restify";
import { answerBench, usageNow } from "./answering.ts";

/** The peer: Bot Framework's own echo bot on restify, as in its samples. */
class EchoBot extends ActivityHandler {
  constructor() {
    super();
    this.onMessage(async (context, next) => {
      const replyText = `Echo: ${context.activity.text}`;
      await context.sendActivity(MessageFactory.text(replyText, replyText));
      await next();
    });
  }
}

/**
 * The least an adapter can do: no authentication, no connector, the replies in the response. The SDK's CloudAdapter
 * costs more than twice as much.
 */
class ReplyingAdapter extends BotAdapter {
  async process(req: Request, res: Response, logic: (context: TurnContext) => Promise<void>): Promise<void> {
    const replies: Partial<Activity>[] = [];
    const context = new TurnContext(this, req.body);
    context.turnState.set(repliesKey, replies);
    await this.runMiddleware(context, logic);
    res.send(200, { activities: replies });
  }

  override async sendActivities(context: TurnContext, sent: Partial<Activity>[]): Promise<ResourceResponse[]> {
    context.turnState.get<Partial<Activity>[]>(repliesKey).push(...sent);
    return sent.map((_, index) => ({ id: String(index) }));
  }

  override async updateActivity(): Promise<void> {}
  override async deleteActivity(): Promise<void> {}
  override async continueConversation(): Promise<void> {}
}

const repliesKey = Symbol("replies");

const server = createServer();
server.use(plugins.bodyParser());
const adapter = new ReplyingAdapter();
const bot = new EchoBot();
server.post("/api/messages", async (req: Request, res: Response) => {
  await adapter.process(req, res, (context) => bot.run(context));
});

answerBench({
  listen: () => new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server.address().port))),
  usage: usageNow,
});
process.on("disconnect", () => process.exit());
