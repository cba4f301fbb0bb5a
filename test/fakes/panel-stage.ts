import { readySession } from "../../bots/console/session.ts";
import { screens } from "../../bots/screens.ts";
import { openCourse } from "../../content/open.ts";
import type { Language } from "../../content/schema.ts";
import { edition as schema } from "../../dialogs/admission/edition.ts";
import type { Query } from "../../dialogs/coordinator/query.ts";
import type { Request } from "../../dialogs/requests.ts";
import { type Learner, newLearner } from "../../dialogs/state.ts";
import type { Office } from "../../services/desk/office.ts";
import { cohort } from "./cohort.ts";
import { officeFor } from "./office.ts";
import { courseFolder, startTutor, temporaryFolder } from "./tutor-server.ts";

const editions = { "2027-1": "Primera edición 2027", "2027-2": "Segunda edición 2027" };
const countries = ["guatemala", "honduras", "méxico", "el salvador"];
/** Names are what people type. */
const odd = "Aana <b>Norte</b> & «Sur»";

const applicants = [
  ["Mariela López", "GT", "Casa Alianza"],
  ["Juan Cruz", "GT", "DIF"],
  ["Carmen <i>Mejía</i>", "MX", "Casa Alianza"],
  ["Pedro Ruiz", "HN", "DINAF"],
] as const;

/** The real tutor with two editions of learners who played, and a coordinator of the first, «eva». */
export async function panelStage(count: number, turns: number) {
  const folder = temporaryFolder();
  const tutor = await startTutor(folder.path);
  const { store, clock } = tutor;
  const library = await openCourse(courseFolder);
  const office = officeFor(store, library, {
    now: () => clock.now,
    publicUrl: tutor.url,
    secret: "a secret that both lives of the tutor share",
  });
  const now = clock.now;
  const kept = Object.entries(editions).map(([id, name]) => schema.parse({ id, name, admission: "approval" }));
  await office.editions.apply(kept, "test");
  for (const [index, edition] of Object.keys(editions).entries()) {
    let number = 0;
    for (const one of cohort({ course: library.first, count, now, turns, countries })) {
      const enrolment = { edition, status: "admitted" as const, on: now - 40 * 86_400_000 };
      const own = one.name !== undefined && number++ === 0 ? odd : one.name;
      const name = index === 0 ? own : `Ajena ${one.name}`;
      const learner: Learner = { ...one, id: `e${index}:${one.id}`, enrolment, ...(name ? { name } : {}) };
      await store.learners.save(learner, [], undefined);
      await office.roster.keep(learner.id, `webchat:${learner.id}`, [edition]);
    }
  }
  await applied(office, now);
  const coordinates = (own: readonly string[]) =>
    store.register.set("staff", "eva", JSON.stringify({ role: "coordinator", editions: own, name: "Eva" }));
  await coordinates(["2027-1"]);

  const { learner: asker } = readySession(library.first);
  const ask = (request: Request, language: Language) =>
    office.clerk({
      ...{ request, id: "asked", on: clock.now, to: "", screen: screens.web },
      asker: { ...asker, id: "eva", language },
    });
  return {
    tutor,
    /** What the clerk says in the conversation. */
    answer: (query: Query) => ask({ kind: "query", query, said: "" }, "es"),
    /** The address that «panel» leads to. */
    async link(language: Language = "es"): Promise<string> {
      const done = await ask({ kind: "command", command: { does: "panel" }, agreed: true }, language);
      return done.kind === "done" ? (done.page?.url ?? "") : "";
    },
    promote: () => coordinates(Object.keys(editions)),
    demote: () => coordinates(["2027-1"]),
    dismiss: () => office.staff.dismiss("eva"),
    async audited() {
      const found = await store.register.list("audit", { prefix: "", after: "", limit: 1000 });
      return found.map(({ body }) => body);
    },
    async close() {
      await tutor.stop();
      folder.remove();
    },
  };
}

/** The same people apply for each edition, one every three days. */
async function applied({ clerk }: Pick<Office, "clerk">, now: number): Promise<void> {
  for (const [index, edition] of Object.keys(editions).entries()) {
    for (const [at, [name, country, institution]] of applicants.entries()) {
      const asker = newLearner(`applicant:${index}:${at}`);
      const answers = { name: index === 0 ? name : `Ajena ${name}`, country, institution, email: "a@example.org" };
      const on = now - (applicants.length - at) * 3 * 86_400_000;
      const request: Request = { kind: "apply", edition, answers };
      await clerk({ request, id: asker.id, asker, on, to: `webchat:${asker.id}`, screen: screens.web });
    }
  }
}
