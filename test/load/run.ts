import { setTimeout as pause } from "node:timers/promises";
import type { Phone } from "../../bots/whatsapp/stand-in/phone.ts";
import { graphStandIn, type StandIn } from "../../bots/whatsapp/stand-in/stand-in.ts";
import type { Chaos } from "../../bots/whatsapp/stand-in/webhooks.ts";
import { openCourse } from "../../content/open.ts";
import { chance } from "../../dialogs/grading/draw.ts";
import { startServer } from "../fakes/server-process.ts";
import { courseFolder } from "../fakes/tutor-server.ts";
import { enrol, itemsEach, letters, marks, pupils } from "./class.ts";

/** A class that writes at once: the real server in a process of its own, against the stand-in of Meta's API. */

export interface Load {
  readonly learners: number;
  readonly perSecond: number;
  readonly seconds: number;
  readonly chaos: Chaos;
  /** Whether the server is killed halfway and started again. */
  readonly kill: boolean;
  readonly seed: number;
  /** Milliseconds before a webhook that failed is called again. */
  readonly backOff: readonly number[];
}

export interface Figures {
  readonly said: number;
  /** Answers that are on no record. */
  readonly lost: number;
  /** Answers on record beyond those given. */
  readonly doubled: number;
  /** Learners whose answers, or whose questions, are not in order. */
  readonly disordered: number;
  /** Messages without an answer on the phone, and answers that came twice. */
  readonly unanswered: number;
  readonly repeated: number;
  readonly refused: number;
  readonly webhooks: number;
  readonly failedWebhooks: number;
  /** Milliseconds until a webhook was acknowledged. */
  readonly acknowledged: { readonly median: number; readonly p95: number; readonly p99: number };
  /** Milliseconds from a message to the acceptance of its answer. */
  readonly answered: { readonly median: number; readonly p95: number };
  readonly seconds: number;
}

/** Milliseconds without anything happening after which nothing is waited for any more. */
const stillness = 45_000;

export async function runLoad(load: Load, folder: string): Promise<Figures> {
  if ((load.perSecond * load.seconds) / load.learners > itemsEach - 1) throw new Error("more answers than questions");
  const { first: course } = await openCourse(courseFolder);
  const all = pupils(load.learners);
  const standIn = await graphStandIn({
    seed: load.seed,
    chaos: load.chaos,
    account: { behaviour: { backOff: load.backOff } },
  });
  const { account } = standIn;
  await enrol(folder, course, all, account.numbers[0]?.id ?? "", Date.now());
  const start = () => startServer(environment(standIn, folder));
  let server = await start();
  standIn.pointAt(`${server.url}/api/whatsapp`);
  const phones = new Map(all.map(({ phone }) => [phone, standIn.phone({ phone, name: "Ana" })]));
  const watch = watching(standIn);

  const began = performance.now();
  const said = new Map<string, string[]>(all.map(({ phone }) => [phone, []]));
  const random = chance(load.seed);
  const total = load.perSecond * load.seconds;
  /** Learners write in turn, and like people: nobody before they were answered. */
  async function nextInTurn(): Promise<string> {
    for (let looked = 1; ; looked += 1) {
      turn = (turn + 1) % all.length;
      const phone = all[turn]?.phone ?? "";
      if ((phones.get(phone)?.received.length ?? 0) >= (said.get(phone)?.length ?? 0)) return phone;
      if (looked % all.length === 0) await pause(10);
    }
  }
  let turn = -1;
  for (let count = 0; count < total; count += 1) {
    await pause(Math.max(0, began + (count * 1000) / load.perSecond - performance.now()));
    if (load.kill && count === Math.floor(total / 2)) await server.end("SIGKILL");
    if (load.kill && count === Math.floor(total / 2) + load.perSecond) {
      server = await start();
      standIn.pointAt(`${server.url}/api/whatsapp`);
    }
    const phone = await nextInTurn();
    const letter = letters[Math.floor(random() * letters.length)] ?? "a";
    said.get(phone)?.push(letter);
    watch.says(phone);
    void phones.get(phone)?.text(letter);
  }
  await watch.settled(() =>
    [...phones].every(([phone, { received }]) => received.length >= (said.get(phone)?.length ?? 0)),
  );
  const seconds = (performance.now() - began) / 1000;
  await server.end("SIGTERM");
  await standIn.close();
  return { ...compared(said, await marks(folder, all), phones), ...watch.figures(), said: total, seconds };
}

function environment({ account, graphUrl }: StandIn, folder: string): Record<string, string> {
  return {
    DATA_DIR: folder,
    WHATSAPP_PHONE_NUMBER_ID: account.numbers.map(({ id }) => id).join(","),
    WHATSAPP_ACCESS_TOKEN: account.token,
    WHATSAPP_APP_SECRET: account.appSecret,
    WHATSAPP_VERIFY_TOKEN: account.verifyToken,
    WHATSAPP_GRAPH_URL: graphUrl,
  };
}

function watching(standIn: StandIn) {
  const waiting = new Map<string, number[]>();
  const took: number[] = [];
  let refused = 0;
  let last = performance.now();
  standIn.listen((event) => {
    if (event.kind !== "webhook") last = performance.now();
    if (event.kind === "refused") refused += 1;
    const since = event.kind === "accepted" ? waiting.get(event.message.to)?.shift() : undefined;
    if (since !== undefined) took.push(performance.now() - since);
  });

  return {
    says(phone: string) {
      waiting.set(phone, [...(waiting.get(phone) ?? []), performance.now()]);
    },
    /** Resolves when `check` holds and nothing is under way, or when nothing happens any more. */
    async settled(check: () => boolean) {
      while (!check() && performance.now() - last < stillness) await pause(100);
      await standIn.idle();
    },
    figures() {
      const calls = standIn.webhooks.log.flatMap(({ answers }) => answers);
      const times = calls.filter(({ status }) => status === 200).map(({ milliseconds }) => milliseconds);
      return {
        refused,
        webhooks: calls.length,
        failedWebhooks: calls.length - times.length,
        acknowledged: { median: share(times, 0.5), p95: share(times, 0.95), p99: share(times, 0.99) },
        answered: { median: share(took, 0.5), p95: share(took, 0.95) },
      };
    },
  };
}

/** What was said beside what is on record, and what came back to each phone. */
function compared(said: Map<string, string[]>, graded: Map<string, string[]>, phones: Map<string, Phone>) {
  const found = { lost: 0, doubled: 0, disordered: 0, unanswered: 0, repeated: 0 };
  for (const [phone, answers] of said) {
    const recorded = graded.get(phone) ?? [];
    const numbers = (phones.get(phone)?.bubbles ?? []).map((text) => Number(/\b(\d+)\/\d+/.exec(text)?.[1]));
    const seen = new Set(numbers);
    found.lost += Math.max(0, answers.length - recorded.length);
    found.doubled += Math.max(0, recorded.length - answers.length);
    found.unanswered += answers.filter((_, index) => !seen.has(index + 2)).length;
    found.repeated += numbers.length - seen.size;
    const inOrder =
      recorded.join() === answers.join() && numbers.every((one, at) => at === 0 || one >= (numbers[at - 1] ?? 0));
    if (!inOrder) found.disordered += 1;
  }
  return found;
}

function share(values: readonly number[], part: number): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length * part)] ?? 0;
}
