import type { Command } from "../../dialogs/coordinator/command.ts";
import type { Deed, DeskAnswer } from "../../dialogs/coordinator/requests.ts";
import { answerQuestion, type Question, waitingQuestions } from "../questions/questions.ts";
import { note } from "./note.ts";
import type { CommandParts, Order } from "./order.ts";
import { editionNamed, named } from "./question.ts";
import type { Owe } from "./segment.ts";
import type { KnownEdition } from "./sight.ts";

interface Waiting extends Question {
  readonly known: KnownEdition;
}

/** Shows the question that waits longest, its answer as it would go, or sends it. Who asked is not told. */
export async function answer(
  parts: CommandParts,
  order: Order,
  command: Extract<Command, { does: "answer" }>,
): Promise<DeskAnswer> {
  const waiting = await waitingFor(parts, order, command.edition);
  const one = command.question === undefined ? waiting[0] : waiting.find(({ id }) => id === command.question);
  if (!one) return { kind: "refused", why: command.question === undefined ? "no-question" : "answered-already" };
  const deed: Deed = {
    kind: "preview",
    command: { ...command, edition: one.known.id, question: one.id },
    edition: named(one.known),
    name: one.question,
    until: one.due,
    people: waiting.length,
  };
  const { words } = command;
  if (!order.agreed || words === undefined) return deed;
  await note(parts, order, one.known.id, [], "answer");
  const owe = toOthers(parts, order);
  const sent = { register: parts.register, conversation: { owe }, edition: one.known.id, id: one.id };
  await answerQuestion({ ...sent, answer: words, on: order.on });
  return { ...deed, kind: "done", people: waiting.length - 1 };
}

async function waitingFor({ register }: CommandParts, { seat }: Order, wanted: string | undefined): Promise<Waiting[]> {
  const editions =
    wanted === undefined ? seat.editions : [editionNamed(seat.editions, wanted)].flatMap((one) => one ?? []);
  const all = await Promise.all(
    editions.map(async (known) => (await waitingQuestions(register, known.id)).map((one) => ({ ...one, known }))),
  );
  return all.flat().toSorted((one, other) => one.on - other.on);
}

/** Who answers their own question is in the middle of a turn, and hears of it after it. */
function toOthers({ owe, log }: CommandParts, { seat }: Order): Owe {
  return async (learner, debt) => {
    const owing = owe(learner, debt);
    if (learner !== seat.member.id) return owing;
    owing.catch((error: unknown) => log.error("who answered was not told", error));
  };
}
