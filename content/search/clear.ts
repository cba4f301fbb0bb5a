import { holdsWhatIsAsked } from "./asks-for.ts";
import type { Signs } from "./confidence.ts";
import type { CourseIndex } from "./course-index.ts";
import type { Countries } from "./favour.ts";
import { fold } from "./fold.ts";
import type { Passage } from "./passage.ts";
import type { Ranked } from "./ranker.ts";
import { isSupported } from "./said-of.ts";

/** A question, and how its passages were weighed. */
export interface Asking {
  readonly index: CourseIndex;
  readonly question: string;
  readonly countries: Countries;
  readonly ranked: readonly Ranked[];
  readonly signs: Signs;
}

/** Whether nothing speaks against a likely passage as an answer. */
export function isClear({ index, question, countries, signs }: Asking, passage: Passage): boolean {
  return (
    !isOther(signs) &&
    isSupported(index, signs.asked, signs.best.passage, countries) &&
    !isOfAnyCountry(passage, countries) &&
    !isOfNoCountry(index, passage, countries) &&
    !isOfOtherYear(passage, question) &&
    !isOnlyCited(passage) &&
    holdsWhatIsAsked(passage, question)
  );
}

/** A question of few words is about each of them: the Convention of Vienna is not ours, however alike the names look. */
const fewWords = 3;

function isOther({ telling, lacking }: Signs): boolean {
  return telling <= fewWords && lacking > 0;
}

/** A fact that every country has, where nothing tells which one is meant. */
function isOfAnyCountry({ topic, country }: Passage, { named, own }: Countries): boolean {
  return topic !== undefined && country !== own && !named.includes(country ?? "");
}

/** What is told of every country, where one was named that it does not speak of. */
function isOfNoCountry({ passages }: CourseIndex, { country, title, text }: Passage, { named }: Countries): boolean {
  if (country !== undefined || named.length === 0) return false;
  const told = ` ${fold(`${title} ${text}`)} `;
  const names = named.flatMap((code) => passages.find(({ id }) => id === `${code}.lead`)?.title.split(":")[0] ?? []);
  return names.length > 0 && !names.some((name) => told.includes(` ${fold(name)} `));
}

/** What is told of 2023 does not answer who asks about 2024. */
function isOfOtherYear({ title, text }: Passage, question: string): boolean {
  const years = question.match(year);
  const told = title.match(year) ?? text.match(year);
  return years !== null && told !== null && !years.some((one) => told.includes(one));
}

/** Who asks for a law by its very name gets where to read it; whoever asks what it says does not. */
function isOnlyCited({ kind }: Passage): boolean {
  return kind === "source";
}

const year = /\b(?:19|20)\d\d\b/g;
