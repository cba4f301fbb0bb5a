import { fileURLToPath } from "node:url";
import { hearAnswer, newSession, pass, readySession, type Session, say } from "../bots/console/session.ts";
import { screens } from "../bots/screens.ts";
import { type Library, openCourse } from "../content/open.ts";
import { type Course, type Lesson, language as languages } from "../content/schema.ts";
import { taughtTo } from "../dialogs/library-turn.ts";
import { type Learner, newLearner } from "../dialogs/state.ts";
import type { Turn } from "../dialogs/types.ts";
import { sqliteStore } from "../services/store/sqlite.ts";
import { type Coordination, coordination, withEditions } from "./coordination.ts";
import { change } from "./courses/change.ts";
import { wider } from "./courses/wider.ts";
import { cohort, enrol } from "./fakes/cohort.ts";
import { officeFor } from "./fakes/office.ts";

const folders: Record<string, string> = {
  "ninez-migrante": fileURLToPath(new URL("../content/courses/ninez-migrante", import.meta.url)),
  "curso-breve": fileURLToPath(new URL("./courses/curso-breve", import.meta.url)),
};
const opened = new Map<string, Promise<Library>>();

async function libraryNamed(name: string): Promise<Library> {
  const folder = folders[name];
  if (!folder) throw new Error(`no course ${name}`);
  const library = opened.get(name) ?? openCourse(folder);
  opened.set(name, library);
  return library;
}

/** As the server plays it, in the course of the learner's language, before or after; one that was edited here stays as it is. */
function sayIn(library: Library, session: Session, line: string): ReturnType<typeof say> {
  const { first, translations } = library;
  if (![first, ...Object.values(translations)].includes(session.course)) return say(session, line);
  const here = { ...session, course: taughtTo(session.learner, library) };
  const played = say(here, line);
  const course = taughtTo(played.session.learner, library);
  return course === here.course ? played : say({ ...session, course }, line);
}

/**
 * Replays a transcript: plays its `>` and `--` lines and answers the text of what happened. Head: `course:`,
 * `learner: new | ready`, `screen: web | whatsapp`, `done: lesson, case`, `editions: file`. `-- 2d` lets time pass;
 * `-- drop card x` and what else `change` knows edit the course; `-- the coordination …` and what else `coordination` knows
 * happens to editions, whose real desks then answer what turns ask. With `roster: 40` staff are received: there are so many
 * learners of the course, who played real turns, and `staff: coordinator demo` says who speaks; `applications: file` brings editions and who applied.
 */
export async function replay(
  transcript: string,
  onTurn: (session: Session, turn: Turn) => void = () => {},
): Promise<string> {
  const lines = transcript.split("\n");
  const bodyAt = lines.findIndex((line) => /^(>|--) /.test(line));
  const head = lines.slice(0, bodyAt);
  const library = await libraryNamed(settingIn(head, "course") ?? "curso-breve");
  let session = opening(head, library.first);
  const desk = (await coordination(settingIn(head, "editions"), () => session.now)) ?? (await staffed(head, session));
  if (desk) session = { ...session, editions: await desk.editions() };
  const written = [...head];
  for (const line of lines.slice(bodyAt)) {
    if (/^(?:>|--|#) /.test(line)) written.push(line);
    const happened = await played(library, session, line, desk, onTurn);
    session = happened.session;
    // Links are others each time, and a chart's name holds its numbers packed.
    written.push(
      ...happened.lines.map((one) => one.replaceAll(/[0-9a-f]{100,}|(?<=\(chart\.)[\w-]+\.[\w-]+(?=\.svg)/g, "…")),
    );
  }
  return `${written.join("\n")}\n`;
}

/** What one line of a transcript leads to. */
async function played(
  library: Library,
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
  const { session: after, lines, turn } = sayIn(library, session, line.slice(2));
  if (turn) onTurn(after, turn);
  if (!turn || !desk) return { session: after, lines };
  const answers = await desk.answers(after, turn);
  return { session: answers.session, lines: [...lines, ...answers.lines] };
}

/** A desk over a small roster. */
async function staffed(head: readonly string[], { course, now, learner }: Session): Promise<Coordination | undefined> {
  const count = Number(settingIn(head, "roster") ?? Number.NaN);
  if (Number.isNaN(count)) return undefined;
  const store = sqliteStore(":memory:");
  const desk = officeFor(store, { first: course, translations: {} }, { now: () => now });
  const turns = Number(settingIn(head, "turns") ?? 60);
  await enrol(cohort({ course, count, now, turns, countries: ["guatemala", "méxico"] }), store, desk.roster);
  await applied(desk, settingIn(head, "applications"), now);
  const [role = "", ...editions] = (settingIn(head, "staff") ?? "").split(" ");
  if (role !== "")
    await store.register.set("staff", learner.id, JSON.stringify({ role, editions, name: learner.name }));

  /** What the world answers to a turn, and to the turns that its answers make. */
  async function answers(session: Session, turn: Turn): Promise<{ session: Session; lines: string[] }> {
    const asked = turn.effects.find((effect) => effect.kind === "request");
    if (asked?.kind !== "request") return { session, lines: [] };
    const { learner: asker, turns: played, now: on, screen } = session;
    const id = `m${played}.asked`;
    const answer = await desk.clerk({ request: asked.request, asker, id, on, to: "test:", screen });
    const heard = hearAnswer(session, answer);
    const more = heard.turn ? await answers(heard.session, heard.turn) : { session: heard.session, lines: [] };
    return { session: more.session, lines: [...heard.lines, ...more.lines] };
  }

  return {
    editions: () => desk.editions.fresh(),
    happens: async () => false,
    answers,
    news: async (session) => ({ session, lines: [] }),
  };
}

const applicants = [
  ["Mariela López", "GT", "Casa Alianza"],
  ["Mariela Ruiz", "MX", "DIF"],
  ["Juan Cruz", "GT", "DIF"],
  ["Carmen Mejía", "MX", "Casa Alianza"],
  ["Pedro Ruiz", "GT", "Casa Alianza"],
] as const;

/** `applications: approval`: the editions of that file, and five people who applied for the first of them, a day after another. */
async function applied(desk: ReturnType<typeof officeFor>, file: string | undefined, now: number): Promise<void> {
  if (file === undefined) return;
  const [first] = await withEditions(desk.editions, file);
  for (const [index, [name, country, institution]] of applicants.entries()) {
    const answers = { name, country, institution, email: "a@example.org", years: "4", why: "Para atender mejor." };
    const asker = newLearner(`applicant:${index}`);
    const request = { kind: "apply", edition: first?.id ?? "", answers } as const;
    const on = now - (applicants.length - index) * 3_600_000;
    await desk.clerk({ request, asker, id: asker.id, on, to: `test:${asker.id}`, screen: screens.web });
  }
}

function settingIn(head: readonly string[], name: string): string | undefined {
  return head.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
}

function opening(head: readonly string[], first: Course): Session {
  const setting = (name: string) => settingIn(head, name);
  const course = setting("modules") === undefined ? first : wider(first, Number(setting("modules")));
  const session = setting("learner") === "new" ? newSession(course) : readySession(course);
  const done = setting("done")?.split(", ") ?? [];
  const language = languages.safeParse(setting("language")).data ?? session.learner.language;
  const learner = { ...session.learner, language, ...havingDone(done, course, session.now) };
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
