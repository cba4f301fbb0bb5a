import { z } from "zod";
import type { Course } from "../../content/schema.ts";
import type { Passage } from "../../content/search/passage.ts";
import strangers from "./questions-strangers.json" with { type: "json" };
import type { Sample, SampleSet } from "./samples.ts";

const countries = z.array(z.string()).optional();
const file = z.object({
  course: z.array(z.tuple([z.string(), z.string(), z.array(z.string()), countries])),
  others: z.array(z.tuple([z.string(), z.string()])),
});
const { course: ours, others } = file.parse(strangers);

/**
 * Questions as typed on phones by a hand that had read only the facts of the course, with what answers them, and others
 * beside the course; put to the course in their language. The rules of the search were mended with all of them in view.
 */
export function ofStrangers(courses: readonly Course[]): SampleSet[] {
  return courses.flatMap((course) => {
    const asked = ours.filter(([language]) => language === course.language);
    const strange = others.filter(([language]) => language === course.language);
    const name = `of strangers, ${course.language}`;
    return [
      { name: `questions ${name}`, course, ours: true, samples: asked.map(sampleOf) },
      { name: `other domains, ${name}`, course, ours: false, samples: strange.map(([, text]) => ofNothing(text)) },
    ];
  });
}

function sampleOf([, text, right, named = []]: z.output<typeof file>["course"][number]): Sample {
  return { text, countries: { named }, isRight: (passage) => answers(right, passage) };
}

/** A fact or a frequent question of the lesson that answers may be about something else. */
function answers(right: readonly string[], { id, kind, lesson }: Passage): boolean {
  if (right.includes(id)) return true;
  return lesson !== undefined && right.includes(lesson) && kind !== "country" && kind !== "faq";
}

function ofNothing(text: string): Sample {
  return { text, countries: { named: [] }, isRight: () => false };
}
