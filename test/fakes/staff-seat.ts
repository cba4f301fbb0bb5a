import { readySession } from "../../bots/console/session.ts";
import type { Course, Language } from "../../content/schema.ts";
import { edition as schema } from "../../dialogs/admission/edition.ts";
import type { Store } from "../../services/store/store.ts";

interface Member {
  readonly role: "coordinator" | "administrator";
  readonly editions: readonly string[];
}

/** Makes somebody who wrote once a learner past their welcome, and with `member` one of the staff. */
export async function seated(
  store: Pick<Store, "learners" | "register">,
  course: Course,
  { id, name, member, language = "es" }: { id: string; name: string; member?: Member; language?: Language },
): Promise<void> {
  const saved = await store.learners.load(id);
  const { learner } = readySession(course);
  await store.learners.save({ ...learner, id, name, language }, [], saved?.revision);
  if (member) await store.register.set("staff", id, JSON.stringify({ ...member, name }));
}

/** Keeps editions that are entered by a list; `closed` is one whose call is over. */
export async function editionsByList(store: Pick<Store, "register">, names: Readonly<Record<string, string>>) {
  for (const [id, name] of Object.entries(names)) {
    const call = id.startsWith("closed") ? { closes: "2020-01-31" } : {};
    const kept = schema.parse({ id, name, admission: id.startsWith("open") ? "open" : "list", call });
    await store.register.set("editions", id, JSON.stringify({ edition: kept, by: "test", on: 1 }));
  }
}
