import { createServer, type IncomingMessage, type RequestOptions, request, type ServerResponse } from "node:http";

/** What goes wrong with one request. */
export type Fault =
  /** The service refuses it. */
  | { readonly is: "status"; readonly status: number; readonly substatus?: number; readonly retryAfter?: number }
  /** The connection breaks before the service hears of it, or before its answer arrives. */
  | { readonly is: "cut"; readonly carriedOut: boolean }
  /** No answer ever comes. */
  | { readonly is: "silence"; readonly carriedOut: boolean }
  /** Something on the way answers in the service's place. */
  | { readonly is: "html" };

export interface Passing {
  readonly method: string;
  /** `learners/learner`: container and document; without the latter for a creation or a query. */
  readonly what: string;
  /** The body of what was asked. */
  readonly body: string;
  /** Whether it is to be done only if the document is still what it was. */
  readonly conditional: boolean;
}

interface Region {
  readonly name: string;
  readonly url: string;
}

export interface FaultProxy {
  readonly url: string;
  /** Every request for documents since the last call, with the status that the client saw. */
  seen(): readonly string[];
  /** Decides what goes wrong. Nothing, when it answers undefined. */
  breaking(rule: (passing: Passing) => Fault | undefined): void;
  /** Largest body in bytes that is let through. */
  limit(bytes: number): void;
  /** Tells clients that the account has these regions, and which of them takes writes. */
  regions(reading: readonly Region[], writing: readonly Region[]): void;
  close(): Promise<void>;
}

/** Stands between a client and the emulator, and breaks what it is told to, as networks and services do. */
export async function faultProxy(target: string): Promise<FaultProxy> {
  let rule: (passing: Passing) => Fault | undefined = () => undefined;
  let most = 2 * 1024 * 1024;
  let account: object = {};
  let seen: string[] = [];

  const server = createServer((req, res) => {
    void handle(req, res).catch(() => res.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;

  async function handle(req: IncomingMessage, res: ServerResponse): Promise<unknown> {
    const body = await bodyOf(req);
    const concerns = /\/docs/.test(req.url ?? "") && !isPlan(req);
    if (!concerns) return passOn(req, res, body);
    const passing = {
      method: methodOf(req),
      what: whatOf(req.url ?? ""),
      body,
      conditional: req.headers["if-match"] !== undefined,
    };
    const fault = tooLarge(body) ?? rule(passing);
    const status = fault ? await suffer(fault, req, res, body) : await passOn(req, res, body);
    return seen.push(`${passing.method} ${passing.what} ${status}`);
  }

  async function passOn(req: IncomingMessage, res: ServerResponse, body: string) {
    const answer = await pass(req, body);
    // Not chained: restify, where a test before this one loaded it, makes every writeHead of the process answer nothing.
    res.writeHead(answer.status, answer.headers);
    res.end(req.url === "/" ? withRegions(answer.body) : answer.body);
    return answer.status;
  }

  async function suffer(fault: Fault, req: IncomingMessage, res: ServerResponse, body: string) {
    if (fault.is === "status") return refuse(res, fault);
    if (fault.is === "html") return answerInPlace(res);
    if (fault.carriedOut) await pass(req, body);
    if (fault.is === "cut") res.destroy();
    return fault.is;
  }

  function tooLarge(body: string): Fault | undefined {
    return Buffer.byteLength(body) > most ? { is: "status", status: 413 } : undefined;
  }

  function withRegions(body: string): string {
    return JSON.stringify({ ...JSON.parse(body), ...account });
  }

  function pass(req: IncomingMessage, body: string): Promise<Answer> {
    const to: RequestOptions = { method: req.method, headers: { ...req.headers, host: new URL(target).host } };
    return new Promise((resolve, reject) => {
      const onward = request(new URL(req.url ?? "/", target), to, (answer) => {
        const { statusCode: status = 502, headers } = answer;
        const { "transfer-encoding": _, "content-length": __, ...rest } = headers;
        bodyOf(answer).then((body) => resolve({ status, headers: rest, body }), reject);
      });
      onward.on("error", reject).end(body);
    });
  }

  return {
    url,
    seen() {
      const past = seen;
      seen = [];
      return past;
    },
    breaking(next) {
      rule = next;
    },
    limit(bytes) {
      most = bytes;
    },
    regions(reading, writing) {
      const located = (regions: readonly Region[]) =>
        regions.map(({ name, url }) => ({ name, databaseAccountEndpoint: `${url}/` }));
      account = { readableLocations: located(reading), writableLocations: located(writing) };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A rule that breaks the first `times` requests of some kind, and lets others through. */
export function first(times: number, fault: Fault, concerns: (passing: Passing) => boolean) {
  let left = times;
  return (passing: Passing): Fault | undefined => {
    if (left === 0 || !concerns(passing)) return undefined;
    left -= 1;
    return fault;
  };
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

async function bodyOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function isPlan(req: IncomingMessage): boolean {
  return req.headers["x-ms-cosmos-is-query-plan-request"] !== undefined;
}

function methodOf(req: IncomingMessage): string {
  return req.headers["x-ms-documentdb-isquery"] === undefined ? (req.method ?? "") : "QUERY";
}

function whatOf(url: string): string {
  const [, container = "", document = ""] = /\/colls\/([^/]+)(?:\/docs\/?([^/?]*))?/.exec(url) ?? [];
  return document === "" ? container : `${container}/${document}`;
}

function answerInPlace(res: ServerResponse): number {
  res.writeHead(502, { "Content-Type": "text/html" });
  res.end("<html>Bad gateway</html>");
  return 502;
}

function refuse(res: ServerResponse, { status, substatus, retryAfter }: Fault & { is: "status" }): number {
  res.writeHead(status, {
    "Content-Type": "application/json",
    "x-ms-activity-id": "00000000-0000-0000-0000-000000000001",
    ...(substatus === undefined ? {} : { "x-ms-substatus": String(substatus) }),
    ...(retryAfter === undefined ? {} : { "x-ms-retry-after-ms": String(retryAfter) }),
  });
  res.end(JSON.stringify({ code: String(status), message: "Resource learner web:ana Secreta was refused" }));
  return status;
}
