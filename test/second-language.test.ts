import { expect, test } from "@jest/globals";
import { readySession, say } from "../bots/console/session.ts";
import { openCourse } from "../content/open.ts";
import { outline } from "../content/outline.ts";
import type { Language } from "../content/schema.ts";
import { libraryTurn } from "../dialogs/library-turn.ts";
import { wordsIn } from "../dialogs/words.ts";

const library = await openCourse("content/courses/ninez-migrante");

function first(language: Language, module: string): { text: string; id: string } {
  const course = library.translations[language] ?? library.first;
  const session = readySession(course);
  const step = outline(course).modules.get(module)?.steps[0];
  const id = step?.id ?? "";
  const card = step?.step.kind === "lesson" ? (step.step.lesson.cards[0]?.id ?? "") : "";
  const place = { at: "lesson", lesson: id, card } as const;
  const there = { ...session, learner: { ...session.learner, language, place } };
  return { text: say(there, "repetir").turn?.replies[0]?.text ?? "", id };
}

test.each(["pt", "en"] as const)("Module 2 is whole in %s, with the same ids, and no note", (language) => {
  const module = library.translations[language]?.modules.find(({ id }) => id === "m02");
  const original = library.first.modules.find(({ id }) => id === "m02");
  const taught = [...(module?.lessons ?? []), ...(module?.cases ?? []), ...(module?.practices ?? [])];
  expect(taught.map(({ id }) => id)).toEqual(
    [...(original?.lessons ?? []), ...(original?.cases ?? []), ...(original?.practices ?? [])].map(({ id }) => id),
  );
  expect(new Set([...taught, ...(module?.readings ?? [])].map((one) => one.language))).toEqual(new Set([language]));
  expect(module?.language).toBe(language);
  expect(first(language, "m02").text).not.toContain(wordsIn(language)("lesson.only.es"));
  expect(first(language, "m02").text).not.toBe(first("es", "m02").text);
});

test.each(["pt", "en"] as const)("what is not translated is taught in Spanish, and says so in %s", (language) => {
  const [there, original] = [first(language, "m01"), first("es", "m01")];
  const [, ...cards] = original.text.split("\n\n");
  expect(there.id).toBe(original.id);
  expect(there.text).toContain(wordsIn(language)("lesson.only.es"));
  expect(there.text).toContain(cards.join("\n\n"));
});

test("a turn that changes the language shows the lesson in the new one", () => {
  const { learner, now, screen } = readySession(library.first);
  const card = library.first.modules.find(({ id }) => id === "m02")?.lessons[0]?.cards[0]?.id ?? "";
  const lesson = library.first.modules.find(({ id }) => id === "m02")?.lessons[0]?.id ?? "";
  const there = { ...learner, language: "pt" as const, place: { at: "lesson", lesson, card } as const };
  const asked = { id: "1", on: now, seed: 1, screen, kind: "text", text: "can you speak english" } as const;
  const said = libraryTurn(there, asked, library)
    ?.replies.map(({ text }) => text)
    .join("\n\n");
  expect(said).toContain(library.translations.en?.modules.find(({ id }) => id === "m02")?.lessons[0]?.cards[0]?.text);
  expect(said).not.toContain(wordsIn("en")("lesson.only.pt"));
});
