import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { WebSocketServer } from "ws";
import type { Log } from "../../services/log.ts";
import { Refusal } from "./http.ts";
import type { Identity } from "./identity.ts";
import { wholeNumber } from "./query.ts";
import type { Streams } from "./streams.ts";

interface Parts {
  readonly identity: Identity;
  readonly streams: Streams;
  readonly log: Log;
}

const streamPath = /^\/v3\/directline\/conversations\/([^/]+)\/stream$/;

/** Turns a request for a stream into a WebSocket, and any other upgrade away. */
export function upgrades({ identity, streams, log }: Parts) {
  let sockets: WebSocketServer | undefined;

  /** Loaded with the first stream: the server is up sooner. Clients only ever send "" to keep the line open. */
  async function open(): Promise<WebSocketServer> {
    const ws = await import("ws");
    sockets ??= new ws.WebSocketServer({ noServer: true, maxPayload: 1024, perMessageDeflate: false });
    return sockets;
  }

  async function ask(req: IncomingMessage) {
    const url = URL.parse(req.url ?? "/", "http://localhost");
    if (!url) throw new Refusal(400, "MalformedData", "The address cannot be read.");
    const conversation = streamPath.exec(url.pathname)?.[1];
    if (conversation === undefined) throw new Refusal(404, "NotFound", "Nothing is streamed here.");
    const token = url.searchParams.get("t");
    if (token === null) throw new Refusal(401, "MissingToken", "A stream's address carries a token.");
    identity.checkStream(token, conversation);
    await identity.checkExists(conversation);
    const watermark = wholeNumber(url.searchParams.get("watermark")) ?? 0;
    return { conversation, watermark, sockets: sockets ?? (await open()) };
  }

  return (req: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const dropped = () => socket.destroy();
    socket.on("error", dropped);
    ask(req).then(
      ({ conversation, watermark, sockets }) => {
        socket.off("error", dropped);
        sockets.handleUpgrade(req, socket, head, (opened) => streams.add(conversation, opened, watermark));
      },
      (error: unknown) => {
        if (!(error instanceof Refusal)) log.error("stream could not be opened", error);
        const status = error instanceof Refusal ? error.status : 500;
        socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      },
    );
  };
}
