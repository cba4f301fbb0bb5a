import type { Library } from "../../content/open.ts";
import { outline } from "../../content/outline.ts";
import type { Language } from "../../content/schema.ts";
import type { Wording } from "../../dialogs/coordinator/cell-text.ts";
import { wordsIn } from "../../dialogs/words.ts";

/** What is needed to write numbers out where nobody is in a conversation: files, charts and pages. */
export function wordingFor(library: Library, language: Language): Wording {
  const course = library.translations[language] ?? library.first;
  return { say: wordsIn(language), course, outline: outline(course), learner: { language } };
}
