import { outline, type Spot } from "../../content/outline.ts";
import type { Course } from "../../content/schema.ts";
import { sceneOf } from "../../dialogs/scene.ts";
import { stepPlace } from "../../dialogs/screens.ts";
import type { Reply, Screen } from "../../dialogs/types.ts";
import { type Say, wordsIn } from "../../dialogs/words.ts";
import { screen as teamsScreen } from "../bot-framework/screen.ts";
import { readySession, type Session, say } from "../console/session.ts";
import { screens } from "../screens.ts";
import { bubbles } from "../whatsapp/bubbles.ts";
import { render } from "../whatsapp/render.ts";
import { nextWords } from "./player.ts";

/** One step of a course as a channel shows it, for who writes it. */

export const channels = ["web", "whatsapp", "teams"] as const;
export type Channel = (typeof channels)[number];

/** A step by its id, or by where it stands: `m4-u2-l3` is the third step of the second unit of Module 4. */
export function stepNamed(course: Course, name: string): Spot | undefined {
  const { spots, modules, units } = outline(course);
  const { module, unit, step } = /^m0*(?<module>\d+)-u0*(?<unit>\d+)-l0*(?<step>\d+)$/.exec(name)?.groups ?? {};
  if (module === undefined) return spots.get(name);
  const number = Number(module);
  const known = [...modules.values()].find((one) => one.number === number);
  const own = [...units.values()].filter((one) => one.module === known?.module);
  return own[Number(unit) - 1]?.steps[Number(step) - 1];
}

/** Everything that a step says to somebody who answers each question wrong once, then right; as lines. */
export function preview(course: Course, spot: Spot, channel: Channel): string[] {
  const screen = channel === "teams" ? teamsScreen : screens[channel];
  let session: Session = { ...readySession(course), screen };
  const input = { kind: "hello", id: "hello", on: session.now, seed: 1, screen } as const;
  const place = stepPlace(sceneOf(session.learner, input, course), spot);
  session = { ...session, learner: { ...session.learner, language: course.language, place } };
  const lines: string[] = [];
  const hear = (words: string) => {
    const played = say(session, words);
    session = played.session;
    if (lines.length > 0) lines.push(`> ${words}`, "");
    lines.push(...shown(played.turn?.replies ?? [], channel, screen, wordsIn(course.language)));
  };
  hear("repetir");
  for (let turns = 0; turns < mostTurns && isIn(session, spot.id); turns += 1) {
    const { place: here } = session.learner;
    hear(nextWords(session, here.at === "check" && here.attempt === 1 ? "guesses wrong" : "knows"));
  }
  return lines;
}

const mostTurns = 60;

/** Whether the learner is still in the step, or at its end. */
function isIn({ learner: { place } }: Session, id: string): boolean {
  switch (place.at) {
    case "lesson":
    case "check":
      return place.lesson === id;
    case "case":
      return place.case === id;
    case "practice":
      return place.practice === id;
    case "reading":
      return place.reading === id;
    default:
      return false;
  }
}

function shown(replies: readonly Reply[], channel: Channel, screen: Screen, say: Say): string[] {
  const messages = channel === "whatsapp" ? bubbles(replies, say) : replies;
  return messages.flatMap((message, index) => {
    // A card of Teams has what the page has: picture, text, buttons, and a form where several are chosen.
    const drawn = channel === "whatsapp" ? onWhatsApp(message, say) : withButtons(message);
    return [
      ...boxed(drawn, `${index + 1}/${messages.length} · ${[...drawn.join("\n")].length} de ${screen.length}`),
      "",
    ];
  });
}

function withButtons({ text, image, options, form }: Reply): string[] {
  return [
    ...(image ? [`[imagen: ${image.alt}]`] : []),
    ...text.split("\n"),
    ...(form ? (form.kind === "match" ? ["(se unen parejas)"] : ["(se marcan)"]) : []),
    ...options.map(({ label }) => `( ${label} )`),
  ];
}

/** What Meta would be sent: its formatting, and buttons, rows or letters, as its limits allow. */
function onWhatsApp(reply: Reply, say: Say): string[] {
  const body = render(reply, say, reply.image ? { id: "imagen" } : undefined);
  const image = reply.image ? [`[imagen: ${reply.image.alt}]`] : [];
  if (body.type === "text") return [...image, ...body.text.body.split("\n")];
  if (body.type === "image") return [...image, ...(body.image.caption ?? "").split("\n")];
  if (body.type !== "interactive") return image;
  const { interactive } = body;
  const lines = [...image, ...interactive.body.text.split("\n")];
  if (interactive.type === "button")
    return [...lines, ...interactive.action.buttons.map(({ reply: { title } }) => `( ${title} )`)];
  const rows = interactive.action.sections.flatMap((section) => section.rows);
  return [
    ...lines,
    `( ${interactive.action.button} )`,
    ...rows.map(({ title, description }) => `  · ${[title, description].filter(Boolean).join(": ")}`),
  ];
}

const width = 72;

function boxed(lines: readonly string[], below: string): string[] {
  const folded = lines.flatMap((line) => fold(line));
  const row = (line: string) => `│ ${line.padEnd(width)} │`;
  return [`┌${"─".repeat(width + 2)}┐`, ...folded.map(row), `└${` ${below} `.padStart(width + 2, "─")}┘`];
}

function fold(line: string): string[] {
  const lines = [""];
  for (const word of line.split(" ")) {
    const last = lines.at(-1) ?? "";
    if (last !== "" && last.length + 1 + word.length > width) lines.push(word);
    else lines.splice(-1, 1, last === "" ? word : `${last} ${word}`);
  }
  return lines;
}
