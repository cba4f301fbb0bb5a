import type { Learner } from "./state.ts";
import type { Input } from "./types.ts";

/** How many message ids are remembered with a learner as they are, and how many more by a mark. */
const remembered = 32;
const marked = 512;
const markLength = 8;

const day = 24 * 3_600_000;

/**
 * Whether a message was heard before. What is sent again within the last few hundred messages of a learner is known, however
 * long ago it was; that another message is taken for one of them happens once in some thousand million.
 */
export function isHeard({ heard, heardBefore }: Learner, id: string): boolean {
  if (heard.includes(id)) return true;
  if (heardBefore === undefined) return false;
  const mark = markOf(id);
  for (let at = heardBefore.indexOf(mark); at >= 0; at = heardBefore.indexOf(mark, at + 1)) {
    if (at % markLength === 0) return true;
  }
  return false;
}

/** The learner with a message among those heard, and the day of the latest. */
export function hearing(before: Learner, { id, on, kind, sent }: Pick<Input, "id" | "on" | "kind" | "sent">): Learner {
  const heard = [...before.heard, id];
  const learner =
    sent === undefined || !before.consent ? before : { ...before, latest: Math.max(sent, before.latest ?? 0) };
  // What the world answers is no sign of life.
  const seen = kind === "answer" ? learner.seen : Math.max(learner.seen ?? 0, on - (on % day));
  if (heard.length <= remembered) return { ...learner, seen, heard };
  const older = heard.slice(0, -remembered).map(markOf).join("");
  const heardBefore = ((learner.heardBefore ?? "") + older).slice(-marked * markLength);
  return { ...learner, seen, heard: heard.slice(-remembered), heardBefore };
}

/** Whether a text was sent before another that was heard already: what it answers may be asked no more. */
export function isOvertaken({ latest }: Learner, { kind, sent }: Pick<Input, "kind" | "sent">): boolean {
  return kind === "text" && sent !== undefined && latest !== undefined && sent < latest;
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Eight characters that stand for an id: 48 bits of two multiplicative hashes that are mixed (after cyrb53). */
function markOf(id: string): string {
  let [one, other] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < id.length; at += 1) {
    const code = id.charCodeAt(at);
    one = Math.imul(one ^ code, 2_654_435_761);
    other = Math.imul(other ^ code, 1_597_334_677);
  }
  one = Math.imul(one ^ (one >>> 16), 2_246_822_507) ^ Math.imul(other ^ (other >>> 13), 3_266_489_909);
  other = Math.imul(other ^ (other >>> 16), 2_246_822_507) ^ Math.imul(one ^ (one >>> 13), 3_266_489_909);
  return fourOf(one) + fourOf(other);
}

function fourOf(bits: number): string {
  const letter = (from: number) => letters.charAt((bits >>> from) & 63);
  return letter(0) + letter(6) + letter(12) + letter(18);
}
