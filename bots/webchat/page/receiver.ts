import { type Page, readPage } from "./activity.ts";
import type { Line } from "./line.ts";

/** What comes in, once and in order, however bad the line is. */
export interface Receiver {
  /** Asks now whether something came that the stream has not brought. */
  check(): Promise<void>;
  /** Whether what comes is brought, and need not be asked for. */
  isLive(): boolean;
}

interface Parts {
  readonly line: Line;
  /** Number of the last activity that was shown. */
  readonly watermark: number;
  readonly onPage: (page: Page) => void;
  /** Whether the server can be reached, whenever that is found out. */
  readonly onReach: (reached: boolean) => void;
}

const longestPause = 15_000;
const pollEvery = 2_000;
/** Nobody looks: a phone in a pocket should not pay for that. */
const pollHidden = 30_000;
/** A proxy may swallow a WebSocket without a word: after this long its opening has failed. */
const openingPatience = 8_000;
const pingEvery = 20_000;

/**
 * Listens on a WebSocket and opens it again when it breaks. Whenever there is none, asks by request instead, so a
 * network that lets no WebSocket through still works.
 */
export function receiver({ line, watermark, onPage, onReach }: Parts): Receiver {
  let last = watermark;
  let socket: WebSocket | undefined;
  let failures = 0;
  let polling = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function take(page: Page): void {
    if (page.watermark > last) last = page.watermark;
    onPage(page);
  }

  const isOpen = () => socket?.readyState === WebSocket.OPEN;

  async function listen(): Promise<void> {
    const mine = new WebSocket(await line.streamUrl(last));
    socket = mine;
    const opening = setTimeout(() => mine.close(), openingPatience);
    const ping = setInterval(() => mine.readyState === WebSocket.OPEN && mine.send(""), pingEvery);
    mine.onopen = () => {
      clearTimeout(opening);
      failures = 0;
      onReach(true);
    };
    mine.onmessage = ({ data }) => {
      if (typeof data === "string" && data !== "") take(readPage(JSON.parse(data)));
    };
    mine.onclose = () => {
      clearTimeout(opening);
      clearInterval(ping);
      if (socket === mine) socket = undefined;
      again();
    };
  }

  /** Opens the WebSocket after a pause that grows, and polls meanwhile. */
  function again(): void {
    failures += 1;
    const pause = Math.min(longestPause, 500 * 2 ** Math.min(failures, 6)) * (0.75 + Math.random() / 2);
    setTimeout(() => {
      if (!socket) listen().catch(again);
    }, pause);
    pollSoon(200);
  }

  function pollSoon(pause: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void poll(), pause);
  }

  async function poll(): Promise<void> {
    if (polling) return;
    polling = true;
    try {
      take(await line.read(`watermark=${last}`));
      onReach(true);
    } catch {
      onReach(false);
    } finally {
      polling = false;
      if (!isOpen()) pollSoon(document.visibilityState === "hidden" ? pollHidden : pollEvery);
    }
  }

  async function check(): Promise<void> {
    const before = last;
    await poll();
    // A socket that lived through a change of network may be dead without knowing: it should have brought this.
    if (last > before) socket?.close();
  }

  window.addEventListener("online", () => void check());
  window.addEventListener("offline", () => onReach(false));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void check();
  });
  listen().catch(again);
  return { check, isLive: isOpen };
}
