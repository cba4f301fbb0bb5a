import { fileURLToPath } from "node:url";
import { newSession, pass, readySession, type Session, say } from "../bots/console/session.ts";
import { screens } from "../bots/screens.ts";
import { openCourse } from "../content/open.ts";
import type { Course, Lesson } from "../content/schema.ts";
import type { Learner } from "../dialogs/state.ts";
import type { Turn } from "../dialogs/types.ts";
import { type Coordination, coordination } from "./coordination.ts";
import { change } from "./courses/change.ts";

const folders: Record<string, string> = {
  "ninez-migrante": fileURLToPath(new URL("../content/courses/ninez-migrante", import.meta.url)),
  "curso-breve": fileURLToPath(new URL("./courses/curso-breve", import.meta.url)),
};
const opened = new Map<string, Promise<Course>>();

async function courseNamed(name: string): Promise<Course> {
  const folder = folders[name];
  if (!folder) throw new Error(`no course ${name}`);
  const course = opened.get(name) ?? openCourse(folder).then((library) => library.first);
  opened.set(name, course);
  return course;
}

/**
 * Replays a transcript: plays its `>` and `--` lines and answers the text of what happened. Head: `course:`,
 * `learner: new | ready`, `screen: web | whatsapp`, `done: lesson, case`, `editions: file`. `-- 2d` lets time pass;
 * `-- drop card x` and what else `change` knows edit the course; `-- the coordination …` and what else `coordination` knows
 * happens to editions, whose real desks then answer what turns ask.
 */
export async function replay(
  transcript: string,
  onTurn: (session: Session, turn: Turn) => void = () => {},
): Promise<string> {
  const lines = transcript.split("\n");
  const bodyAt = lines.findIndex((line) => /^(>|--) /.test(line));
  const head = lines.slice(0, bodyAt);
  let session = await opening(head);
  const desk = await coordination(settingIn(head, "editions"), () => session.now);
  if (desk) session = { ...session, editions: await desk.editions() };
  const written = [...head];
  for (const line of lines.slice(bodyAt)) {
    if (/^(?:>|--|#) /.test(line)) written.push(line);
    const happened = await played(session, line, desk, onTurn);
    session = happened.session;
    written.push(...happened.lines);
  }
  return `${written.join("\n")}\n`;
}

/** What one line of a transcript leads to. */
async function played(
  session: Session,
  line: string,
  desk: Coordination | undefined,
  onTurn: (session: Session, turn: Turn) => void,
): Promise<{ session: Session; lines: string[] }> {
  if (line.startsWith("-- ")) {
    const isOfDesk = desk && (await desk.happens(line.slice(3), session));
    if (!isOfDesk) return { session: await passing(session, line.slice(3)), lines: [] };
    return desk.news({ ...session, editions: await desk.editions() });
  }
  if (!line.startsWith("> ")) return { session, lines: [] };
  const { session: after, lines, turn } = say(session, line.slice(2));
  if (turn) onTurn(after, turn);
  if (!turn || !desk) return { session: after, lines };
  const answers = await desk.answers(after, turn);
  return { session: answers.session, lines: [...lines, ...answers.lines] };
}

function settingIn(head: readonly string[], name: string): string | undefined {
  return head.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
}

async function opening(head: readonly string[]): Promise<Session> {
  const setting = (name: string) => settingIn(head, name);
  const course = await courseNamed(setting("course") ?? "curso-breve");
  const session = setting("learner") === "new" ? newSession(course) : readySession(course);
  const done = setting("done")?.split(", ") ?? [];
  const learner = { ...session.learner, ...havingDone(done, course, session.now) };
  return { ...session, learner, screen: setting("screen") === "whatsapp" ? screens.whatsapp : screens.web };
}

/** The records of someone who took these lessons and cases, every check right. */
function havingDone(ids: readonly string[], course: Course, on: number): Partial<Learner> {
  const lessons = course.modules.flatMap((module) => module.lessons).filter(({ id }) => ids.includes(id));
  const cases = course.modules.flatMap((module) => module.cases).filter(({ id }) => ids.includes(id));
  const record = ({ checks }: Lesson) => ({ done: on, checks: Object.fromEntries(checks.map(({ id }) => [id, true])) });
  const last = lessons.at(-1);
  return {
    ...(last ? { bookmark: { at: "lesson-end", lesson: last.id } } : {}),
    lessons: Object.fromEntries(lessons.map((lesson) => [lesson.id, record(lesson)])),
    cases: Object.fromEntries(cases.map(({ id }) => [id, on])),
  };
}

async function passing(session: Session, what: string): Promise<Session> {
  const later = pass(session, what);
  if (later) return later;
  if (what === "screen whatsapp") return { ...session, screen: screens.whatsapp };
  if (what === "screen web") return { ...session, screen: screens.web };
  return { ...session, course: change(session.course, what) };
}
