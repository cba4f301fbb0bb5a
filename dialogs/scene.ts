import { type Outline, outline } from "../content/outline.ts";
import type { Course } from "../content/schema.ts";
import { type Editions, freshInstall } from "./admission/edition.ts";
import type { Learner } from "./state.ts";
import type { Input, Reply, Screen } from "./types.ts";
import { type Say, wordsIn } from "./words.ts";

/** Everything a dialog may know. */
export interface Scene {
  readonly learner: Learner;
  readonly course: Course;
  readonly outline: Outline;
  readonly editions: Editions;
  readonly say: Say;
  readonly screen: Screen;
  readonly on: number;
  readonly seed: number;
}

export function sceneOf(
  learner: Learner,
  { screen, on, seed }: Input,
  course: Course,
  editions: Editions = freshInstall,
): Scene {
  return { learner, course, outline: outline(course), editions, say: wordsIn(learner.language), screen, on, seed };
}

export function text(words: string): Reply {
  return { text: words, options: [] };
}

/** A text by a person, made harmless inside Markdown. */
export function plainly(words: string): string {
  return words.replace(/[*_[\]()`~>#]/g, "");
}
