import chromium from "@sparticuz/chromium";
import { type Browser, type BrowserContextOptions, type Page, chromium as playwright } from "playwright-core";

/** One Chromium for a test file; close it in `afterAll`. */
export async function launchBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: ["--no-sandbox", "--disable-gpu"],
    headless: true,
  });
}

export const phone: BrowserContextOptions = {
  viewport: { width: 360, height: 740 },
  locale: "es-MX",
  hasTouch: true,
  isMobile: true,
  reducedMotion: "reduce",
};
export const desktop: BrowserContextOptions = {
  viewport: { width: 1280, height: 800 },
  locale: "es-MX",
  reducedMotion: "reduce",
};

/** Opens the chat and waits for the tutor's first message. */
export async function openChat(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.locator(".message.tutor").first().waitFor();
}

/** Writes a message as a person does, and sends it with Enter. */
export async function say(page: Page, text: string): Promise<void> {
  const box = page.locator("#text");
  await box.fill(text);
  await box.press("Enter");
}

/** Taps one of the buttons that are offered now. */
export async function tap(page: Page, label: string): Promise<void> {
  await page.locator("#answers").getByRole("button", { name: label, exact: true }).click();
}

/** The last messages of the conversation, oldest first, each as `Sendero: …` or `Usted: …`. */
export async function lastMessages(page: Page, count = 4): Promise<string[]> {
  const all = await page.locator(".message").evaluateAll((items) =>
    items.map((item) => {
      const said = item.querySelector(".bubble")?.textContent ?? "";
      return `${item.classList.contains("mine") ? "Usted" : "Sendero"}: ${said}`;
    }),
  );
  return all.slice(-count);
}

/** Waits until the newest message of the tutor holds this text. */
export async function waitForReply(page: Page, text: string): Promise<void> {
  await page.locator(".message.tutor").last().filter({ hasText: text }).waitFor();
}
