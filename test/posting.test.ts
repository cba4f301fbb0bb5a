import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { expect, test } from "@jest/globals";
import { send, Unanswered } from "../bots/posting.ts";

const letter = { method: "POST", headers: { "Content-Type": "text/plain" }, body: "¿Qué tal?" } as const;

test("answers status, headers and text, over one connection", async () => {
  const sockets = new Set<unknown>();
  const server = await listening((req, res) => {
    sockets.add(req.socket);
    let heard = "";
    req.setEncoding("utf8").on("data", (chunk: string) => {
      heard += chunk;
    });
    req.on("end", () => {
      // restify, which other tests load, has `writeHead` answer nothing.
      res.writeHead(429, { "Retry-After": "7" });
      res.end(`«${heard}»`);
    });
  });
  const answers = [await sent(server.url), await sent(server.url), await sent(server.url)];
  expect(answers.map(({ status, text }) => `${status} ${text}`)).toEqual(Array(3).fill("429 «¿Qué tal?»"));
  expect(answers[0]?.headers["retry-after"]).toBe("7");
  expect(sockets.size).toBe(1);
  await server.close();
});

test("follows no redirection", async () => {
  const asked: string[] = [];
  const server = await listening((req, res) => {
    asked.push(req.url ?? "");
    res.writeHead(307, { Location: "/elsewhere" });
    res.end();
  });
  expect((await sent(server.url)).status).toBe(307);
  expect(asked).toEqual(["/"]);
  await server.close();
});

test("what never had a connection has not left", async () => {
  const server = await listening(() => {});
  await server.close();
  expect(await fault(sent(server.url))).toEqual({ left: false });
});

test("what was taken before the connection broke may have arrived, on a new connection and on an old one", async () => {
  let breaks = true;
  const server = await listening((req, res) => (breaks ? req.socket.destroy() : res.end()));
  expect(await fault(sent(server.url))).toEqual({ left: true });
  breaks = false;
  await sent(server.url);
  breaks = true;
  expect(await fault(sent(server.url))).toEqual({ left: true });
  await server.close();
});

test("an answer that breaks off is none", async () => {
  const server = await listening((_, res) => {
    res.writeHead(200, { "Content-Length": "10" });
    res.write("half");
    setImmediate(() => res.destroy());
  });
  expect(await fault(sent(server.url))).toEqual({ left: true });
  await server.close();
});

test("who gives up is told whether it may have arrived", async () => {
  let end = () => {};
  const server = await listening(() => end());
  const atWord = (late: () => void) => {
    end = late;
    return () => {};
  };
  const atOnce = (late: () => void) => {
    late();
    return () => {};
  };
  expect(await fault(sent(server.url, atWord))).toEqual({ left: true });
  expect(await fault(sent(server.url, atOnce))).toEqual({ left: false });
  await server.close();
});

test("an answer that does not come whole in time is none", async () => {
  const silent = await listening(() => {});
  expect(await fault(sent(silent.url, 30))).toEqual({ left: true });
  const half = await listening((_, res) => {
    res.writeHead(200, { "Content-Length": "10" });
    res.write("half");
  });
  expect(await fault(sent(half.url, 30))).toEqual({ left: true });
  await Promise.all([silent.close(), half.close()]);
});

function sent(url: string, giveUp: Parameters<typeof send>[1]["giveUp"] = () => () => {}) {
  return send(url, { ...letter, giveUp });
}

async function fault(work: Promise<unknown>): Promise<unknown> {
  const error = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  return error instanceof Unanswered ? { left: error.left } : error;
}

async function listening(answer: (req: IncomingMessage, res: ServerResponse) => void) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
