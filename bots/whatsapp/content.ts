import type { Content } from "./events.ts";
import * as wire from "./wire.ts";

/** What a message says to a tutor. Kinds that we do not know, and those that came broken, are named as unreadable. */
export function contentOf(message: wire.Message): Content {
  switch (message.type) {
    case "text":
      return textOf(message);
    case "interactive":
      return chosenIn(message);
    case "button":
      return templateButtonIn(message);
    case "audio":
    case "voice":
      return { is: "unreadable", what: "voice" };
    case "image":
      return captionOf(message.image, "picture");
    case "video":
    case "document":
      return captionOf(message[message.type], "attachment");
    case "request_welcome":
      return { is: "hello" };
    case "reaction":
    case "edit":
    case "revoke":
      return { is: "nothing" };
    default:
      return { is: "unreadable", what: "other" };
  }
}

function textOf(message: wire.Message): Content {
  const text = wire.text.safeParse(message.text).data?.body;
  return text === undefined ? { is: "unreadable", what: "empty" } : { is: "text", text };
}

function chosenIn(message: wire.Message): Content {
  const { button_reply, list_reply } = wire.interactive.safeParse(message.interactive).data ?? {};
  const chosen = button_reply ?? list_reply;
  return chosen ? { is: "tap", option: chosen.id, title: chosen.title } : { is: "unreadable", what: "other" };
}

/** What the button of our template carries: whoever taps it wants to go on. */
export const continuePayload = "continue";

function templateButtonIn(message: wire.Message): Content {
  const { payload = "", text = "" } = wire.templateButton.safeParse(message.button).data ?? {};
  if (payload === continuePayload) return { is: "hello" };
  // A template that somebody else sent from this number: its words are what the learner means.
  return text === "" ? { is: "unreadable", what: "other" } : { is: "text", text };
}

/** A picture with words under it says the words. */
function captionOf(item: unknown, what: "picture" | "attachment"): Content {
  const caption = wire.media.safeParse(item).data?.caption ?? "";
  return caption.trim() === "" ? { is: "unreadable", what } : { is: "text", text: caption };
}
