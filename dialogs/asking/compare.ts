import { type Country, topics } from "../../content/country.ts";
import { lengthOf } from "../../content/limits.ts";
import { fold } from "../../content/search/fold.ts";
import { topicsNamed } from "../../content/search/topics-named.ts";
import { verifiedLine } from "../../content/shown.ts";
import { modulesByCountry } from "../countries.ts";
import { countriesNamed, countryName } from "../country-names.ts";
import { type Scene, text } from "../scene.ts";
import { foreignNote } from "../screens.ts";
import type { Input, Move, Reply } from "../types.ts";
import { wordList } from "../words.ts";

/**
 * Two countries side by side, row by row, when that is what was asked: «comparar Honduras y México»; with one named,
 * it and the learner's own. Undefined when it was not.
 */
export function comparison(scene: Scene, input: Input): Move | undefined {
  if (input.kind !== "text" || !asksToCompare(input.text)) return undefined;
  const known = modulesByCountry(scene)?.countries ?? [];
  const named = countriesNamed(scene, input.text);
  const own = scene.learner.country ?? "";
  const codes = [...new Set(named.length === 1 ? [own, ...named] : named)];
  const [one, other] = codes.flatMap((code) => known.find((country) => country.code === code) ?? []);
  if (one && other && isExamined(scene)) return { replies: [text(scene.say("ask.later"))] };
  if (one && other) return told(scene, one, other, topicsNamed(input.text));
  const bare = known.length > 0 && wordList("compare").includes(fold(input.text));
  return bare || (known.length > 0 && named.length > 0) ? { replies: [text(scene.say("compare.how"))] } : undefined;
}

/** While the evaluation that asks about countries is in pause, it would be answered here. */
function isExamined(scene: Scene): boolean {
  const asking = modulesByCountry(scene)?.id;
  return scene.learner.attempts.some(({ finished, module }) => finished === undefined && module === asking);
}

const longestAsked = 120;

function asksToCompare(said: string): boolean {
  const folded = ` ${fold(said)} `;
  return said.length <= longestAsked && wordList("compare").some((word) => folded.includes(` ${word} `));
}

/** «¿Y en Guatemala?» may follow where one fact alone was compared. */
function told(scene: Scene, one: Country, other: Country, named: readonly (typeof topics)[number][]): Move {
  const replies = sideBySide(scene, one, other, named);
  const [topic] = named;
  return named.length === 1 && scene.learner.consent ? { replies, learner: { asked: { topic } } } : { replies };
}

/** Only what was named, where something was: «el refugio en Honduras y en México». */
function sideBySide(scene: Scene, one: Country, other: Country, named: readonly (typeof topics)[number][]): Reply[] {
  const { say } = scene;
  const [here, there] = [one, other].map(({ code }) => countryName(scene, code));
  const rows = (named.length > 0 ? named : topics).map((topic) =>
    [
      `**${say(`topic.${topic}`)}**`,
      `_${here}:_ ${one.facts[topic].short}`,
      `_${there}:_ ${other.facts[topic].short}`,
    ].join("\n"),
  );
  const [oldest = one.checked] = [one.checked, other.checked].toSorted();
  const title = say("compare.title", { one: here ?? "", other: there ?? "" });
  const verified = verifiedLine({ on: oldest, confirm: true }, scene.learner.language);
  const only = foreignNote(scene, modulesByCountry(scene)?.language ?? scene.course.language);
  return packed([title, ...rows, [verified, only].filter(Boolean).join("\n")], scene.screen.length);
}

/** Paragraphs in as few messages as hold them whole. */
function packed(paragraphs: readonly string[], room: number): Reply[] {
  const messages: string[] = [];
  for (const paragraph of paragraphs) {
    const longer = [...messages.slice(-1), paragraph].join("\n\n");
    if (messages.length > 0 && lengthOf(longer) <= room) messages.splice(-1, 1, longer);
    else messages.push(paragraph);
  }
  return messages.map(text);
}
