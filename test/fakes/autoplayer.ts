import { nextWords, type Skill } from "../../bots/authoring/player.ts";
import { type Session, say } from "../../bots/console/session.ts";

export interface Walk {
  readonly session: Session;
  readonly turns: number;
  readonly messages: number;
  readonly lines: readonly string[];
}

/** Plays until the session stands at `goal`, counting what the tutor sends. */
export function walkTo(start: Session, goal: string, skill: Skill, limit = 600): Walk {
  let session = start;
  let messages = 0;
  const lines: string[] = [];
  for (let turns = 0; turns < limit; turns += 1) {
    if (session.learner.place.at === goal) return { session, turns, messages, lines };
    const words = nextWords(session, skill);
    const played = say(session, words);
    session = played.session;
    messages += played.turn?.replies.length ?? 0;
    lines.push(`> ${words}`, ...played.lines);
  }
  throw new Error(`did not reach ${goal} in ${limit} turns; stands at ${JSON.stringify(session.learner.place)}`);
}
