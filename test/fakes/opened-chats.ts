import { afterEach } from "@jest/globals";
import { type WebChat, webChat } from "./web-chat.ts";

/** Starts web chats for the tests of a file, and closes each after its test. */
export function openedChats(): typeof webChat {
  const opened: WebChat[] = [];
  afterEach(async () => {
    for (const chat of opened.splice(0)) await chat.close();
  });
  return async (settings) => {
    const chat = await webChat(settings);
    opened.push(chat);
    return chat;
  };
}
