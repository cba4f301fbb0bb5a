import { Agent, request } from "node:http";

/** A request made ready, so that making it costs the load side little. */
export interface Shot {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Where the answer comes elsewhere than in the response: resolves with it, when asked before the request is sent. */
  readonly answered?: () => Promise<void>;
}

export interface Volley {
  /** Milliseconds from sending to the whole answer, one for each request. */
  readonly waits: readonly number[];
  readonly seconds: number;
}

interface Range {
  readonly port: number;
  readonly connections: number;
  /** Seconds after which nothing more is sent. */
  readonly patience: number;
  /** @throws {Error} when an answer is not what it must be. */
  readonly check: (status: number, body: string) => void;
}

/** Sends the shots in their order over connections that stay open, each as soon as one is free. */
export async function fire(shots: readonly Shot[], range: Range): Promise<Volley> {
  const agent = new Agent({ keepAlive: true, maxSockets: range.connections });
  const waits: number[] = [];
  const left = shots.values();
  const start = performance.now();

  async function keepFiring(): Promise<void> {
    for (const shot of left) {
      const sent = performance.now();
      const answered = shot.answered?.();
      const { status, body } = await post(shot, range.port, agent);
      range.check(status, body);
      if (answered) await inTime(answered);
      waits.push(performance.now() - sent);
      if (sent - start > range.patience * 1000) return;
    }
  }

  await Promise.all(Array.from({ length: range.connections }, keepFiring));
  const seconds = (performance.now() - start) / 1000;
  agent.destroy();
  return { waits, seconds };
}

/** Milliseconds after which an answer that was promised is missed. */
const longest = 40_000;

export async function inTime(answered: Promise<void>): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>();
  const late = setTimeout(() => reject(new Error("an answer never came")), longest);
  await Promise.race([answered, promise]).finally(() => clearTimeout(late));
}

/** Sent once more where the connection, open for long, was closed by the server just then. */
export function post(shot: Shot, port: number, agent: Agent, again = true): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const headers = { ...shot.headers, "Content-Length": Buffer.byteLength(shot.body) };
    const asked = request({ port, host: "127.0.0.1", method: "POST", path: shot.path, agent, headers }, (answer) => {
      let body = "";
      answer.setEncoding("utf8");
      answer.on("data", (chunk: string) => {
        body += chunk;
      });
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, body }));
      answer.on("error", reject);
    });
    asked.on("error", (error) =>
      again && asked.reusedSocket ? resolve(post(shot, port, agent, false)) : reject(error),
    );
    asked.end(shot.body);
  });
}
