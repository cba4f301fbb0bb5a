import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { pageAssets } from "../../bots/assets.ts";
import { lastMessages, openChat, phone } from "./browser.ts";
import { stage } from "./stage.ts";

/** The page on a cheap phone far from the next antenna. */

const web = stage();

test("the whole page weighs at most 60 kB", () => {
  const { html, files } = pageAssets(join(import.meta.dirname, "../../bots/webchat/page"));
  const weights = [html, ...files.values()].map(({ path, brotli }) => ({ path, bytes: brotli.length }));
  const total = weights.reduce((sum, { bytes }) => sum + bytes, 0);
  console.info(`page weight, brotli: ${total} bytes in ${weights.length} files`);
  expect(total).toBeLessThanOrEqual(60_000);
});

test("the first message is there within 3.5 s at 400 kbit/s, 400 ms and a quarter of the CPU", async () => {
  const server = await web.chat();
  const page = await web.newPage(phone);
  const tools = await page.context().newCDPSession(page);
  const throughput = (400 * 1000) / 8;
  await tools.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 400,
    downloadThroughput: throughput,
    uploadThroughput: throughput,
  });
  await tools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector(".message.tutor")) return;
      document.documentElement.dataset.first = String(Math.round(performance.now()));
      observer.disconnect();
    }).observe(document, { childList: true, subtree: true });
  });
  await openChat(page, server.url);
  const milliseconds = Number(await page.locator("html").getAttribute("data-first"));
  console.info(`first message of the tutor on slow 3G: ${milliseconds} ms`);
  expect((await lastMessages(page))[0]).toContain("Soy Sendero");
  expect(milliseconds).toBeLessThanOrEqual(3500);
}, 30_000);

test("what does not change is asked for once, and the rest is not sent again", async () => {
  const server = await web.chat();
  const html = await fetch(server.url);
  const etag = html.headers.get("etag") ?? "";
  const again = await fetch(server.url, { headers: { "If-None-Match": etag } });
  expect([html.status, again.status]).toEqual([200, 304]);
  const script = /src="([^"]+)"/.exec(await html.text())?.[1] ?? "";
  const asset = await fetch(server.url + script, { headers: { "Accept-Encoding": "br, gzip" } });
  expect(asset.headers.get("cache-control")).toContain("immutable");
  expect(asset.headers.get("content-encoding")).toBe("br");
  const plain = await fetch(server.url + script, { headers: { "Accept-Encoding": "identity" } });
  expect(plain.headers.get("content-encoding")).toBeNull();
  expect(await plain.text()).toBe(await asset.text());
});

test("the browser is told to run, load and connect nothing that is not ours", async () => {
  const server = await web.chat();
  const { headers } = await fetch(server.url);
  const host = new URL(server.url).host;
  expect(headers.get("content-security-policy")).toBe(
    `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' ws://${host} wss://${host}; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  );
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("referrer-policy")).toBe("no-referrer");
  expect((await fetch(`${server.url}/assets/nothing.js`)).status).toBe(404);
});
