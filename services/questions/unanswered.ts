import { createHash } from "node:crypto";
import { z } from "zod";
import { RegisterConflict } from "../errors.ts";
import { queue } from "../queue.ts";
import type { Register } from "../store/register.ts";

/** How many questions the course did not answer, by the module they are nearest to. No words, and nobody's. */
const folder = "questions-by-topic";

const counted = z.strictObject({
  count: z.int(),
  last: z.int(),
  /** The latest that were counted, by a sign of the request: one that is asked again is counted once. */
  seen: z.array(z.string()),
});

const remembered = 50;
const tries = 8;

/** A topic is counted one after the other, so that only other servers can be in the way. */
const counting = queue();

/** Counts one more unanswered question of a topic; the same request counts once. */
export function countUnanswered(register: Register, topic: string, id: string, on: number): Promise<void> {
  return counting.run(topic, () => countOne(register, topic, id, on));
}

async function countOne(register: Register, topic: string, id: string, on: number): Promise<void> {
  const sign = createHash("sha256").update(id).digest("hex").slice(0, 16);
  for (let left = tries; left > 0; left -= 1) {
    const kept = await register.get(folder, topic);
    const before = kept ? counted.parse(JSON.parse(kept.body)) : { count: 0, last: 0, seen: [] };
    if (before.seen.includes(sign)) return;
    const seen = [...before.seen, sign].slice(-remembered);
    const body = JSON.stringify({ count: before.count + 1, last: Math.max(on, before.last), seen });
    try {
      await register.put(folder, topic, body, kept?.revision);
      return;
    } catch (error) {
      if (!(error instanceof RegisterConflict) || left === 1) throw error;
    }
  }
}

export interface TopicCount {
  readonly topic: string;
  readonly count: number;
}

/** The topics that the course answers least, most asked first. */
export async function unansweredByTopic(register: Register): Promise<TopicCount[]> {
  const kept = await register.list(folder, { prefix: "", after: "", limit: 200 });
  const counts = kept.map(({ id, body }) => ({ topic: id, count: counted.parse(JSON.parse(body)).count }));
  return counts.toSorted((one, other) => other.count - one.count);
}
