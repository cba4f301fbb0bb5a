import { writeFile } from "node:fs/promises";
import { createInterface } from "node:readline/promises";
import { fileURLToPath } from "node:url";
import { openCourse } from "../../content/open.ts";
import { plain } from "../plain.ts";
import { screens } from "../screens.ts";
import { newSession, pass, type Session, say } from "./session.ts";

const help = "/wait 2d · /as web|whatsapp · /state · /save nombre.chat · /quit";

/** Talks with the tutor in the terminal. What was said can be kept as a transcript, which is a test. */
async function chat(): Promise<void> {
  const course = process.env.COURSE ?? "ninez-migrante";
  const folder = fileURLToPath(new URL(`../../content/courses/${course}`, import.meta.url));
  const library = await openCourse(folder);
  let session = newSession(library.first);
  const written = [`course: ${course}`, "learner: new"];

  const hear = (line: string) => {
    const played = say(session, line);
    session = played.session;
    written.push(`> ${line}`, ...played.lines);
    for (const reply of played.turn?.replies ?? []) process.stdout.write(`\n${plain(reply)}\n`);
  };

  const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt: "\n> " });
  process.stdout.write(`${help}\n`);
  hear("(hello)");
  let open = true;
  terminal.once("close", () => {
    open = false;
  });
  terminal.prompt();
  for await (const line of terminal) {
    const [command, argument = ""] = line.trim().split(/\s+/);
    if (command === "/quit") break;
    if (command?.startsWith("/")) {
      const done = await obey(session, command, argument, written);
      session = done.session;
      process.stdout.write(`${done.said}\n`);
    } else if (line.trim()) hear(line.trim());
    if (open) terminal.prompt();
  }
  terminal.close();
}

/** What a command changes and says. Only what changes the conversation goes into its transcript. */
async function obey(session: Session, command: string, argument: string, written: string[]) {
  if (command === "/state") return { session, said: JSON.stringify(session.learner, null, 2) };
  if (command === "/save" && argument) {
    await writeFile(argument, `${written.join("\n")}\n`);
    return { session, said: argument };
  }
  if (command === "/as" && (argument === "web" || argument === "whatsapp")) {
    written.push(`-- screen ${argument}`);
    return { session: { ...session, screen: screens[argument] }, said: argument };
  }
  const later = command === "/wait" ? pass(session, argument) : undefined;
  if (!later) return { session, said: help };
  written.push(`-- ${argument}`);
  return { session: later, said: new Date(later.now).toISOString() };
}

await chat();
