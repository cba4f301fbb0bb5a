import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { z } from "zod";
import type { Message } from "../../bots/bot-framework/render.ts";
import type { MediaLibrary } from "../../services/media.ts";

const library = createRequire(import.meta.url).resolve("adaptivecards/dist/adaptivecards.min.js");

/** Teams' colours and distances, as near as its host configuration is public. */
const host = {
  fontFamily: "Segoe UI, DejaVu Sans, sans-serif",
  supportsInteractivity: true,
  spacing: { small: 8, default: 12, medium: 16, large: 20, padding: 16 },
  fontSizes: { small: 12, default: 14, medium: 16, large: 20 },
  lineHeights: { small: 16, default: 20, medium: 22, large: 28 },
  inputs: { label: { requiredInputs: { suffix: " *" } }, errorMessage: { spacing: "small" } },
  actions: { maxActions: 6, actionsOrientation: "horizontal", actionAlignment: "left", buttonSpacing: 8 },
  containerStyles: {
    default: style("#ffffff"),
    emphasis: style("#f0f0f0"),
    good: style("#e7f2da"),
    accent: style("#5b5fc7"),
  },
} as const;

function style(backgroundColor: string) {
  const text = (color: string) => ({ default: color, subtle: "#616161" });
  return {
    backgroundColor,
    foregroundColors: { default: text("#242424"), good: text("#237b4b"), accent: text("#5b5fc7") },
  };
}

const submitted = z.array(z.record(z.string(), z.string()));

/** Messages as Teams draws them, one below the other. */
export interface CardPage {
  show(messages: readonly Message[]): Promise<void>;
  /** What was sent back, as an activity carries it in `value`. */
  submitted(): Promise<Record<string, string>[]>;
}

export async function cardPage(page: Page, media: MediaLibrary): Promise<CardPage> {
  await page.route("https://sendero.example/**", async (route) => {
    const found = await media.read(route.request().url().split("/").at(-1) ?? "");
    if (found) await route.fulfill({ body: Buffer.from(found.bytes), contentType: found.contentType });
    else await route.fulfill({ status: 404 });
  });
  await page.setContent(`<!doctype html><html lang="es"><title>Teams</title><style>
    body { margin: 0; padding: 16px; background: #ebebeb; font: 14px/20px "Segoe UI", "DejaVu Sans", sans-serif; color: #242424 }
    h1 { font-size: 12px; font-weight: 400; color: #616161; margin: 0 0 8px }
    .message { background: #fff; border-radius: 6px; margin: 0 0 12px; overflow: hidden; box-shadow: 0 1px 2px #0002 }
    .words { padding: 12px 16px } p { margin: 0 0 8px } ul { margin: 0; padding-left: 20px }
    .ac-pushButton { font: inherit; padding: 5px 12px; border: 1px solid #d1d1d1; border-radius: 4px; background: #fff }
    .ac-selectable { border-radius: 4px; cursor: pointer } .ac-input label { padding-left: 4px }
    select { font: inherit; width: 100%; padding: 4px }
  </style><main><h1>Sendero</h1></main>`);
  await page.addScriptTag({ content: await readFile(library, "utf8") });
  await page.evaluate(draw, host);
  return {
    async show(messages) {
      await page.evaluate((given) => window.dispatchEvent(new CustomEvent("show", { detail: given })), messages);
      await page.waitForFunction(() => [...document.images].every((image) => image.complete));
    },
    submitted: async () => submitted.parse(JSON.parse((await page.locator("main").getAttribute("data-sent")) ?? "[]")),
  };
}

/** Runs in the page. */
function draw(config: unknown): void {
  const { AdaptiveCard, HostConfig } = Reflect.get(window, "AdaptiveCards");
  const main = document.querySelector("main");
  const inline = (text: string) =>
    text.replace(/\*\*(.+?)\*\*/g, "<b>$1</b>").replace(/(^|[\s(«])_([^_]+)_/g, "$1<i>$2</i>");
  const markdown = (text: string) =>
    text.startsWith("- ")
      ? `<ul>${text
          .split("\n")
          .map((line) => `<li>${inline(line.slice(2))}</li>`)
          .join("")}</ul>`
      : `<p style="margin:0">${inline(text)}</p>`;
  AdaptiveCard.onProcessMarkdown = (text: string, result: { outputHtml: string; didProcess: boolean }) => {
    result.outputHtml = markdown(text);
    result.didProcess = true;
  };
  window.addEventListener("show", (event) => {
    if (!(event instanceof CustomEvent) || !main) return;
    for (const old of main.querySelectorAll(".message")) old.remove();
    for (const { text, attachments } of event.detail) {
      const box = document.createElement("div");
      box.className = "message";
      if (text) {
        box.classList.add("words");
        box.innerHTML = text.split("\n\n").map(markdown).join("");
      }
      for (const { content } of attachments ?? []) {
        const card = new AdaptiveCard();
        card.hostConfig = new HostConfig(config);
        card.onExecuteAction = (action: { data: unknown }) => {
          const sent = JSON.parse(main.getAttribute("data-sent") ?? "[]");
          main.setAttribute("data-sent", JSON.stringify([...sent, action.data]));
        };
        card.parse(content);
        box.append(card.render());
      }
      main.append(box);
    }
  });
}
