import { Agent } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { inTime, post, type Shot } from "./load.ts";

interface Pace {
  readonly port: number;
  /** A second. */
  readonly rate: number;
  /** Seconds after which nothing more is sent. */
  readonly patience: number;
}

/** Milliseconds from when each was due: until the request was answered, and until the answer had come. */
interface Waits {
  readonly acknowledged: readonly number[];
  readonly answered: readonly number[];
  /** Seconds from the first request to the last answer. */
  readonly took: number;
}

/** More than these at a time wait on this side, and their waits go on. */
const connections = 128;

/** Sends shots at a steady rate, whether those before are answered or not. */
export async function steady(shots: readonly Shot[], { port, rate, patience }: Pace): Promise<Waits> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const [acknowledged, answered]: [number[], number[]] = [[], []];
  const start = performance.now();

  async function send(shot: Shot, due: number): Promise<void> {
    const answer = shot.answered?.();
    const { status, body } = await post(shot, port, agent);
    if (status !== 200) throw new Error(`answered with ${status}: ${body}`);
    acknowledged.push(performance.now() - due);
    // What is later than that counts as if it had come then.
    if (answer) await inTime(answer).catch(() => {});
    answered.push(performance.now() - due);
  }

  const underWay: Promise<void>[] = [];
  for (const [index, shot] of shots.entries()) {
    const due = start + (index * 1000) / rate;
    while (performance.now() < due) await pause(1);
    if (performance.now() - start > patience * 1000) break;
    underWay.push(send(shot, due));
  }
  await Promise.all(underWay);
  const took = (performance.now() - start) / 1000;
  agent.destroy();
  return { acknowledged, answered, took };
}
