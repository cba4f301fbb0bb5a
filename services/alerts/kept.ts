import { createHash } from "node:crypto";
import { z } from "zod";
import { alertSituation } from "../../dialogs/care/alert-situation.ts";
import { RegisterConflict } from "../errors.ts";
import type { Register } from "../store/register.ts";

/**
 * Alerts that learners sent to who coordinates their edition. No name, no words: who the learner is, is looked up when
 * somebody who may see it asks.
 */
const kept = z.strictObject({
  edition: z.string(),
  learner: z.string(),
  to: z.string(),
  situation: alertSituation,
  on: z.int(),
  hours: z.int(),
  /** Whether who coordinates was told. */
  told: z.boolean(),
  /** Who sees to it; and whether the learner and the others were told. */
  taken: z.strictObject({ by: z.string(), name: z.string(), on: z.int(), told: z.boolean() }).optional(),
  /** Whether the learner was told that nobody did in time. */
  late: z.boolean(),
});
type Body = z.infer<typeof kept>;
export type Alert = Body & { readonly id: string; readonly revision: string };

/** One folder for all editions: they are few, and gone through every half minute. */
const folder = "alerts";
const page = 200;
const hour = 3_600_000;

/** Until when somebody was expected to look. */
export function dueAt({ on, hours }: Pick<Alert, "on" | "hours">): number {
  return on + hours * hour;
}

/** What an alert is called among people: `a-3fa91c`. */
export function codeOf({ id }: Pick<Alert, "id">): string {
  return `a-${id.slice(id.indexOf("-") + 1).slice(0, 6)}`;
}

/** Keeps an alert; the same request kept again is kept once. */
export async function keepAlert(register: Register, asked: string, one: Omit<Body, "told" | "late">): Promise<void> {
  const sign = createHash("sha256").update(asked).digest("hex").slice(0, 16);
  // Names sort by the time of sending.
  const id = `${one.on.toString(36).padStart(9, "0")}-${sign}`;
  const body: Body = { ...one, told: false, late: false };
  try {
    await register.put(folder, id, JSON.stringify(body), undefined);
  } catch (error) {
    if (!(error instanceof RegisterConflict)) throw error;
  }
}

export async function alertOf(register: Register, id: string): Promise<Alert | undefined> {
  const found = await register.get(folder, id);
  return found && { ...kept.parse(JSON.parse(found.body)), id, revision: found.revision };
}

/** Every alert that did not vanish yet, the oldest first. */
export async function allAlerts(register: Register): Promise<Alert[]> {
  const all: Alert[] = [];
  for (let after = ""; ; ) {
    const found = await register.list(folder, { prefix: "", after, limit: page });
    all.push(...found.map(({ id, body, revision }) => ({ ...kept.parse(JSON.parse(body)), id, revision })));
    const last = found.at(-1);
    if (!last || found.length < page) return all;
    after = last.id;
  }
}

/** Writes what is another now; answers whether nobody else wrote in between, or took it away. */
export async function changeAlert(register: Register, one: Alert, change: Partial<Body>): Promise<boolean> {
  const { id, revision, ...body } = { ...one, ...change };
  try {
    await register.put(folder, id, JSON.stringify(body), revision);
    return true;
  } catch (error) {
    if (error instanceof RegisterConflict) return false;
    throw error;
  }
}

/** Alerts vanish some time after they were sent, whatever became of them. */
export async function forgetAlertsBefore(register: Register, on: number): Promise<void> {
  for (const one of await allAlerts(register)) if (one.on < on) await register.remove(folder, one.id);
}

/** A learner's own alerts, as they are kept. */
export async function alertsOf(register: Register, learner: string): Promise<Alert[]> {
  return (await allAlerts(register)).filter((one) => one.learner === learner);
}

export async function forgetAlertsOf(register: Register, learner: string): Promise<void> {
  for (const one of await allAlerts(register)) {
    if (one.learner === learner) await register.remove(folder, one.id);
    else if (one.taken?.by === learner) await changeAlert(register, one, { taken: { ...one.taken, by: "", name: "" } });
  }
}
