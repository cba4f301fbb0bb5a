import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import { type Dispatch, type Dispatches, type Rank, ranks, rises } from "./dispatches.ts";
import type { Access } from "./sqlite-commit.ts";

const rank = z.enum(ranks);
const rankRow = z.object({ rank });
const row = z.object({
  id: z.string(),
  learner: z.string(),
  number: z.string(),
  rank,
  tries: z.int(),
  changed: z.int(),
  code: z.int().nullable(),
  said: z.string().nullable(),
});

export function sqliteDispatches(database: DatabaseSync, { read, write }: Access): Dispatches {
  const columns = "id, learner, number, rank, tries, changed, code, said";
  const findOne = database.prepare(`SELECT ${columns} FROM dispatches WHERE id = ?`);
  const findChannel = database.prepare(
    `SELECT ${columns} FROM dispatches WHERE channel_id = ? ORDER BY changed DESC LIMIT 1`,
  );
  const findRank = database.prepare("SELECT rank FROM dispatches WHERE id = ?");
  const begin = database.prepare(
    `INSERT INTO dispatches (id, learner, number, rank, tries, changed, said) VALUES (?, ?, ?, 'trying', 1, ?, ?)
     ON CONFLICT (id) DO UPDATE SET tries = tries + 1, changed = excluded.changed, said = excluded.said
     WHERE rank = 'trying'`,
  );
  // What arrived need not be said again.
  const unsaid = "said = iif(:rank IN ('delivered', 'read', 'played'), NULL, said)";
  const accept = database.prepare(
    `UPDATE dispatches SET channel_id = :channelId, rank = :rank, changed = :on, ${unsaid} WHERE id = :id`,
  );
  const raise = database.prepare(
    `UPDATE dispatches SET rank = :rank, changed = :on, code = :code, ${unsaid} WHERE id = :id`,
  );
  const remove = database.prepare("DELETE FROM dispatches WHERE id = ? AND rank = 'trying'");
  const findOf = database.prepare(`SELECT ${columns} FROM dispatches WHERE learner = ? ORDER BY changed, id`);
  const removeOf = database.prepare("DELETE FROM dispatches WHERE learner = ?");
  const removeOld = database.prepare("DELETE FROM dispatches WHERE changed < ?");

  return {
    find: (id) => read(() => dispatchIn(findOne.get(id))),
    findByChannelId: (channelId) => read(() => dispatchIn(findChannel.get(channelId))),
    trying: ({ id, learner, number, said }, on) =>
      // There is no other server.
      write(() => begin.run(id, learner, number, on, said ?? null).changes > 0),
    accepted: (id, channelId, on, rank = "accepted") =>
      write(() => {
        const known = rankOf(findRank.get(id));
        if (known) accept.run({ id, channelId, on, rank: rises(known, rank) ? rank : known });
      }),
    sent: ({ id, learner, number }, channelId, on) =>
      write(() => {
        begin.run(id, learner, number, on, null);
        accept.run({ id, channelId, on, rank: "accepted" });
      }),
    report: (id, rank, on, code) =>
      write(() => {
        const known = rankOf(findRank.get(id));
        if (!known || !rises(known, rank)) return false;
        raise.run({ id, rank, on, code: code ?? null });
        return true;
      }),
    withdraw: (id) =>
      write(() => {
        remove.run(id);
      }),
    of: (learner) => read(() => findOf.all(learner).flatMap((one) => dispatchIn(one) ?? [])),
    forgetLearner: (learner) =>
      write(() => {
        removeOf.run(learner);
      }),
    forget: (on) =>
      write(() => {
        removeOld.run(on);
      }),
  };
}

function rankOf(found: unknown): Rank | undefined {
  return found === undefined ? undefined : rankRow.parse(found).rank;
}

function dispatchIn(found: unknown): Dispatch | undefined {
  if (found === undefined) return undefined;
  const { changed, code, said, ...dispatch } = row.parse(found);
  return { ...dispatch, on: changed, ...(code === null ? {} : { code }), ...(said === null ? {} : { said }) };
}
