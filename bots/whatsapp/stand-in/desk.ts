import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import { z } from "zod";
import type { WhatsAppRates } from "../../../content/whatsapp-rates.ts";
import { pageAssets } from "../../assets.ts";
import { act, perform } from "./acts.ts";
import { type DeskPhone, deskPhone } from "./desk-phone.ts";
import { userIdOf } from "./phone.ts";
import type { StandIn } from "./stand-in.ts";

/** A page with a phone on it, and what is needed to play with the stand-in. */
export interface Desk {
  readonly url: string;
  close(): Promise<void>;
}

interface Parts {
  readonly standIn: StandIn;
  readonly clock: { now(): number; jump(milliseconds: number): void };
  readonly rates: WhatsAppRates;
  readonly port: number;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

const newPhone = z.object({ country: z.string(), hidden: z.boolean(), name: z.string().min(1).max(60) });

export async function phoneDesk({ standIn, clock, rates, port }: Parts): Promise<Desk> {
  const { html, files } = pageAssets(join(import.meta.dirname, "page"));
  const phones = new Map<string, DeskPhone>();

  const stopListening = standIn.listen((event) => {
    for (const desk of phones.values()) if (desk.notice(event)) show(desk);
  });

  function show(desk: DeskPhone): void {
    const view = desk.view();
    for (const watcher of desk.watchers) watcher(view);
  }

  function add(wish: z.infer<typeof newPhone>): string {
    const calling = rates.rates.find(({ country }) => country === wish.country)?.calling ?? "999";
    const number = `${calling}5550${String(phones.size + 1).padStart(4, "0")}`;
    const userId = userIdOf(wish.country, number);
    const phone = standIn.phone({ phone: number, name: wish.name, hidden: wish.hidden, userId });
    phones.set(number, deskPhone(phone, wish.country, standIn.world, rates));
    return number;
  }

  function watch(desk: DeskPhone, response: ServerResponse): void {
    response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
    const watcher = (view: unknown) => response.write(`data: ${JSON.stringify(view)}\n\n`);
    desk.watchers.add(watcher);
    response.on("close", () => desk.watchers.delete(watcher));
    watcher(desk.view());
  }

  async function post(request: IncomingMessage, desk: DeskPhone | undefined, response: ServerResponse): Promise<void> {
    const body: unknown = JSON.parse(await textOf(request));
    if (!desk) return json(response, 200, { number: add(newPhone.parse(body)) });
    await perform(act.parse(body), { phone: desk.phone, standIn, clock });
    for (const other of phones.values()) show(other);
    json(response, 200, {});
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://localhost");
    const [, first = "", second = ""] = url.pathname.split("/");
    const asset = first === "" ? html : files.get(url.pathname);
    if (asset) return send(response, asset.type, asset.plain);
    if (first === "rates") return json(response, 200, rates);
    if (first === "media") return file(second, response);
    return talk(first, second, { request, response });
  }

  /** `GET /events/{phone}` looks on, `POST /phones` buys a phone, `POST /phones/{phone}` uses it. */
  async function talk(path: string, number: string, { request, response }: Exchange): Promise<void> {
    const desk = phones.get(number);
    if (path === "events" && desk) return watch(desk, response);
    const isNew = number === "" && request.method === "POST";
    if (path === "phones" && (desk || isNew)) return post(request, desk, response);
    missing(response);
  }

  function file(id: string, response: ServerResponse): void {
    const found = standIn.media.get(id);
    if (found) send(response, found.type, found.bytes);
    else missing(response);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else json(response, 400, { error: String(error) });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  const listening = address !== null && typeof address === "object" ? address.port : port;

  return {
    url: `http://127.0.0.1:${listening}`,
    async close() {
      stopListening();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function missing(response: ServerResponse): void {
  response.statusCode = 404;
  response.end();
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store" });
  response.end(JSON.stringify(body));
}

function send(response: ServerResponse, type: string, bytes: Buffer): void {
  response.writeHead(200, { "Content-Type": type, "Content-Length": bytes.length, "Cache-Control": "no-cache" });
  response.end(bytes);
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
