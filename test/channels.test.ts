import { render } from "../bots/bot-framework/render.ts";
import { renderForWebChat } from "../bots/webchat/render.ts";
import { wordsIn } from "../dialogs/words.ts";
import { channelContract } from "./contract/channel.ts";

const publicUrl = "https://sendero.example";

channelContract("Teams", (reply) => render(reply, { say: wordsIn("es"), publicUrl, id: "m.0" }));

channelContract("web chat", (reply) => {
  const owed = { id: "m", to: "webchat:c", replies: [reply], effects: [] };
  return renderForWebChat(owed, { conversation: "c", now: 0, publicUrl }).map(({ activity }) => JSON.parse(activity));
});
