import { afterAll, afterEach, beforeAll, expect } from "@jest/globals";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { chatPage } from "../../bots/webchat/page.ts";
import type { ListFiles } from "../../services/desk/list-files.ts";
import { serveMedia } from "../fakes/media.ts";
import { showcase } from "../fakes/showcase.ts";
import { type Tutor, type WebChat, webChat } from "../fakes/web-chat.ts";
import { launchBrowser, openChat, phone } from "./browser.ts";

export interface Stage {
  /** Starts a server with the page; it is closed after the test. */
  chat(tutor?: Tutor, files?: ListFiles): Promise<WebChat>;
  /** A page in a browser session of its own. What it logs as an error fails the test, except broken connections. */
  newPage(options?: BrowserContextOptions): Promise<Page>;
  /** The same, with the chat open. */
  opened(options?: BrowserContextOptions): Promise<Page>;
}

/** One Chromium for the tests of a file. */
export function stage(): Stage {
  let browser: Browser | undefined;
  let server: WebChat | undefined;
  const faults: string[] = [];

  beforeAll(async () => {
    browser = await launchBrowser();
  }, 60_000);
  afterAll(() => browser?.close());
  afterEach(async () => {
    for (const context of browser?.contexts() ?? []) await context.close();
    await server?.close();
    server = undefined;
    expect(faults.splice(0)).toEqual([]);
  });

  async function newPage(options: BrowserContextOptions = phone): Promise<Page> {
    if (!browser) throw new Error("the browser is not there yet");
    const page = await (await browser.newContext(options)).newPage();
    page.setDefaultTimeout(20_000);
    page.on("pageerror", (error) => faults.push(String(error)));
    page.on("console", (message) => {
      const expected = /ERR_|WebSocket|Failed to load/.test(message.text());
      if (message.type() === "error" && !expected) faults.push(message.text());
    });
    return page;
  }

  return {
    newPage,
    async chat(tutor = showcase, files) {
      server = await webChat({
        tutor,
        ...(files ? { files } : {}),
        mount(restify) {
          chatPage().mount(restify);
          serveMedia(restify);
        },
      });
      server.clock.now = Date.now();
      return server;
    },
    async opened(options) {
      const page = await newPage(options);
      await openChat(page, server?.url ?? "");
      return page;
    },
  };
}
