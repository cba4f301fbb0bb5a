import type { WebSocket } from "ws";

/** An open WebSocket, and how far its client has read. */
export interface Stream {
  readonly conversation: string;
  readonly socket: WebSocket;
  /** Number of the last entry sent. */
  last: number;
  /** Whether it is being caught up from the log. */
  busy: boolean;
  /** Whether something was appended meanwhile. */
  behind: boolean;
  /** Whether it answered the last heartbeat. */
  alive: boolean;
}
