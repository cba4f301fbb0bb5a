import { oneDay } from "../../dialogs/coordinator/one-day.ts";
import { dayOf } from "../../dialogs/summary.ts";
import type { Listed } from "../roster/roster.ts";
import type { Reason, Track } from "./track.ts";

/** Rules by which people are told apart. They are said to whoever asks, and are no score. */
export const rules = {
  /** Days without a step done until somebody counts as stuck. */
  stuck: 7,
  /** Days without a message until somebody counts as gone quiet. */
  quiet: 14,
  /** Days after joining until somebody who has not started counts as at risk. */
  unstarted: 7,
  /** What part of the course makes the end near. */
  near: 0.8,
  /** Days that «active» and «inactive» look back where none are named. */
  active: 7,
} as const;

/** When a question is asked, and when the edition ends, where it does. */
export interface Moment {
  readonly on: number;
  readonly ends: number | undefined;
}

/** Days since something was done last, or since they joined. */
export function idleDays({ since }: Track, { on }: Moment): number {
  return Math.max(0, Math.floor((on - since) / oneDay));
}

/** Days since their latest message. */
export function quietDays({ seen }: Track, { on }: Moment): number {
  return Math.max(0, dayOf(on) - seen);
}

/** Whether somebody wrote within so many days. Who never wrote since that is counted did not. */
export function isActive({ summary, track }: Listed, moment: Moment, days: number = rules.active): boolean {
  return summary.seen !== undefined && quietDays(track, moment) < days;
}

export function isAtRisk(person: Listed, moment: Moment): boolean {
  return reasonCount(person, moment) > 0;
}

/** How many reasons there are to be at risk: as many as `reasonsFor` names, without making them. */
export function reasonCount({ summary, track }: Listed, moment: Moment): number {
  if (track.finished) return 0;
  const here = daysHere(summary.since, moment);
  return (
    Number(isUnstarted(track, here)) +
    Number(isQuiet(track, moment)) +
    track.lasting.length +
    Number(paceFor(track, here, moment) !== undefined)
  );
}

/** Why somebody is at risk now. */
export function reasonsFor({ summary, track }: Listed, moment: Moment): Reason[] {
  if (track.finished) return [];
  const here = daysHere(summary.since, moment);
  const pace = paceFor(track, here, moment);
  return [
    ...(isUnstarted(track, here) ? [{ what: "unstarted" as const, with: String(here) }] : []),
    ...(isQuiet(track, moment) ? [{ what: "quiet" as const, with: String(quietDays(track, moment)) }] : []),
    ...track.lasting,
    ...(pace === undefined ? [] : [{ what: "pace" as const, with: String(Math.ceil(pace)) }]),
  ];
}

function daysHere(joined: number, { on }: Moment): number {
  return Math.floor((on - joined) / oneDay);
}

function isUnstarted({ started }: Track, here: number): boolean {
  return !started && here >= rules.unstarted;
}

function isQuiet(track: Track, moment: Moment): boolean {
  return track.started && quietDays(track, moment) >= rules.quiet;
}

/** A pace says something after so many days. */
const paced = 7;

/** Days that the rest takes at their pace, where the edition ends before. */
function paceFor({ share }: Track, here: number, { on, ends }: Moment): number | undefined {
  if (ends === undefined || here < paced || share <= 0) return undefined;
  const needed = ((1 - share) * here) / share;
  return on + needed * oneDay > ends ? needed : undefined;
}
