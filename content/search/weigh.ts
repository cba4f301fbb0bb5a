import { confidence, type Signs } from "./confidence.ts";
import type { CourseIndex } from "./course-index.ts";
import { type Countries, favour, saysTheSame } from "./favour.ts";
import { tellingOf } from "./near.ts";
import type { Passage } from "./passage.ts";
import type { Ranked } from "./ranker.ts";

/** From which likelihood a passage is given as the answer. */
export const surely = 0.7;

export interface Weighed {
  readonly ranked: readonly Ranked[];
  /** Undefined where no passage holds a word of the question. */
  readonly signs: Signs | undefined;
}

/** Who asks for «la ley de niñez» means that of their own country, whose name stands in the passage. */
export function likelier(index: CourseIndex, question: string, countries: Countries): Weighed {
  const plain = weigh(index, question, countries);
  const [own] =
    countries.named.length > 0
      ? []
      : plain.ranked.slice(0, 5).flatMap(({ passage }) => {
          const one = index.passages[passage];
          return one?.topic !== undefined && one.country === countries.own ? [one] : [];
        });
  if (!own || !plain.signs) return plain;
  const [country = ""] = own.title.split(":");
  const full = weigh(index, `${question} ${country}`, countries);
  const { signs } = full;
  const clear = signs && confidence(signs) >= surely && signs.lacking === 0;
  return clear ? full : plain;
}

export function weigh(index: CourseIndex, question: string, countries: Countries): Weighed {
  const { asked, ranked } = index.ranker.rank(question, favour(index.passages, countries));
  const [best] = ranked;
  if (!best) return { ranked, signs: undefined };
  const lacking = index.ranker.lacking(asked, best.passage);
  const signs = {
    best,
    asked,
    ahead: ahead(best, ranked, index.passages, countries),
    telling: tellingOf(asked),
    lacking,
  };
  return { ranked, signs };
}

/** How far the best is ahead of the next that says something else, as a share of its score. */
function ahead(best: Ranked, ranked: readonly Ranked[], passages: readonly Passage[], countries: Countries): number {
  const first = passages[best.passage];
  const next = ranked.find((one) => one !== best && !saysTheSame(first, passages[one.passage], countries));
  return next ? (best.score - next.score) / best.score : 1;
}
