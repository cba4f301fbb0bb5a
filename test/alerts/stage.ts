import { readySession } from "../../bots/console/session.ts";
import { screens } from "../../bots/screens.ts";
import { openCourse } from "../../content/open.ts";
import { edition } from "../../dialogs/admission/edition.ts";
import type { Learner } from "../../dialogs/state.ts";
import type { Input, Option, Reply } from "../../dialogs/types.ts";
import { type Converse, converse } from "../../services/converse.ts";
import { delivery, type Outlet } from "../../services/deliver.ts";
import type { Office } from "../../services/desk/office.ts";
import { silentLog } from "../../services/log.ts";
import { sqliteStore } from "../../services/store/sqlite.ts";
import type { Store } from "../../services/store/store.ts";
import { tinyCourse } from "../courses/tiny-course.ts";
import { officeFor } from "../fakes/office.ts";

const library = await openCourse(tinyCourse);
const { learner: ready } = readySession(library.first);
const begin = Date.UTC(2026, 10, 20, 15);
const tabs = { web: screens.web, whatsapp: screens.whatsapp };

/** Several people who talk with one tutor: learners, and who coordinates. */
export interface Stage {
  readonly store: Store;
  readonly desk: Omit<Office, "editions">;
  readonly conversation: Converse;
  /** What was kept of what each message said, as a channel with a log keeps it. */
  readonly kept: (string | undefined)[];
  /** What came to whom, in order. */
  readonly heard: { readonly who: string; readonly reply: Reply }[];
  /** Somebody past the welcome; one of the staff has been at the desk, too. */
  enter(who: string, person: Partial<Learner>, staff?: { role: string; editions: readonly string[] }): Promise<void>;
  /** They type, or tap «[label]» of what came to them last; everything that follows happens. */
  says(who: string, line: string): Promise<void>;
  /** As a channel that brings the same message again. */
  hears(who: string, input: Pick<Input, "kind"> & { text?: string; option?: string }, id: string): Promise<void>;
  pass(milliseconds: number): Promise<void>;
  now(): number;
  /** All that came to somebody, as text. */
  textsOf(who: string): string[];
}

export async function stage(given: { screen?: keyof typeof tabs; editions?: readonly object[] } = {}): Promise<Stage> {
  const store = sqliteStore(":memory:");
  let now = begin;
  let count = 0;
  const heard: { who: string; reply: Reply }[] = [];
  const kept: (string | undefined)[] = [];
  const buttons = new Map<string, Option[]>();
  const outlet: Outlet = {
    idempotent: false,
    async send({ replies }, to) {
      for (const reply of replies) heard.push({ who: to.id, reply });
      const shown = replies.flatMap(({ options }) => options);
      // Buttons of before stay where they are, further up.
      if (shown.length > 0) buttons.set(to.id, [...shown, ...(buttons.get(to.id) ?? [])]);
    },
  };
  for (const one of given.editions ?? []) {
    const body = { edition: edition.parse(one), by: "test", on: 1 };
    await store.register.set("editions", body.edition.id, JSON.stringify(body));
  }
  const desk = officeFor(store, library, {
    now: () => now,
    owe: (learner, debt) => conversation.owe(learner, debt),
    phoneOf: async (learner) => (learner === "ana" ? "50499990000" : undefined),
  });
  const sending = delivery(new Map([["test", outlet]]), silentLog);
  const conversation = converse({ ...store, ...desk, library, delivery: sending, log: silentLog });

  async function happens(): Promise<void> {
    await conversation.idle();
    await desk.alerts.settle();
    await conversation.idle();
  }

  function echo(words: string | undefined): string {
    kept.push(words);
    return words ?? "";
  }

  async function hears(
    who: string,
    input: { kind: string; text?: string; option?: string },
    id: string,
  ): Promise<void> {
    const heardAs = { id, on: now, seed: 1, screen: tabs[given.screen ?? "web"] };
    const { text = "", option = "" } = input;
    const said: Input = input.kind === "tap" ? { ...heardAs, kind: "tap", option } : { ...heardAs, kind: "text", text };
    await conversation.hear({ learner: who, to: `test:${who}`, input: said, echo });
    await happens();
  }

  async function says(who: string, line: string): Promise<void> {
    count += 1;
    now += 1000;
    const label = /^\[(.+)\]$/.exec(line)?.[1];
    const option = buttons.get(who)?.find((one) => one.label === label)?.id ?? `unknown~${label}`;
    await hears(who, label === undefined ? { kind: "text", text: line } : { kind: "tap", option }, `m${count}`);
  }

  return {
    ...{ store, desk, conversation, heard, kept, hears, says },
    async enter(who, person, staff) {
      await store.learners.save({ ...ready, id: who, ...person }, [], undefined);
      if (!staff) return;
      await store.register.set("staff", who, JSON.stringify({ ...staff, name: person.name }));
      await says(who, "coordinación");
      await says(who, "salir");
      heard.length = 0;
    },
    async pass(milliseconds) {
      now += milliseconds;
      await happens();
    },
    now: () => now,
    textsOf: (who) => heard.filter((one) => one.who === who).map(({ reply }) => reply.text),
  };
}
