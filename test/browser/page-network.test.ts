import { expect, test } from "@jest/globals";
import { connect } from "../fakes/line-client.ts";
import { plainReply } from "../fakes/web-chat.ts";
import { lastMessages, openChat, say, waitForReply } from "./browser.ts";
import { stage } from "./stage.ts";

/** The page on networks that break, stall and forget: nothing is lost, nothing comes twice. */

const web = stage();

test("a page left open overnight goes on without a word, though its token has ended", async () => {
  const server = await web.chat();
  const page = await web.opened();
  for (const hours of [2, 60]) {
    server.clock.now += hours * 60 * 60 * 1000;
    server.dropSockets();
    await say(page, `tras ${hours} horas`);
    await waitForReply(page, `Usted escribió: tras ${hours} horas`);
  }
  expect(await lastMessages(page, 10)).toHaveLength(5);
});

test("what is written without a connection arrives when it is back, once and in order", async () => {
  const server = await web.chat();
  const page = await web.opened();
  await page.context().setOffline(true);
  server.dropSockets();
  await say(page, "uno");
  await say(page, "dos");
  await page.getByText("Sin conexión: su mensaje se enviará en cuanto vuelva.").waitFor();
  expect(await page.getByText("enviando…").count()).toBe(2);
  await page.context().setOffline(false);
  await waitForReply(page, "Usted escribió: dos");
  await page.locator("#banner").waitFor({ state: "hidden" });
  const shown = await lastMessages(page, 10);
  const mine = shown.filter((message) => message.startsWith("Usted: "));
  expect(mine).toEqual(["Usted: uno", "Usted: dos"]);
  expect(shown).toHaveLength(5);
  expect(await page.getByText("enviando…").count()).toBe(0);
  await page.reload();
  await waitForReply(page, "Usted escribió: dos");
  expect([...(await lastMessages(page, 10))].sort()).toEqual([...shown].sort());
});

test("an answer that gets lost on the way does not send the message twice", async () => {
  const server = await web.chat();
  const page = await web.opened();
  let lost = 0;
  await page.route("**/activities", async (route) => {
    if (route.request().method() !== "POST" || lost++ > 0) return route.continue();
    await route.fetch();
    return route.abort();
  });
  await say(page, "una vez");
  await waitForReply(page, "Usted escribió: una vez");
  await say(page, "y otra");
  await waitForReply(page, "Usted escribió: y otra");
  const ids = server.heard.flatMap(({ input }) => (input.kind === "text" ? [input.id] : []));
  expect(new Set(ids).size).toBe(2);
  expect(await lastMessages(page, 10)).toHaveLength(5);
});

test("a message that the page was closed on is sent when it is opened again", async () => {
  const server = await web.chat();
  const page = await web.opened();
  await page.route("**/activities", (route) =>
    route.request().method() === "POST" ? route.abort() : route.continue(),
  );
  await say(page, "me interrumpieron");
  await page.getByText("enviando…").waitFor();
  await page.unroute("**/activities");
  await page.reload();
  await waitForReply(page, "Usted escribió: me interrumpieron");
  expect(server.heard.filter(({ input }) => input.kind === "text")).toHaveLength(1);
});

test("where no WebSocket gets through, the conversation goes on by asking", async () => {
  const server = await web.chat();
  const page = await web.newPage();
  await page.routeWebSocket(/stream/, (socket) => socket.close());
  await openChat(page, server.url);
  await say(page, "hola");
  await waitForReply(page, "Usted escribió: hola");
});

test("a server that restarts is found again", async () => {
  const server = await web.chat();
  const page = await web.opened();
  server.dropSockets();
  await page.waitForFunction(() => document.readyState === "complete");
  await server.line.outlet.send({
    id: "reminder",
    to: server.heard[0]?.to ?? "",
    replies: [plainReply("Aquí sigo")],
    effects: [],
  });
  await waitForReply(page, "Aquí sigo");
});

test("two windows of one learner show the same conversation", async () => {
  const server = await web.chat();
  const page = await web.opened();
  const other = await page.context().newPage();
  await openChat(other, server.url);
  await say(page, "desde aquí");
  await waitForReply(other, "Usted escribió: desde aquí");
  expect(await lastMessages(other, 10)).toEqual(await lastMessages(page, 10));
});

test("the standard client and our page share a conversation", async () => {
  const server = await web.chat();
  const page = await web.opened();
  const cookies = await page.context().cookies(`${server.url}/v3/directline/`);
  const client = await connect(server.url, `sendero=${cookies.find(({ name }) => name === "sendero")?.value}`);
  await client.say("desde otro programa");
  await waitForReply(page, "Usted escribió: desde otro programa");
});
