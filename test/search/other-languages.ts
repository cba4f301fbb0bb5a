import { z } from "zod";
import type { Course } from "../../content/schema.ts";
import { typedOnPhone } from "./phone.ts";
import inEnglish from "./questions-en.json" with { type: "json" };
import inPortuguese from "./questions-pt.json" with { type: "json" };
import { isAmong, type Sample, type SampleSet } from "./samples.ts";

/** A question, the passages or lessons that answer it, and the country it names. */
const asked = z.tuple([z.string(), z.array(z.string()), z.string().optional()]);

const questions = { pt: z.array(asked).parse(inPortuguese), en: z.array(asked).parse(inEnglish) };

/**
 * Questions of practitioners in Portuguese and in English, put to the course in their language, of which most is still
 * in Spanish, and to the course in Spanish. Nothing is fitted on them.
 */
export function inOtherLanguages(courses: readonly Course[]): SampleSet[] {
  return (["pt", "en"] as const).flatMap((language) => {
    const samples = questions[language].map(([text, right, country]): Sample => {
      return { text, countries: { named: country ? [country] : [] }, isRight: (passage) => isAmong(right, passage) };
    });
    const spoilt = samples.map((sample, seed) => ({ ...sample, text: typedOnPhone(sample.text, seed) }));
    return courses
      .filter((course) => course.language === language || course.language === "es")
      .flatMap((course) => [
        { name: `${language} to the course in ${course.language}`, course, ours: true, samples },
        { name: `${language} to the course in ${course.language}, on a phone`, course, ours: true, samples: spoilt },
      ]);
  });
}
