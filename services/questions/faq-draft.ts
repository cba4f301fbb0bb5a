import { stringify } from "yaml";
import { fold } from "../../content/search/fold.ts";
import { stopWords } from "../../content/search/stop-words.ts";
import { mask } from "../../dialogs/care/mask.ts";
import type { Answered } from "./questions.ts";

/** What an author has to add: `content:lint` asks for it. */
const note = "# Borrador: revise el texto, agregue otras formas de preguntarlo, las fuentes y la lección.\n";

/** An answered question as an entry for the `faq.yaml` of its module, without a name or number of anybody. */
export function faqDraft({ question, answer, topic }: Answered): string {
  const words = fold(mask(question).text)
    .split(" ")
    .filter((word) => !stopWords.has(word));
  const id = [topic === "other" ? "c" : topic, "f", ...words.slice(0, 4)].join("-");
  const entry = { id, question: mask(question).text, also: [], answer: mask(answer).text, sources: [] };
  return `${note}${stringify([entry], { lineWidth: 120 })}`;
}
