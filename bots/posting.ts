import { type IncomingMessage, Agent as PlainAgent, request as plainRequest } from "node:http";
import { Agent as SecureAgent, request as secureRequest } from "node:https";

/** What a server answered. */
export interface Answered {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly text: string;
}

/** No answer came. */
export class Unanswered extends Error {
  override readonly name = "Unanswered";
  /** Whether any of the request may have arrived: not when there never was a connection. */
  readonly left: boolean;

  constructor(left: boolean, cause: unknown) {
    super("no answer came", { cause });
    this.left = left;
  }
}

interface Letter {
  readonly method: "POST" | "PUT";
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly giveUp: GiveUp;
}

/**
 * Milliseconds that the whole answer may take, or a clock that calls when it is too late, and answers how to stop it. A
 * signal costs a third of what sending does.
 */
type GiveUp = number | ((late: () => void) => () => void);

/** Milliseconds that a connection is kept for the next request: less than servers keep theirs. */
const idle = 4000;
const agents = {
  "http:": { request: plainRequest, agent: new PlainAgent({ keepAlive: true, timeout: idle }) },
  "https:": { request: secureRequest, agent: new SecureAgent({ keepAlive: true, timeout: idle }) },
} as const;

/**
 * Sends text and reads the answer, over connections that stay open, following nowhere. Every turn does it: `fetch` takes
 * two and a half times the CPU for the same.
 * @throws {Unanswered}
 */
export function send(url: string, { body, method, headers, giveUp }: Letter): Promise<Answered> {
  const to = new URL(url);
  const { request, agent } = agents[to.protocol === "https:" ? "https:" : "http:"];
  return new Promise((resolve, reject) => {
    let connected = false;
    const options = { method, headers: { ...headers, "Content-Length": String(Buffer.byteLength(body)) }, agent };
    const asked = request(to, options, (response) => {
      textOf(response).then((text) => {
        stop();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      }, fail);
    });
    const late = () => asked.destroy(Object.assign(new Error("no answer in time"), { code: "ETIMEDOUT" }));
    const stop = typeof giveUp === "number" ? timer(giveUp, late) : giveUp(late);
    const fail = (error: unknown) => {
      stop();
      reject(new Unanswered(connected, error));
    };
    asked.on("socket", (socket) => {
      if (asked.reusedSocket) {
        connected = true;
        return;
      }
      socket.once(to.protocol === "https:" ? "secureConnect" : "connect", () => {
        connected = true;
      });
    });
    asked.on("error", fail);
    asked.end(body);
  });
}

function timer(milliseconds: number, late: () => void): () => void {
  const waiting = setTimeout(late, milliseconds);
  return () => clearTimeout(waiting);
}

function textOf(response: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    response.setEncoding("utf8");
    response.on("data", (chunk: string) => {
      text += chunk;
    });
    response.on("end", () => resolve(text));
    response.on("error", reject);
  });
}
