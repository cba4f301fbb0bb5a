import { z } from "zod";
import type { Converse } from "../converse.ts";
import type { Log } from "../log.ts";
import type { Register } from "../store/register.ts";
import { type Application, reach } from "./application.ts";

/** Who has yet to be told something: in the folder `untold`, by learner. */
const untold = "untold";
const news = z.object({ edition: z.string(), reach });

interface Parts {
  readonly register: Register;
  readonly owe: Converse["owe"];
  readonly now: () => number;
  readonly log: Log;
}

/** Tells learners in their own thread what was decided on them. */
export function newsTeller({ register, owe, now, log }: Parts) {
  /** Learners who are being told, and how much is under way. */
  const telling = new Map<string, number>();

  /** Kept before anything is decided: a crash in between costs nobody the news. */
  async function warn(people: readonly Application[]): Promise<void> {
    await Promise.all(
      people.map(({ learner, edition, reach }) => register.set(untold, learner, JSON.stringify({ edition, reach }))),
    );
  }

  /** The turn that hears it asks for the news itself, so that what it hears is of that moment. Not waited for. */
  function tell(learner: string, { edition, reach: { to, screen } }: z.infer<typeof news>): void {
    telling.set(learner, (telling.get(learner) ?? 0) + 1);
    const on = now();
    const request = { kind: "standing", edition, news: true } as const;
    const asked = { on, seed: on, screen };
    const debt = {
      id: `news.${edition}.${on}`,
      to,
      replies: [],
      effects: [{ kind: "request", request } as const],
      asked,
    };
    owe(learner, debt)
      .then(async () => {
        if (telling.get(learner) === 1) await register.remove(untold, learner);
      })
      .catch((error: unknown) => log.error("news of an application are still to be told", error))
      .finally(() => {
        const left = (telling.get(learner) ?? 1) - 1;
        if (left > 0) telling.set(learner, left);
        else telling.delete(learner);
      });
  }

  return {
    warn,
    tell,
    async tellUntold(): Promise<void> {
      for (const { id, body } of await register.list(untold, { prefix: "", after: "", limit: 200 })) {
        if (!telling.has(id)) tell(id, news.parse(JSON.parse(body)));
      }
    },
    forget: (learner: string) => register.remove(untold, learner),
  };
}
