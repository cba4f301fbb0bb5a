import { existsSync } from "node:fs";
import { readConfig } from "../config.ts";
import { StoreUnavailable, WrongSetting } from "../errors.ts";
import { optionsGiven } from "../options-given.ts";
import { openStore } from "../store/open.ts";
import type { Register } from "../store/register.ts";
import { faqDraft } from "./faq-draft.ts";
import { type Answered, answeredQuestions, markRead } from "./questions.ts";
import { unansweredByTopic } from "./unanswered.ts";

/**
 * `npm run faq:inbox`: what learners asked, the course did not say, and a coordinator answered, for the authors of the FAQ;
 * and how many questions had no answer, by module. `-- --draft id` writes an entry for `faq.yaml`, `-- --done id` takes the
 * question out of the inbox. With SQLite the server must be stopped, or `DATA_DIR` name a copy.
 */

const usage = "npm run faq:inbox   |   npm run faq:inbox -- --draft ID   |   npm run faq:inbox -- --done ID";

if (existsSync(".env")) process.loadEnvFile(".env");
try {
  const values = optionsGiven({ draft: { type: "string" }, done: { type: "string" } }, usage);
  const config = readConfig(process.env);
  const store = await openStore(config.store, config);
  try {
    process.stdout.write(await obeyed(store.register, values.draft, values.done));
  } finally {
    await store.close();
  }
} catch (error) {
  if (!(error instanceof WrongSetting || error instanceof StoreUnavailable)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

async function obeyed(register: Register, draft: string | undefined, done: string | undefined): Promise<string> {
  const inbox = await answeredQuestions(register);
  if (draft !== undefined) return faqDraft(only(inbox, draft));
  if (done !== undefined) {
    await markRead(register, only(inbox, done), Date.now());
    return "";
  }
  const counts = await unansweredByTopic(register);
  return [...counts.map(({ topic, count }) => `${topic}: ${count}`), "", ...inbox.map(shown), ""].join("\n");
}

function only(inbox: readonly Answered[], id: string): Answered {
  const [one, ...others] = inbox.filter((question) => question.id.startsWith(id));
  if (!one || others.length > 0) throw new WrongSetting(`${id}: ${others.length > 0 ? "?" : "no está / not there"}`);
  return one;
}

function shown({ id, topic, question, answer }: Answered): string {
  return `${id}  ${topic}\n  ¿? ${question}\n  →  ${answer}\n`;
}
