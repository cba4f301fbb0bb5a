import { z } from "zod";
import type { StandIn } from "../../bots/whatsapp/stand-in/stand-in.ts";
import type { SentMessage } from "../../bots/whatsapp/stand-in/world.ts";

const statuses = z.object({ statuses: z.array(z.object({ id: z.string() })).optional() });
const envelope = z.object({ entry: z.array(z.object({ changes: z.array(z.object({ value: statuses })) })) });

/** When a report of each message of ours was first acknowledged, by Meta's id of it. */
export function firstReports(standIn: Pick<StandIn, "listen">): ReadonlyMap<string, number> {
  const first = new Map<string, number>();
  standIn.listen((event) => {
    if (event.kind !== "webhook" || event.record.answers.at(-1)?.status !== 200) return;
    const { entry } = envelope.parse(JSON.parse(event.record.body));
    const told = entry.flatMap(({ changes }) => changes.flatMap(({ value }) => value.statuses ?? []));
    for (const { id } of told) if (!first.has(id)) first.set(id, Date.now());
  });
  return first;
}

/** Milliseconds that a call may take on a busy machine. */
const underWay = 5000;

/**
 * How many messages came again though a report had said that they came: those that need not have. Where no report was
 * acknowledged, nobody can know that a message went out whose server died with the answer to its call.
 */
export function repeatedThoughReported(
  sent: readonly Pick<SentMessage, "id" | "at" | "body">[],
  reported: ReadonlyMap<string, number>,
): number {
  const known = new Map<string, number>();
  let count = 0;
  for (const { id, at, body } of sent) {
    const ours = String(body.biz_opaque_callback_data);
    if ((known.get(ours) ?? Number.POSITIVE_INFINITY) + underWay < at) count += 1;
    known.set(
      ours,
      Math.min(known.get(ours) ?? Number.POSITIVE_INFINITY, reported.get(id) ?? Number.POSITIVE_INFINITY),
    );
  }
  return count;
}
