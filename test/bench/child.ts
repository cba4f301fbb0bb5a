import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { told } from "./answering.ts";

/** A server under test: its own process, alone with its core where `taskset` is there. */
export interface Child {
  /** Asks one thing; the next may be asked after the answer. @throws {Error} what the server could not do. */
  ask(what: string, given?: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

const serverCore = "0";
const loadCore = "1";
const tie = "taskset";

/** Whether processes can be tied to a core. */
export const pinned = spawnSync(tie, ["-c", loadCore, "true"]).status === 0;

/** Keeps this process, which makes the load, off the servers' core. */
export function stepAside(): void {
  if (pinned) spawnSync(tie, ["-a", "-c", "-p", loadCore, String(process.pid)]);
}

export function startServer(file: string, ...settings: readonly string[]): Child {
  const node = [process.execPath, "--disable-warning=ExperimentalWarning", fileURLToPath(file), ...settings];
  const [command = "", ...rest] = pinned ? [tie, "-c", serverCore, ...node] : node;
  const child = spawn(command, rest, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  return {
    async ask(what, given) {
      const answered = nextMessage(child);
      child.send({ what, given });
      const message = told.parse(await answered);
      if ("fault" in message) throw new Error(`${what}: ${message.fault}`);
      return message.answer;
    },
    async stop() {
      if (child.exitCode !== null) return;
      const ended = once(child, "exit");
      if (child.connected) child.disconnect();
      const impatience = setTimeout(() => child.kill("SIGKILL"), 5000);
      await ended;
      clearTimeout(impatience);
    },
  };
}

const patience = 60_000;

async function nextMessage(child: ChildProcess): Promise<unknown> {
  const over = new AbortController();
  const signal = AbortSignal.any([over.signal, AbortSignal.timeout(patience)]);
  const died = once(child, "exit", { signal }).then(() => Promise.reject(new Error("the server ended")));
  try {
    const [message] = await Promise.race([once(child, "message", { signal }), died]);
    return message;
  } finally {
    over.abort();
    died.catch(() => {});
  }
}
