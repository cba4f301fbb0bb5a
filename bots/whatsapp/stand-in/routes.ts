import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { Account, BusinessNumber } from "./account.ts";
import { type GraphError, graphError, noSuchObject } from "./graph-error.ts";
import { manage } from "./management.ts";
import type { Media } from "./media.ts";
import type { Outcome, Sending } from "./sending.ts";
import type { World } from "./world.ts";

interface Parts {
  readonly world: World;
  readonly media: Media;
  readonly send: Sending;
  readonly origin: () => string;
}

/** Answers a request as the Graph API does. */
export function graphRoutes({ world, media, send, origin }: Parts) {
  const { account } = world;

  async function outcomeOf(request: IncomingMessage): Promise<Outcome> {
    const url = new URL(request.url ?? "/", origin());
    const [version = "", ...path] = url.pathname.split("/").filter(Boolean);
    const denied = denial(request, path[0] === "debug_token");
    if (denied) return refused(denied);
    if (version === "stand-in-media") return download(path[0] ?? "", url.searchParams);
    if (!/^v\d+\.\d+$/.test(version)) return refused(graphError(100, `Unknown path components: ${url.pathname}`));
    return route(request, path, url.searchParams);
  }

  async function route(request: IncomingMessage, path: readonly string[], search: URLSearchParams): Promise<Outcome> {
    const [node = "", edge] = path;
    const method = request.method ?? "GET";
    const number = account.numbers.find(({ id }) => id === node);
    if (method === "POST" && number) return post(number, edge, request);
    const file = edge === undefined ? media.get(node) : undefined;
    if (file) return answer(method === "DELETE" ? { success: media.remove(node) } : media.describe(file, origin()));
    const managed = manage(account, { path, search, method, byApp: bearerOf(request) === appToken(account) });
    return isError(managed) ? refused(managed) : answer(managed);
  }

  async function post(number: BusinessNumber, edge: string | undefined, request: IncomingMessage): Promise<Outcome> {
    if (edge === "messages") return send(number, parsed(await bytesOf(request)));
    return edge === "media" ? upload(request) : refused(noSuchObject(number.id, "POST"));
  }

  /** An app may look into a token with its own id and secret. */
  function denial(request: IncomingMessage, forToken: boolean): GraphError | undefined {
    const given = bearerOf(request);
    const search = new URL(request.url ?? "/", origin()).searchParams.get("access_token");
    const token = given ?? search ?? undefined;
    if (token === undefined) return graphError(190, "An access token is required to request this resource.");
    if (token === appToken(account) || (forToken && token === account.token)) return undefined;
    if (token !== account.token) return graphError(190, "Invalid OAuth access token - Cannot parse access token");
    return account.tokenFacts.valid ? undefined : graphError(190, "Error validating access token: Session has expired");
  }

  async function upload(request: IncomingMessage): Promise<Outcome> {
    const form = await formOf(request);
    const file = form?.get("file");
    if (form?.get("messaging_product") !== "whatsapp") {
      return refused(graphError(100, "The parameter messaging_product is required."));
    }
    if (!(file instanceof File)) return refused(graphError(100, "The parameter file is required."));
    const type = file.type || String(form.get("type") ?? "");
    const stored = media.upload(type, Buffer.from(await file.arrayBuffer()));
    return isError(stored) ? refused(stored) : answer({ id: stored.id });
  }

  function download(id: string, search: URLSearchParams): Outcome {
    const file = media.download(id, Number(search.get("until")));
    return file ? { kind: "answer", status: 200, body: file.bytes } : { kind: "answer", status: 404, body: "" };
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const outcome = await outcomeOf(request);
    if (outcome.kind === "cut") return void request.socket.destroy();
    if (outcome.kind === "hang") return;
    if (outcome.wait) await pause(outcome.wait);
    write(response, outcome.status, outcome.body);
  };
}

function bearerOf(request: IncomingMessage): string | undefined {
  return /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
}

/** An app asks in its own name with its id and its secret. */
function appToken({ appId, appSecret }: Account): string {
  return `${appId}|${appSecret}`;
}

function answer(body: unknown): Outcome {
  return { kind: "answer", status: 200, body };
}

function refused(error: GraphError): Outcome {
  return { kind: "answer", ...error };
}

function isError(value: unknown): value is GraphError {
  return typeof value === "object" && value !== null && "status" in value && "body" in value;
}

function write(response: ServerResponse, status: number, body: unknown): void {
  const plain = typeof body === "string" || Buffer.isBuffer(body);
  const bytes = plain ? body : JSON.stringify(body);
  response.writeHead(status, {
    "Content-Type": plain ? "application/octet-stream" : "application/json; charset=UTF-8",
    "Content-Length": Buffer.byteLength(bytes),
  });
  response.end(bytes);
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function formOf(request: IncomingMessage): Promise<FormData | undefined> {
  const type = request.headers["content-type"] ?? "";
  try {
    return await new Response(new Uint8Array(await bytesOf(request)), { headers: { "content-type": type } }).formData();
  } catch {
    return undefined;
  }
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return undefined;
  }
}
