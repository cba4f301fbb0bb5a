import { fileURLToPath } from "node:url";
import { describe, expect, test } from "@jest/globals";
import { readySession } from "../../bots/console/session.ts";
import { openCourse } from "../../content/open.ts";
import { search } from "../../content/search/search.ts";
import { countriesAsked, countriesNamed } from "../../dialogs/country-names.ts";

const folder = fileURLToPath(new URL("../../content/courses/ninez-migrante", import.meta.url));
const { first: course } = await openCourse(folder);
const { learner } = readySession(course);

const namedIn = (question: string) => countriesNamed({ course, learner, say: () => "" } as never, question);
const found = (question: string) => search(course, question, { named: namedIn(question), own: "HN" });

/** What is answered, or what is offered, by ids. */
function idsFor(question: string): string {
  const said = found(question);
  if (said.zone === "answer") return said.passage.id;
  return said.zone === "offer" ? `? ${said.passages.map(({ id }) => id).join(" ")}` : "nothing";
}

describe("two things that are set against each other are told apart, however it is typed", () => {
  test.each([
    ["trata vs trafico", "m06-f-si-es-trata"],
    ["trata y trafico es lo mismo?", "m06-f-si-es-trata"],
    ["siempre confundo la trata con eso, trata o trafico?", "m06-f-si-es-trata"],
    ["tráfico de pessoas ou contrabando de migrantes, qual a diferença", "m06-f-si-es-trata"],
    ["retorno y deportación son distintos?", "m07-f-cual-es-cual"],
    ["diferencia entre migrante y refugiado", "m02-f-migrante-o-refugiado"],
    ["BIA vs BID", "m09-f-evaluacion-o-determinacion"],
  ])("%s", (question, id) => {
    expect(idsFor(question)).toBe(id);
  });

  test("where nothing tells them apart, both are offered", () => {
    expect(idsFor("apatridia vs cortafuegos")).toBe("? m02-g-apatridia m01-g-cortafuegos");
    expect(idsFor("apatrida o refugiado")).toBe("? m02-g-apatridia m02-g-persona-refugiada");
  });

  test("two things in a question about something else do not make it one", () => {
    const said = idsFor(
      "una niña con apatridia que pide refugio o reunificacion familiar a que escuela va y quien la inscribe",
    );
    expect(said).not.toMatch(/^\? m02-g-apatridia/);
  });
});

describe("what shares only the country or a word is not told as the answer", () => {
  test("a lesson that was asked for answers with its card, not with a fact that only names the country", () => {
    expect(idsFor("en chile multan a la familia x el niño q entro x paso no habilitado?")).toMatch(
      /^m05-(?:cl-sin-sancion\.|f-cl-ley-21325$)/,
    );
  });

  test("who names a country is not told what holds everywhere and names it nowhere", () => {
    expect(found("se puede detener a un niño migrante en mexico como ultimo recurso").zone).toBe("offer");
  });

  test("who may mean two things of a lesson is offered the lesson and the likest", () => {
    expect(idsFor("lo primero que pregunto: papeles o si esta bien? si o no")).toMatch(
      /^\? m01-movilidad-como-enfoque /,
    );
  });
});

describe("what is asked of other matters in words of the course is not taken for a question about the course", () => {
  test.each([
    "cuánto cuesta el pasaporte",
    "como apostillo mi titulo universitario",
    "how do i reset my router",
    "quanto custa o passaporte",
  ])("%s", (question) => {
    expect(idsFor(question)).toBe("nothing");
  });

  test.each([
    ["cuánto cuesta el curso", "f-costo"],
    ["necesito título universitario para el curso", "f-quien-puede"],
  ])("%s", (question, id) => {
    expect(idsFor(question)).toContain(id);
  });
});

describe("what is named is offered before nothing is", () => {
  test.each([
    ["que es la trata y como se detecta", "m01-g-trata"],
    ["que es la apatridia y como se previene", "apatridia"],
  ])("%s", (question, id) => {
    expect(idsFor(question)).toMatch(new RegExp(`^\\? .*${id}`));
  });

  test("but for a small part of what is asked", () => {
    expect(idsFor("reserva de hotel en cancun para cuatro personas con desayuno incluido")).toBe("nothing");
  });
});

test("who asks in a language that a lesson is not written in is told its card all the same", () => {
  expect(idsFor("scoring options with points, good idea?")).toMatch(/^m09-pesar-opciones\./);
});

test.each([
  ["pero el niño tiene papeles", []],
  ["while the child waits", []],
  ["lo llevo al médico con la tía", []],
  ["en el perú y en mexixo", ["PE", "MX"]],
  ["venesuela, nicaragua y hondura", ["VE", "NI", "HN"]],
])("in «%s» these countries are named: %j", (question, countries) => {
  expect(namedIn(question)).toEqual(countries);
});

test.each([
  ["desde cuando rige el codigo d la niñez ecuatoriano", ["EC"]],
  ["que entidad encabeza la protección de la niñez salvadoreña", ["SV"]],
  ["which Colombian agency leads the system", ["CO"]],
  ["una niña venezolana en la terminal", []],
  ["que ley protege a los venezolanos", []],
  ["que es el PANI", ["CR"]],
])("«%s» asks about %j", (question, countries) => {
  expect(countriesAsked({ course, learner, say: () => "" } as never, question)).toEqual(countries);
});
