import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { parse } from "yaml";
import { screens } from "../bots/screens.ts";
import { openCourse } from "../content/open.ts";
import { faqEntry } from "../content/schema.ts";
import type { Input } from "../dialogs/types.ts";
import { allAlerts, keepAlert } from "../services/alerts/kept.ts";
import { converse } from "../services/converse.ts";
import { delivery, type Outlet } from "../services/deliver.ts";
import { silentLog } from "../services/log.ts";
import { faqDraft } from "../services/questions/faq-draft.ts";
import {
  answeredQuestions,
  answerQuestion,
  forgetQuestions,
  keepQuestion,
  markRead,
  noEdition,
  waitingQuestions,
} from "../services/questions/questions.ts";
import { countUnanswered, unansweredByTopic } from "../services/questions/unanswered.ts";
import { sqliteStore } from "../services/store/sqlite.ts";
import type { Owed } from "../services/store/store.ts";
import { officeFor } from "./fakes/office.ts";

const library = await openCourse(fileURLToPath(new URL("./courses/curso-breve", import.meta.url)));
const ana = "test:ana";
const on = Date.UTC(2026, 10, 20);
const day = 86_400_000;

/** A tutor with a learner at the menu; answers what was sent to them, in order. */
async function tutor() {
  const store = sqliteStore(":memory:");
  const sent: Owed[] = [];
  const outlet: Outlet = { idempotent: false, send: async (owed) => void sent.push(owed) };
  const desk = officeFor(store, library);
  const conversation = converse({
    learners: store.learners,
    library,
    delivery: delivery(new Map([["test", outlet]]), silentLog),
    clerk: desk.clerk,
    roster: desk.roster,
    editions: desk.editions,
    log: silentLog,
  });
  let heard = 0;
  const say = async (...lines: string[]) => {
    for (const text of lines) {
      heard += 1;
      const input: Input = { id: `m${heard}`, on, seed: 1, screen: screens.web, kind: "text", text };
      await conversation.hear({ learner: ana, to: "test:ana", input });
      await conversation.idle();
    }
  };
  await say("español", "si", "Ana Pérez", "guatemala", "la 1");
  const textOf = ({ replies }: Owed) => replies.map(({ text }) => text).join("\n");
  return { ...store, conversation, say, texts: () => sent.map(textOf).filter((text) => text !== "") };
}

const asking = ["cuanto cuesta el traductor de quechua?", "Enviar mi pregunta", "sí"];

test("who is erased at once and begins anew leaves no question, alert or staff right, and keeps what came after", async () => {
  const { register, say } = await tutor();
  await register.set("staff", ana, '{"role":"coordinator"}');
  await keepAlert(register, "a", {
    edition: noEdition,
    learner: ana,
    to: "test:ana",
    situation: "help",
    on,
    hours: 72,
  });
  await say(...asking);
  expect(await waitingQuestions(register, noEdition)).toHaveLength(1);
  await say("borrar mis datos", "bórrelo ya", "español", "si", "Ana Pérez", "guatemala", "la 1");
  expect(await waitingQuestions(register, noEdition)).toEqual([]);
  expect(await allAlerts(register)).toEqual([]);
  expect(await register.get("staff", ana)).toBeUndefined();
  await say(...asking);
  expect(await waitingQuestions(register, noEdition)).toHaveLength(1);
});

test("a question goes from the thread to who coordinates, and the answer comes back to the thread", async () => {
  const { register, say, conversation, texts } = await tutor();
  await register.set("staff", "test:eva", '{"role":"coordinator"}');
  await say(...asking);
  expect(texts().at(-1)).toMatch(/^Enviada\. .* en un plazo de 3 días\./);
  const [question, ...others] = await waitingQuestions(register, noEdition);
  expect(others).toEqual([]);
  expect(question).toMatchObject({ question: asking[0], on, due: on + 3 * day, language: "es" });
  expect(JSON.stringify(question)).not.toContain("ana");

  const { id } = question ?? { id: "" };
  const answering = { register, conversation, edition: noEdition, id, on: on + day };
  expect(await answerQuestion({ ...answering, answer: "Lo paga el consulado." })).toBe("answered");
  await conversation.idle();
  expect(texts().at(-1)).toContain("«cuanto cuesta el traductor de quechua?»");
  expect(texts().at(-1)).toContain("Lo paga el consulado.");
  expect(await waitingQuestions(register, noEdition)).toEqual([]);

  expect(await answerQuestion({ ...answering, answer: "Otra cosa." })).toBe("gone");
  expect(texts().filter((text) => text.includes("consulado"))).toHaveLength(1);
});

test("where nobody coordinates no answer is promised", async () => {
  const { say, texts } = await tutor();
  await say(...asking);
  expect(texts().at(-1)).toMatch(/no puedo prometerle respuesta/);
});

test("an answer that a crash kept from the learner reaches them when it is given again", async () => {
  const { register, say, conversation, texts } = await tutor();
  await say(...asking);
  const [question] = await waitingQuestions(register, noEdition);
  const answering = { register, edition: noEdition, id: question?.id ?? "", on };
  const crash = { owe: () => Promise.reject(new Error("crash")) };
  await expect(answerQuestion({ ...answering, conversation: crash, answer: "La primera." })).rejects.toThrow("crash");
  await answerQuestion({ ...answering, conversation, answer: "La segunda." });
  await conversation.idle();
  expect(texts().at(-1)).toContain("La primera.");
});

test("no more than three a day are taken from one learner", async () => {
  const { register, say, texts } = await tutor();
  for (let count = 0; count < 3; count += 1) await say(...asking);
  await say("quien paga el bus del traductor de quechua?");
  expect(texts().at(-1)).toContain("No encontré eso");
  expect(texts().at(-1)).not.toContain("enviar su pregunta");
  expect(await waitingQuestions(register, noEdition)).toHaveLength(3);
});

test("what the course does not answer is counted by topic, without a word of it or a sign of who asked", async () => {
  const { register, say } = await tutor();
  await say("cuanto cuesta el traductor de quechua?", "quien paga el bus del traductor de quechua?");
  const [{ topic, count } = { topic: "", count: 0 }] = await unansweredByTopic(register);
  expect(count).toBe(2);
  const kept = await register.get("questions-by-topic", topic);
  expect(kept?.body).not.toMatch(/quechua|ana/);
});

test("the same request counts and is kept once", async () => {
  const { register } = sqliteStore(":memory:");
  await Promise.all([countUnanswered(register, "m01", "1", on), countUnanswered(register, "m01", "1", on)]);
  await countUnanswered(register, "m01", "2", on);
  expect(await unansweredByTopic(register)).toEqual([{ topic: "m01", count: 2 }]);
  const sent = { question: "¿?", topic: "m01", language: "es" as const, asker: ana, to: "test:ana" };
  for (let times = 0; times < 2; times += 1)
    await keepQuestion(register, { ...sent, id: "1", edition: "e1", days: 2, on });
  expect(await waitingQuestions(register, "e1")).toHaveLength(1);
});

test("what many ask in the same moment is all counted", async () => {
  const { register } = sqliteStore(":memory:");
  const asked = Array.from({ length: 40 }, (_, index) => countUnanswered(register, "m01", `${index}`, on));
  await Promise.all(asked);
  expect(await unansweredByTopic(register)).toEqual([{ topic: "m01", count: 40 }]);
});

test("authors read each answered question once, and forgotten learners' questions are gone", async () => {
  const { register, say, conversation } = await tutor();
  await say(...asking, ...asking);
  const [first] = await waitingQuestions(register, noEdition);
  const answering = { register, conversation, edition: noEdition, id: first?.id ?? "", on };
  await answerQuestion({ ...answering, answer: "Nadie." });
  const [inbox] = await answeredQuestions(register);
  expect(inbox).toMatchObject({ question: asking[0], answer: "Nadie." });
  expect(JSON.stringify(inbox)).not.toContain("ana");
  if (inbox) await markRead(register, inbox, on);
  expect(await answeredQuestions(register)).toEqual([]);
  await forgetQuestions(register, noEdition, ana);
  expect(await waitingQuestions(register, noEdition)).toEqual([]);
});

test("an answered question becomes an entry that the FAQ can hold, with nobody's name in it", () => {
  const question = "¿Quién paga al traductor de la niña Yeimi Mejía, dni 0801-2012-04567?";
  const answer = "El consulado.\n\n- Pida el recibo: «así».";
  const draft = faqDraft({ id: "1", question, answer, topic: "m04", language: "es", on, answeredOn: on });
  const [entry] = parse(draft);
  expect(faqEntry.parse(entry)).toMatchObject({ answer, id: expect.stringMatching(/^m04-f-[a-z-]+$/) });
  expect(draft).not.toMatch(/Yeimi|Mej|0801/);
});
