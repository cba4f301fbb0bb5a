import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { readySession, say } from "../bots/console/session.ts";
import { screens } from "../bots/screens.ts";
import { staleHelplines } from "../content/helplines.ts";
import { openCourse } from "../content/open.ts";
import { mask } from "../dialogs/care/mask.ts";
import { concernIn } from "../dialogs/care/recognise.ts";
import { takeTurn } from "../dialogs/engine.ts";
import { maskingOf, measure, needy } from "./care/measure.ts";
import { messagesIn } from "./care/messages.ts";

const { first: course } = await openCourse(
  fileURLToPath(new URL("../content/courses/ninez-migrante", import.meta.url)),
);
const messages = [...messagesIn("train"), ...messagesIn("test"), ...messagesIn("later")];

test("hears those in need, leaves questions and chat alone, and masks who they speak of", () => {
  expect(messages.length).toBeGreaterThan(600);
  const { recall, falseAlarms, masked } = measure(messages, course);
  expect(recall).toBeGreaterThanOrEqual(0.98);
  expect(falseAlarms).toBeLessThanOrEqual(0.025);
  expect(masked).toBeGreaterThanOrEqual(0.95);
});

test("hears most of what nothing was fitted to", () => {
  const { recall, falseAlarms } = measure(messagesIn("round-5"), course);
  expect(recall).toBeGreaterThanOrEqual(0.95);
  expect(falseAlarms).toBeLessThanOrEqual(0.08);
});

test("hears nearly all of what people would write, and alarms over little else", () => {
  const { recall, falseAlarms } = measure(messagesIn("round-15"), course);
  expect(recall).toBeGreaterThanOrEqual(0.975);
  expect(falseAlarms).toBeLessThanOrEqual(0.02);
});

test("leaves pay, rent, visas and a cold alone, and hears the trouble beside them", () => {
  const { falseAlarms } = measure(messagesIn("everyday"), course);
  expect(falseAlarms).toBeLessThanOrEqual(0.04);
  for (const text of [
    "mi jefe no me paga el sueldo, me quitó el pasaporte y no me deja salir",
    "el dueño no me devuelve el depósito y ya no quiero vivir",
    "my landlord raised the rent and my husband hits me",
    "meu patrão não me pagou o salário e me ameaçou de morte",
  ]) {
    expect(concernIn(text)?.about).toMatch(/threat|distress/);
  }
});

test("hears one sentence among others", () => {
  const said =
    "otra pregunta: cuanto dura el certificado? y otra, conoces alguien q hable con gente q ya no puede mas con su vida";
  expect(concernIn(said)).toMatchObject({ sure: false });
  expect(concernIn("cuanto dura el certificado? y otra, conoces alguien q ya lo tenga")).toBeUndefined();
});

test("who tells of their own children gives no case away", () => {
  for (const said of ["mi hija Salomé Villacís no me deja estudiar", "hoy cumple 5 añitos mi nena Abril Saravia"]) {
    const { turn } = say(readySession(course), said);
    expect(turn?.learner.place.at).not.toBe("care");
    expect(turn?.words).not.toMatch(/Villacís|Saravia/);
  }
});

test("asks what is meant, and gives the way to help at once, where it may be a question", () => {
  const told = messages.filter(({ label }) => label === "either").map(({ text }) => say(readySession(course), text));
  expect(told.length).toBeGreaterThan(20);
  for (const { turn } of told) expect(turn?.replies.map(({ text }) => text).join(" ")).toContain("emergencias");
});

test("keeps no words of trouble, and of other messages no name or number of a child", () => {
  const heard = { id: "1", on: 0, seed: 1, screen: screens.web };
  const { learner } = readySession(course);
  const words = (text: string) => takeTurn(learner, { ...heard, kind: "text", text }, course)?.words;
  expect(words("me quiero morir")).toBeUndefined();
  expect(words("que es la trata")).toBe("que es la trata");
  expect(words("la niña Yeimi Mejía, dni 0801-2012-04567, que le corresponde?")).not.toMatch(/Yeimi|Mejía|0801/);
});

test("stores nothing of a message of trouble with the learner", () => {
  for (const { text, label } of messages.filter((one) => needy.some((need) => need === one.label))) {
    const { turn } = say(readySession(course), text);
    const stored = JSON.stringify({ ...turn, words: undefined });
    expect({ label, kept: text.length > 12 && stored.includes(text) }).toEqual({ label, kept: false });
  }
});

test("reads any text, however odd, and a letter in little time", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
      concernIn(text);
      expect(typeof mask(text).text).toBe("string");
    }),
  );
  const letter = "tengo una niña aqui que dice que no quiere ".repeat(50);
  const begun = process.cpuUsage();
  concernIn(letter.slice(0, 2000));
  mask(letter);
  expect(process.cpuUsage(begun).user).toBeLessThan(1_500_000);
});

test("masks again what it masked, to the same", () => {
  for (const { text } of messages) {
    const once = mask(text).text;
    expect(mask(once).text).toBe(once);
  }
});

test("masks names that no list has, where a name goes, and leaves words alone", () => {
  const { masked, touched } = maskingOf(messagesIn("masks"));
  expect(masked).toBeGreaterThanOrEqual(0.92);
  expect(touched).toBeLessThanOrEqual(0.03);
  const second = maskingOf(messagesIn("masks-2"));
  expect(second.masked).toBeGreaterThanOrEqual(0.92);
  expect(second.touched).toBeLessThanOrEqual(0.07);
});

test.each([
  ["la niña yorgelis me dijo que no quiere ir", "la niña ▒▒▒ me dijo que no quiere ir"],
  ["llegaron jhoandry y marbelis sin papeles", "llegaron ▒▒▒ y ▒▒▒ sin papeles"],
  ["que pasa si esperanza no quiere hablar", "que pasa si ▒▒▒ no quiere hablar"],
  ["doña Tomasa cuida al niño", "doña ▒▒▒ cuida al niño"],
  ["a placa era QZT4E18", "a placa era ▒▒▒"],
  ["su tiktok es @la.bebe.naza", "su tiktok es ▒▒▒"],
  ["nació el primero de enero de dos mil doce", "nació el ▒▒▒"],
  ["apelidaram ele de Pipoca no abrigo", "apelidaram ele de ▒▒▒ no abrigo"],
  ["el correo de lisbeth la madre", "el correo de ▒▒▒ la madre"],
  ["preciso ouvir a luz antes da audiencia", "preciso ouvir a ▒▒▒ antes da audiencia"],
  ["viven en Pasaje Los Aromos 1432 depto 31, Antofagasta", "viven en ▒▒▒"],
  ["la casa es de la escuela 2 c abajo", "la casa es ▒▒▒"],
  ["el pasaporte es AR 583 201", "el pasaporte es ▒▒▒"],
  ["me dicto nueve nueve ocho, cuarenta y dos, trece", "me dicto ▒▒▒"],
  ["lo pidió la Dra. Simone Valadares ayer", "lo pidió la Dra. ▒▒▒ ayer"],
  ["vive en Residencial Los Álamos, torre B, depto 504", "vive en ▒▒▒"],
  ["la niña maría de los ángeles cumplió 17", "la niña ▒▒▒ cumplió 17"],
  ["es kevin pop de cobán", "es ▒▒▒ de cobán"],
])("masks «%s»", (said, kept) => {
  expect(mask(said).text).toBe(kept);
});

test.each([
  "que pasa si no hay esperanza de volver",
  "ella me dijo que la luz se fue",
  "a quién se llama si llega un menor",
  "en Santa Rosa de Copán y en Benito Juárez, Cancún, no hay albergue",
  "la frase de Paulo Freire y la lei Maria da Penha",
  "resumen de cien años de soledad",
  "el caso Vélez Loor vs. Panamá",
  "caso nadege dorzema q decidio",
  "el caso Yean y Bosico",
  "nesesito el permizo de la defensoria de tapachula",
  "jajaja no manches, ke hueba el examen",
  "quien firma en Ciudad Juárez el acuerdo del INM",
  "artículo 22 de la Convención, párrafo 2",
  "¿En Brasil existe una norma específica para niños que llegan sin sus padres?",
  "decreto 646 2025 argentina para niños solos",
  "historia de los derechos del niño 1924 1959 1989",
  "la llamada gratis de la cruz roja para niños",
  "a irmã mais velha fala por todos os irmãos",
  "lost child at the Quito terminal",
])("leaves «%s» as it is", (said) => {
  expect(mask(said).text).toBe(said);
});

test("a helpline is verified anew every half-year", () => {
  const [country] = course.modules.flatMap(({ countries }) => countries);
  const [line] = country?.helplines ?? [];
  if (!country || !line) throw new Error("no country with a helpline");
  const one = { ...country, helplines: [{ ...line, checked: "2026-01-01" }] };
  expect(staleHelplines([one], "2026-07-03")).toEqual([]);
  expect(staleHelplines([one], "2026-07-04")).toHaveLength(1);
});
