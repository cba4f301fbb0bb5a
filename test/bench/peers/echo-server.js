import { ActivityHandler, MessageFactory } from "botbuilder";
import { adapterFor } from "./adapters.js";
import { serve, told } from "./serving.js";

/** The Bot Framework's own echo bot, as in its samples. */
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

const bot = new EchoBot();
const adapter = adapterFor(told.azure);
serve((req, res) => adapter.process(req, res, (context) => bot.run(context)));
