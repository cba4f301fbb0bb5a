import type { IncomingMessage, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Request, Response } from "restify";
import type { z } from "zod";
import { correlated, correlationHeader, newCorrelation } from "../../services/correlation.ts";
import type { Log } from "../../services/log.ts";

/** What a request is answered with. */
export interface Answer {
  readonly status: number;
  /** JSON text. */
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request that is not served, in the form in which Direct Line says so: `{ error: { code, message } }`. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export function json(status: number, body: unknown, headers?: Readonly<Record<string, string>>): Answer {
  return { status, body: JSON.stringify(body), headers };
}

/** Tokens travel in a header, never in a cookie, so pages of any origin may be let in: they get nobody else's chat. */
const common = {
  "Content-Type": "application/json; charset=utf-8",
  "Cache-Control": "no-store",
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Expose-Headers": "Retry-After, X-Correlation-Id",
};

/** A restify handler that writes what `answer` resolves to. */
export function respond(answer: (req: Request) => Promise<Answer>, log: Log) {
  return async (req: Request, res: Response): Promise<void> => reply(req, res, () => answer(req), log);
}

/** Does what a request asks, under a correlation id of its own, and writes the answer. */
export function reply(
  req: IncomingMessage,
  res: ServerResponse,
  answer: () => Promise<Answer>,
  log: Log,
): Promise<void> {
  return correlated(newCorrelation(), () => writeWhen(req, res, answer(), log));
}

/** Writes an answer, or how it was refused. Written to the response itself: restify's `res.send` costs as much as a turn. */
async function writeWhen(req: IncomingMessage, res: ServerResponse, answer: Promise<Answer>, log: Log): Promise<void> {
  try {
    const { status, body, headers } = await answer.catch((error: unknown) => refused(error, log));
    const zipped = body.length > worthZipping && /\bgzip\b/.test(String(req.headers["accept-encoding"]));
    if (zipped) await writeZipped(res, status, body, headers);
    else write(res, status, body, headers);
  } catch (error) {
    log.error("response could not be written", error);
  }
}

/** Histories shrink to a fifth, which is seconds on a slow link; answers of one packet gain nothing. */
const worthZipping = 1200;
const zip = promisify(gzip);

async function writeZipped(
  res: ServerResponse,
  status: number,
  body: string,
  headers: Answer["headers"],
): Promise<void> {
  const bytes = await zip(body);
  write(res, status, bytes, { ...headers, "Content-Encoding": "gzip", Vary: "Accept-Encoding" });
}

function write(res: ServerResponse, status: number, body: Buffer | string, headers: Answer["headers"]): void {
  if (res.headersSent || res.destroyed) return;
  res.writeHead(status, { ...common, "Content-Length": Buffer.byteLength(body), ...correlationHeader(), ...headers });
  res.end(body);
}

function refused(error: unknown, log: Log): Answer {
  if (error instanceof Refusal) {
    return json(error.status, { error: { code: error.code, message: error.message } }, error.headers);
  }
  log.error("direct line request failed", error);
  return json(500, { error: { code: "ServiceError", message: "Something went wrong on our side." } });
}

const largestBody = 256 * 1024;
/** A body beyond this is not even read to its end to be polite. */
const hopelessBody = 8 * 1024 * 1024;

/** The body of a request as JSON of a known shape. */
export async function readJson<T>(req: IncomingMessage, shape: z.ZodType<T>): Promise<T> {
  const text = (await readBytes(req, largestBody)).toString("utf8");
  const result = shape.safeParse(parsed(text));
  if (!result.success) throw new Refusal(400, "BadArgument", "The body does not have the form of an activity.");
  return result.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, "MalformedData", "The body is not JSON.");
  }
}

/** The body of a request. @throws {Refusal} when it has more bytes than `most`. */
export function readBytes(req: IncomingMessage, most: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // Made only when it is needed: an error takes its stack with it, and that costs more than reading a message.
    const early = () => reject(new Refusal(400, "MalformedData", "The body ended early."));
    if (req.destroyed) return early();
    let whole = false;
    const chunks: Buffer[] = [];
    let size = 0;
    req.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= most) chunks.push(chunk);
      else if (size > hopelessBody) req.destroy();
      else reject(new Refusal(413, "MessageSizeTooBig", `At most ${Math.floor(most / 1024)} kB are taken.`));
    });
    req.on("end", () => {
      whole = true;
      resolve(Buffer.concat(chunks));
    });
    req.on("error", early);
    req.on("close", () => {
      if (!whole) early();
    });
  });
}
