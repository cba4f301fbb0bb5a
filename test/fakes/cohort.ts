import { nextWords, type Skill } from "../../bots/authoring/player.ts";
import { screens } from "../../bots/screens.ts";
import type { Course } from "../../content/schema.ts";
import { takeTurn } from "../../dialogs/engine.ts";
import { chance } from "../../dialogs/grading/draw.ts";
import { readLearner } from "../../dialogs/migrate.ts";
import { type Learner, newLearner } from "../../dialogs/state.ts";
import type { Input } from "../../dialogs/types.ts";
import type { Roster } from "../../services/roster/roster.ts";
import type { LearnerStore } from "../../services/store/store.ts";

const firsts = "Mariela José Ana Luis Carmen Jorge Rosa Pedro Lucía Miguel Elena Óscar Sofía Raúl Inés Hugo".split(" ");
const lasts = "López García Martínez Hernández Pérez Castillo Reyes Aguilar Mejía Cruz Ortiz Rivas Flores".split(" ");
const day = 86_400_000;

export interface Plan {
  readonly course: Course;
  readonly count: number;
  readonly now: number;
  /** At most so many turns a learner. */
  readonly turns: number;
  /** Answers to what is asked for at the beginning: countries in words. */
  readonly countries: readonly string[];
}

/** Learners who played real turns: some never began, some stopped somewhere, some failed, some are through. */
export function* cohort({ course, count, now, turns, countries }: Plan): Generator<Learner> {
  for (let index = 0; index < count; index += 1) {
    const random = chance(index + 1);
    const between = (low: number, high: number) => low + Math.floor(random() * (high - low + 1));
    const name = `${firsts[index % firsts.length]} ${lasts[between(0, lasts.length - 1)]}`;
    const start = [
      "hola",
      "español",
      "sí, de acuerdo",
      name,
      countries[index % countries.length] ?? "",
      `${between(1, 5)}`,
    ];
    const skill: Skill = random() < 0.35 ? "guesses wrong" : "knows";
    // A fifth never goes beyond the welcome.
    const share = random() < 0.2 ? 0 : random();
    const most = start.length + Math.floor(turns * share);
    const pace = (between(1, 40) * day) / Math.max(1, most);
    const end = now - between(0, 20) * day;
    yield played(course, `test:${index}`, { start, skill, most, from: end - pace * most, pace });
  }
}

interface Run {
  readonly start: readonly string[];
  readonly skill: Skill;
  readonly most: number;
  readonly from: number;
  readonly pace: number;
}

function played(course: Course, id: string, { start, skill, most, from, pace }: Run): Learner {
  let learner = newLearner(id);
  for (let turn = 0; turn < most; turn += 1) {
    const text = start[turn] ?? nextWords({ learner, course }, skill);
    const on = Math.round(from + turn * pace);
    const input: Input = { id: `m${turn}`, on, seed: turn + 1, screen: screens.web, kind: "text", text };
    learner = takeTurn(learner, input, course)?.learner ?? learner;
  }
  return readLearner(JSON.parse(JSON.stringify(learner)));
}

/** Puts them where a server would have put them. */
export async function enrol(
  people: Iterable<Learner>,
  store: { readonly learners: Pick<LearnerStore, "load" | "save"> },
  roster: Pick<Roster, "keep">,
): Promise<number> {
  let count = 0;
  for (const learner of people) {
    await store.learners.save(learner, [], undefined);
    await roster.keep(learner.id, `${count % 2 === 0 ? "whatsapp" : "webchat"}:${learner.id}`, ["demo"]);
    count += 1;
  }
  return count;
}
