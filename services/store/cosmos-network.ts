import { type IncomingMessage, Agent as PlainAgent, request as plainRequest } from "node:http";
import { Agent as SecureAgent, request as secureRequest } from "node:https";
import {
  createHttpHeaders,
  type HttpClient,
  type PipelineRequest,
  type PipelineResponse,
  RestError,
} from "@azure/core-rest-pipeline";

/** Codes of a connection that never came about: the service has heard nothing. */
const unreached = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "ETIMEDOUT"]);

const ways = {
  "http:": { request: plainRequest, agent: new PlainAgent({ keepAlive: true }) },
  "https:": { request: secureRequest, agent: new SecureAgent({ keepAlive: true, minVersion: "TLSv1.2" }) },
} as const;

/**
 * Text out and text back, which is all that documents need: the pipeline's own client, made for streams, takes a third
 * more CPU for a request.
 *
 * Names what breaks so that the SDK does the right thing about it, by what @azure/cosmos 4.10 does: a server that is not
 * there sends it to the next region, where by itself it would only look at names that cannot be resolved; a connection
 * that broke in use is left to `cosmos-attempts.ts`, which comes again at once, where the SDK would wait a second.
 */
export function networkClient(): HttpClient {
  return {
    sendRequest: (request) =>
      new Promise((resolve, reject) => {
        const { body, abortSignal } = request;
        if (body !== undefined && body !== null && typeof body !== "string") throw new TypeError("only text is sent");
        const asked = requestFor(request, (answer) => {
          answered(request, answer).then(resolve, fail);
        });
        const abort = () => asked.destroy(new Aborted("the request was given up"));
        const fail = (error: unknown) => reject(named(error));
        abortSignal?.addEventListener("abort", abort, { once: true });
        asked.on("close", () => abortSignal?.removeEventListener("abort", abort));
        asked.on("error", fail);
        asked.end(body ?? undefined);
        if (abortSignal?.aborted) abort();
      }),
  };
}

function requestFor({ url, method, headers, body }: PipelineRequest, hear: (answer: IncomingMessage) => void) {
  const to = new URL(url);
  const { request, agent } = ways[to.protocol === "https:" ? "https:" : "http:"];
  const length = typeof body === "string" ? { "Content-Length": String(Buffer.byteLength(body)) } : {};
  return request(to, { method, agent, headers: { ...headers.toJSON({ preserveCase: true }), ...length } }, hear);
}

function answered(request: PipelineRequest, answer: IncomingMessage): Promise<PipelineResponse> {
  return new Promise((resolve, reject) => {
    let bodyAsText = "";
    answer.setEncoding("utf8");
    answer.on("data", (some: string) => {
      bodyAsText += some;
    });
    answer.on("error", reject);
    answer.on("end", () => {
      resolve({ request, status: answer.statusCode ?? 0, headers: headersOf(answer), bodyAsText });
    });
  });
}

function headersOf({ headers }: IncomingMessage) {
  const single = Object.entries(headers).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : []));
  return createHttpHeaders(Object.fromEntries(single));
}

/** The SDK knows by this name that it gave up itself. */
class Aborted extends Error {
  override readonly name = "AbortError";
}

/** Looked at by its fields: an error of Node's own need not be of this realm's class. */
function named(error: unknown): unknown {
  if (typeof error !== "object" || error === null || error instanceof Aborted) return error;
  const [code, message] = ["code", "message"].map((field): unknown => Reflect.get(error, field));
  if (typeof code !== "string") return error;
  return new RestError(String(message), {
    code: unreached.has(code) ? RestError.REQUEST_SEND_ERROR : `BROKEN_${code}`,
  });
}
