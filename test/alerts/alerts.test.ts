import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { screens } from "../../bots/screens.ts";
import type { Request } from "../../dialogs/requests.ts";
import { allAlerts, codeOf, forgetAlertsOf, keepAlert } from "../../services/alerts/kept.ts";
import { audit } from "../../services/audit.ts";
import { silentLog } from "../../services/log.ts";
import { eraseBeside } from "../../services/privacy/erasures.ts";
import { personalCopy } from "../../services/privacy/personal-copy.ts";
import { forgetting, usualRetention } from "../../services/privacy/retention.ts";
import { type Stage, stage } from "./stage.ts";

const hour = 3_600_000;
const day = 24 * hour;
const coordinator = { role: "coordinator", editions: ["demo"] };

/** Ana, who learns, and two who coordinate her edition. */
async function ready(given: Parameters<typeof stage>[0] = {}): Promise<Stage> {
  const tutor = await stage(given);
  await tutor.enter("ana", { name: "Ana Pérez" });
  await tutor.enter("eva", { name: "Eva Ruiz" }, coordinator);
  await tutor.enter("luz", { name: "Luz Gómez" }, coordinator);
  return tutor;
}

async function sends(tutor: Stage, who = "ana"): Promise<void> {
  for (const line of ["ayuda urgente", "[Avisar al equipo]", "[Sí, enviar]"]) await tutor.says(who, line);
}

const raisedTo = (tutor: Stage, who: string) => tutor.textsOf(who).filter((text) => text.includes("Aviso de cuidado"));
const offered = (tutor: Stage, who = "ana") =>
  tutor.heard
    .filter((one) => one.who === who)
    .at(-1)
    ?.reply.options.some(({ label }) => label === "Avisar al equipo");

/** What people may do after care has answered; only the first two say yes, where they are asked. */
const yes = ["[Sí, enviar]", "sí"];
const others = [
  ...["[No enviar]", "no", "[Avisar al equipo]", "avisar al equipo", "ayuda urgente", "me quiero morir"],
  ...["[Seguir con el curso]", "[Descansar por hoy]", "menú", "quizás", "¿qué es asilo?", "enviarían mi nombre?"],
  ...["una niña me contó que la tocan", "no sé", "mi esposo me pega", "ajustes", "volver", "si no es mucha molestia"],
];

test("whatever is said after care, there is an alert only where a yes answered the question whether to send it", async () => {
  const line = fc.oneof(fc.constantFrom(...yes), fc.constantFrom(...others));
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 3, maxLength: 12 }), async (lines) => {
      const tutor = await ready();
      await tutor.says("ana", "ayuda urgente");
      let agreed = 0;
      for (const said of lines) {
        const asked = tutor.textsOf("ana").at(-1)?.endsWith("¿Enviar?") ?? false;
        if (asked && yes.includes(said)) agreed += 1;
        await tutor.says("ana", said);
        expect(await allAlerts(tutor.store.register)).toHaveLength(agreed);
      }
      expect(raisedTo(tutor, "eva")).toHaveLength(agreed);
    }),
    { numRuns: 25 },
  );
}, 60_000);

test("what goes out says neither who it is nor a word that they wrote", async () => {
  const tutor = await ready();
  for (const line of ["mi esposo Arnulfo me pega con un cable", "[Avisar al equipo]", "[Sí, enviar]"])
    await tutor.says("ana", line);
  const [raised] = raisedTo(tutor, "eva");
  expect(raised).toContain("puede estar en peligro");
  expect(raised).not.toMatch(/Ana|Arnulfo|cable/);
  const kept = JSON.stringify(await tutor.store.register.list("alerts", { prefix: "", after: "", limit: 9 }));
  expect(kept).not.toMatch(/Pérez|Arnulfo|cable|esposo/);
  const stored = JSON.stringify((await tutor.store.learners.load("ana"))?.learner);
  expect(stored).not.toMatch(/Arnulfo|cable|esposo|threat/);
});

test("of what is typed where it is asked nothing is kept, whatever it is", async () => {
  const tutor = await ready();
  for (const line of ["ayuda urgente", "[Avisar al equipo]", "vivo detrás de la escuela azul"])
    await tutor.says("ana", line);
  expect(tutor.kept.at(-1)).toBeUndefined();
  await tutor.says("ana", "vivo detrás de la escuela azul");
  expect(tutor.kept.at(-1)).toBeDefined();
});

test("tapped twice, or brought twice by the channel, it is sent once; an hour later there may be another", async () => {
  const tutor = await ready();
  for (const line of ["ayuda urgente", "[Avisar al equipo]"]) await tutor.says("ana", line);
  const option = tutor.heard.at(-1)?.reply.options[0]?.id ?? "";
  await Promise.all(["t1", "t2", "t1"].map((id) => tutor.hears("ana", { kind: "tap", option }, id)));
  expect(raisedTo(tutor, "eva")).toHaveLength(1);
  expect(raisedTo(tutor, "luz")).toHaveLength(1);
  await tutor.says("ana", "ayuda urgente");
  expect(offered(tutor)).toBe(false);
  expect(tutor.textsOf("ana").at(-1)).toContain("Su aviso al equipo ya salió");
  await tutor.pass(hour);
  await sends(tutor);
  expect(raisedTo(tutor, "eva")).toHaveLength(2);
});

test("a button of before the alert sends no second one within the hour", async () => {
  const tutor = await ready();
  await tutor.says("ana", "ayuda urgente");
  await tutor.says("ana", "me quiero morir");
  const option = tutor.heard.at(-1)?.reply.options.find(({ label }) => label === "Avisar al equipo")?.id ?? "";
  await tutor.says("ana", "[Avisar al equipo]");
  await tutor.says("ana", "sí");
  await tutor.hears("ana", { kind: "tap", option }, "again");
  expect(tutor.textsOf("ana").at(-1)).toContain("Su aviso ya salió hace poco");
  expect(await allAlerts(tutor.store.register)).toHaveLength(1);
});

test("a crash after the yes was saved, or after the alert was kept, costs nothing and tells nobody twice", async () => {
  const tutor = await ready();
  for (const line of ["ayuda urgente", "[Avisar al equipo]"]) await tutor.says("ana", line);
  const { register, learners } = tutor.store;
  const put = register.put;
  register.put = async (folder, ...rest) => {
    if (folder === "alerts") throw new Error("crash");
    return put(folder, ...rest);
  };
  await tutor.says("ana", "sí");
  register.put = put;
  expect(await allAlerts(register)).toEqual([]);
  // What a bug breaks is said, with whom to call; it may be sent again at once.
  expect(tutor.textsOf("ana").join("\n")).toContain("No pude avisar al equipo ahora");
  await tutor.says("ana", "ayuda urgente");
  for (const line of ["[Avisar al equipo]"]) await tutor.says("ana", line);

  const saved = await learners.load("ana");
  const debt = {
    ...{ id: "crashed.asked0", to: "test:ana", replies: [] },
    effects: [{ kind: "request", request: { kind: "alert", situation: "help", hours: 72 } }] as const,
    asked: { on: tutor.now(), seed: 1, screen: { length: 1000, typed: 1000, join: false } },
  };
  // As a crash leaves it between saving and sending, and once more after the alert was kept.
  for (let times = 0; times < 2; times += 1) {
    const now = await learners.load("ana");
    if (now) await learners.save(now.learner, [debt], now.revision);
    await tutor.conversation.resume();
    await tutor.pass(0);
  }
  expect(saved).toBeDefined();
  expect(await allAlerts(register)).toHaveLength(1);
  expect(raisedTo(tutor, "eva")).toHaveLength(1);
});

test("a crash before everybody was told is made good by the sweep, and nobody is told twice", async () => {
  const tutor = await ready();
  const one = {
    edition: "demo",
    learner: "ana",
    to: "test:ana",
    situation: "distress",
    on: tutor.now(),
    hours: 2,
  } as const;
  await keepAlert(tutor.store.register, "some request", one);
  await tutor.desk.alerts.settle();
  const [kept] = await allAlerts(tutor.store.register);
  const body = { ...kept, told: false, id: undefined, revision: undefined };
  await tutor.store.register.set("alerts", kept?.id ?? "", JSON.stringify(body));
  for (let times = 0; times < 3; times += 1) await tutor.pass(0);
  expect([raisedTo(tutor, "eva").length, raisedTo(tutor, "luz").length]).toEqual([1, 1]);
  for (let times = 0; times < 3; times += 1) await tutor.pass(hour);
  expect(tutor.textsOf("ana").filter((text) => text.includes("Todavía nadie"))).toHaveLength(1);
});

test("of two who take it at once one has it, and the learner hears of it once and is not told that nobody did", async () => {
  const tutor = await ready();
  await sends(tutor);
  await Promise.all([tutor.says("eva", "[Me hago cargo]"), tutor.says("luz", "[Me hago cargo]")]);
  const taken = ["eva", "luz"].filter((who) =>
    tutor.textsOf(who).some((text) => text.startsWith("**Usted se hace cargo")),
  );
  expect(taken).toHaveLength(1);
  expect(tutor.textsOf("ana").filter((text) => text.includes("vio su aviso y se hace cargo"))).toHaveLength(1);
  const [one] = await allAlerts(tutor.store.register);
  expect(taken).toEqual([one?.taken?.by]);
  await tutor.pass(3 * day);
  expect(tutor.textsOf("ana").join("\n")).not.toContain("Todavía nadie");
});

test("who saw it and who took it is in the trail: who, when, whose, what kind; no words", async () => {
  const tutor = await ready();
  for (const line of ["me quiero morir", "[Avisar al equipo]", "[Sí, enviar]"]) await tutor.says("ana", line);
  await tutor.says("luz", "[Ver quién es]");
  await tutor.says("eva", "[Me hago cargo]");
  const acts = (await audit(tutor.store.register).since(0)).filter(({ what }) => what.startsWith("alert"));
  const about = { people: ["ana"], about: "distress", edition: "demo", role: "coordinator" };
  expect(acts).toMatchObject([
    { by: "luz", what: "alert see", ...about },
    { by: "eva", what: "alert take", ...about },
  ]);
  expect(JSON.stringify(acts)).not.toMatch(/morir|Pérez/);
});

test("who coordinates another edition is told nothing, and can neither see nor take it", async () => {
  const editions = ["una", "otra"].map((id) => ({ id, name: `Edición ${id}`, admission: "open" }));
  const tutor = await stage({ editions });
  await tutor.enter("ana", { name: "Ana Pérez", enrolment: { edition: "una", status: "admitted", on: 1 } });
  await tutor.enter("eva", { name: "Eva Ruiz", place: { at: "enrol" } }, { role: "coordinator", editions: ["una"] });
  await tutor.enter("otro", { name: "Otro Ruiz", place: { at: "enrol" } }, { role: "coordinator", editions: ["otra"] });
  await tutor.enter("root", { name: "Rosa Paz", place: { at: "enrol" } }, { role: "administrator", editions: [] });
  await tutor.enter("leo", { name: "Leo Paz", enrolment: { edition: "una", status: "admitted", on: 1 } });
  await sends(tutor);
  expect(raisedTo(tutor, "eva")).toHaveLength(1);
  for (const who of ["otro", "root", "leo"]) expect(tutor.textsOf(who)).toEqual([]);

  const take = tutor.heard.at(-1)?.reply.options[0]?.id ?? "";
  expect(take).toMatch(/^alarm~take\./);
  for (const who of ["otro", "leo"]) {
    for (const option of [take, take.replace("take", "see")])
      await tutor.hears(who, { kind: "tap", option }, `${who}${option}`);
  }
  await tutor.says("otro", "coordinación");
  await tutor.says("otro", "alertas");
  await tutor.says("otro", "me hago cargo");
  const [one] = await allAlerts(tutor.store.register);
  expect(one?.taken).toBeUndefined();
  for (const who of ["otro", "leo"]) expect(tutor.textsOf(who).join("\n")).not.toMatch(/Ana|pide ayuda|Edición una/);
  await tutor.says("root", "coordinación");
  await tutor.says("root", `me hago cargo de ${one ? codeOf(one) : ""}`);
  expect(tutor.textsOf("root").at(-1)).toContain("**Ana Pérez**");
});

test("who lost the edition before they were told is told nothing of it", async () => {
  const tutor = await ready();
  await tutor.store.register.remove("staff", "luz");
  await sends(tutor);
  expect(raisedTo(tutor, "eva")).toHaveLength(1);
  expect(tutor.textsOf("luz")).toEqual([]);
});

test("it is not offered where nobody can be reached, the edition wants none, or no notice was accepted", async () => {
  const alone = await stage();
  await alone.enter("ana", { name: "Ana Pérez" });
  await alone.says("ana", "ayuda urgente");
  expect(offered(alone)).toBe(false);
  expect(alone.textsOf("ana").at(-1)).toContain("no puedo avisar a nadie por usted");

  const silent = await stage({ editions: [{ id: "demo", name: "Demo", admission: "open", alerts: false }] });
  await silent.enter("eva", { name: "Eva Ruiz" }, coordinator);
  await silent.enter("ana", { name: "Ana Pérez" });
  await silent.says("ana", "ayuda urgente");
  expect(offered(silent)).toBe(false);
  // Where it was switched off after the question was shown.
  const asker = (await silent.store.learners.load("ana"))?.learner;
  const request = { kind: "alert", situation: "help", hours: 72 } as const;
  const asked = { request, id: "late", on: silent.now(), to: "test:ana", screen: screens.web };
  expect(asker && (await silent.desk.clerk({ ...asked, asker }))).toEqual({ kind: "alerted", people: 0, hours: 72 });

  const tutor = await ready();
  await tutor.enter("leo", { name: "Leo Paz", consent: undefined, place: { at: "consent", change: false } });
  await tutor.says("leo", "ayuda urgente");
  expect(offered(tutor, "leo")).toBe(false);
  await tutor.says("ana", "ayuda urgente");
  expect(offered(tutor)).toBe(true);
  // Who asked for no more messages is told of nothing, and so reached no more.
  for (const who of ["eva", "luz"]) await tutor.says(who, "baja");
  await tutor.says("ana", "[Avisar al equipo]");
  await tutor.says("ana", "sí");
  expect(tutor.textsOf("ana").join("\n")).toContain("No pude avisar");
  expect(await allAlerts(tutor.store.register)).toEqual([]);
});

test("an edition says itself within how many hours it usually looks", async () => {
  const tutor = await ready({ editions: [{ id: "demo", name: "Demo", admission: "open", alerts: { hours: 6 } }] });
  await tutor.says("ana", "ayuda urgente");
  await tutor.says("ana", "[Avisar al equipo]");
  expect(tutor.textsOf("ana").at(-1)).toContain("Suelen mirar en 6 horas");
  await tutor.says("ana", "sí");
  await tutor.pass(5 * hour);
  expect(tutor.textsOf("ana").join("\n")).not.toContain("Todavía nadie");
  await tutor.pass(hour);
  expect(tutor.textsOf("ana").join("\n")).toContain("Todavía nadie");
});

test("alerts are in what a person is given of their data, go with it, and vanish after thirty days", async () => {
  const tutor = await ready();
  await sends(tutor);
  await tutor.says("eva", "[Me hago cargo]");
  const copy = await personalCopy(tutor.store, "ana", tutor.now());
  expect(copy?.alerts).toMatchObject([{ situation: "help", edition: "demo", taken: { by: "eva" } }]);
  expect((await personalCopy(tutor.store, "eva", tutor.now()))?.staffAddress).toEqual({ to: "test:eva" });
  // Who took it and goes leaves no name there.
  await forgetAlertsOf(tutor.store.register, "eva");
  expect((await allAlerts(tutor.store.register))[0]?.taken).toMatchObject({ by: "", name: "" });

  const saved = await tutor.store.learners.load("ana");
  await eraseBeside(tutor.store, "ana", saved?.learner);
  expect(await allAlerts(tutor.store.register)).toEqual([]);
  await tutor.says("luz", "[Ver quién es]");
  expect(tutor.textsOf("luz").at(-1)).toContain("Ese aviso ya no está");

  await tutor.pass(2 * hour);
  await sends(tutor);
  let now = tutor.now();
  const parts = { store: tutor.store, conversation: tutor.conversation, forgetAdmission: async () => {} };
  const forget = forgetting({ ...parts, retention: usualRetention, now: () => now, log: silentLog });
  now += 30 * day;
  await forget();
  expect(await allAlerts(tutor.store.register)).toHaveLength(1);
  now += day;
  await forget();
  expect(await allAlerts(tutor.store.register)).toEqual([]);
});

test("what is asked of the world says what it is about, and holds nothing that was typed", async () => {
  const tutor = await ready();
  const requests: Request[] = [];
  const save = tutor.store.learners.save;
  tutor.store.learners.save = async (learner, owed, ...rest) => {
    for (const { effects } of owed) for (const one of effects) if (one.kind === "request") requests.push(one.request);
    return save(learner, owed, ...rest);
  };
  for (const line of ["una niña de mi albergue me contó que la tocan", "[Avisar al equipo]", "sí"])
    await tutor.says("ana", line);
  expect(requests.find(({ kind }) => kind === "alert")).toEqual({ kind: "alert", situation: "disclosure", hours: 72 });
});
