import { language as languages } from "../schema.ts";
import { ranker } from "./ranker.ts";

interface Given {
  readonly id: string;
  readonly title: string;
  readonly question?: string;
  readonly text: string;
}

/** The ranking alone, over passages that are no course: what public question sets measure (`docs/search.md`). */
export function build(passages: readonly Given[], { lang }: { readonly lang: string }) {
  const searchable = passages.map(({ title, question, text }) => ({ title, text, names: question ? [question] : [] }));
  const { rank } = ranker(searchable, languages.catch("es").parse(lang));
  return {
    search: (query: string, count: number): string[] =>
      rank(query)
        .ranked.slice(0, count)
        .flatMap(({ passage }) => passages[passage]?.id ?? []),
  };
}
