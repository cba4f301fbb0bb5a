import { describe, expect, test } from "@jest/globals";
import { screens } from "../bots/screens.ts";
import { asks, optionsAt, pick, readChoice, says } from "../dialogs/pick.ts";

const arrival = [
  "Le pide a la tía los documentos de las dos",
  "Se presenta y les ofrece agua y asiento",
  "Llama a seguridad para registrar la llegada",
];
const conversation = ["Con el formulario", "Con las reglas de la casa", "Con su nombre y un saludo"];
const decision = ["Hacerlos pasar juntos y escucharlos", "Llevar a cada uno a la sala de su edad"];
const wayOn = ["Reunirlos y empezar de nuevo", "Repetir las preguntas del formulario"];
const expediente = ["Lo que él pide y por qué", "Que hay un conflicto familiar", "Nada hasta hablar con el tío"];
const hours = ["Dentro de 24 horas", "Dentro de 48 horas", "Dentro de 72 horas"];
const units = ["Empezar", "1. Al llegar", "2. Antes de decidir", "Evaluación"];
const opposed = ["La autoridad lo decide", "La autoridad no lo decide"];

describe("a position is read however it is said", () => {
  test.each([
    ["b", 1],
    ["B", 1],
    ["B)", 1],
    ["b.", 1],
    ["(b)", 1],
    [" b ", 1],
    ["«b»", 1],
    ["2", 1],
    ["2.", 1],
    ["2️⃣", 1],
    ["la B por favor", 1],
    ["la b porfa", 1],
    ["creo q es la b", 1],
    ["yo creo que la b", 1],
    ["opcion c", 2],
    ["opción número 2", 1],
    ["respuesta: b", 1],
    ["letra c", 2],
    ["la segunda", 1],
    ["la 2da", 1],
    ["segunda opcion", 1],
    ["primero", 0],
    ["uno", 0],
    ["el tercero", 2],
    ["la última", 2],
    ["la ultima por favor", 2],
    ["b?", 1],
    ["opção b", 1],
    ["a segunda", 1],
    ["option b", 1],
    ["the second one", 1],
    ["the last one", 2],
    ["a", 0],
  ])("«%s» is option %i", (text, index) => {
    expect(readChoice(text, arrival)).toBe(index);
  });
});

describe("words of one option are read, without accents and with slips of the thumb", () => {
  test.each([
    ["se presenta y les ofrece agua y asiento", arrival, 1],
    ["SE PRESENTA Y LES OFRECE AGUA Y ASIENTO.", arrival, 1],
    ["se precenta y les ofrese agua", arrival, 1],
    ["documentos", arrival, 0],
    ["los documntos", arrival, 0],
    ["llamar a seguridad", arrival, 2],
    ["ofrecer agua y asiento", arrival, 1],
    ["el formulario", conversation, 0],
    ["un saludo", conversation, 2],
    ["las reglas", conversation, 1],
    ["juntos", decision, 0],
    ["nada hasta hablar con el tio", expediente, 2],
    ["lo que el pide", expediente, 0],
    ["24 horas", hours, 0],
    ["dentro de 72 horas", hours, 2],
    ["la autoridad no lo decide", opposed, 1],
    ["la autoridad lo decide", opposed, 0],
  ])("«%s»", (text, labels, index) => {
    expect(readChoice(text, labels)).toBe(index);
  });
});

/** What stands between bars. */
const said = (table: string) => table.split("|").map((text) => text.trim());

describe("what may be none, or two, is not read", () => {
  test.each(
    said(`a o b | la a o la b | a y b | 1 y 3 | la primera y la tercera | b b | ab | d | 4 | 0 | 22 | la cuarta | las dos
      | los dos | ambas | ninguna | todas | no se | si | ok | la | que | | 😀 | ... | 2 años | tres veces | tal vez
      | seguridad o documentos | documentos y agua | primero agua y luego documentos | depende de la llegada de la tia
      | la tia llega con las dos y se presenta | la a no, la b | la a, no la b`),
  )("«%s»", (text) => {
    expect(readChoice(text, arrival)).toBeUndefined();
  });

  test.each([
    ["con", conversation],
    ["con el nombre del formulario", conversation],
    ["dentro de unas horas", hours],
    ["96 horas", hours],
    ["dentro de 42 horas", hours],
  ])("«%s»", (text, labels) => {
    expect(readChoice(text, labels)).toBeUndefined();
  });
});

describe("a negation is not turned round", () => {
  test.each(
    said(`no b | la b no | no es la b | todas menos la b | la b es falsa | b o no | no llamar a seguridad | los documentos no
      | nunca los documentos | nada de documentos | sin documentos | ni documentos | tampoco los documentos
      | menos documentos | jamas documentos | excepto documentos | la b jamas | not b | not the documentos`),
  )("«%s»", (text) => {
    expect(readChoice(text, arrival)).toBeUndefined();
  });

  test("nor left out", () => {
    expect(readChoice("no con el formulario", conversation)).toBeUndefined();
    expect(readChoice("hablar con el tío", expediente)).toBeUndefined();
  });
});

describe("a question that shares words with an option is a question", () => {
  test.each(
    said(`¿y los documentos? | los documentos? | que significa la b | cual es la b | por que agua y asiento?
      | por que la b | la b que significa | por qué no la b`),
  )("«%s»", (text) => {
    expect(readChoice(text, arrival)).toBeUndefined();
  });

  test("unless the options are questions themselves", () => {
    expect(readChoice("¿cómo se llama?", ["¿Cómo se llama?", "¿De dónde viene?"])).toBe(0);
  });
});

describe("a word that says where to go is no option", () => {
  test.each(said("repetir | volver | saltar | siguiente | otra vez | de nuevo | atras | regresar"))("«%s»", (text) => {
    expect(readChoice(text, wayOn)).toBeUndefined();
    const labels = ["Volver a su casa con el tío", "Regresar al día siguiente", "Saltar la entrevista"];
    expect(readChoice(text, labels)).toBeUndefined();
  });

  test("but it is, when it is the whole of a label", () => {
    expect(readChoice("volver", ["Cambiar nombre", "Volver"])).toBe(1);
  });
});

test("where labels carry numbers, a number means its label", () => {
  expect(["1", "2", "la 2", "3", "4"].map((text) => readChoice(text, units))).toEqual([1, 2, 2, undefined, undefined]);
  expect(readChoice("módulo 7", ["Módulo 1"])).toBeUndefined();
  expect(readChoice("modulo 2", ["Módulo 1", "Módulo 2"])).toBe(1);
});

test("a tap is read by its id alone, and only where it belongs", () => {
  const here = optionsAt("q~1", [
    { id: "a", label: "b" },
    { id: "b", label: "a" },
  ]);
  const heard = { id: "m", on: 0, seed: 1, screen: screens.web };
  const tap = (option: string) => pick({ ...heard, kind: "tap", option }, here);
  expect(tap("q~1~a")).toBe("a");
  expect(["q~2~a", "a", "q~1", "q~1~", "", "q~1~a~"].map(tap)).toEqual(Array.from({ length: 6 }, () => undefined));
  expect(pick({ ...heard, kind: "text", text: "b" }, here)).toBe("a");
  expect(pick({ ...heard, kind: "hello" }, here)).toBeUndefined();
});

test.each([
  ["¿qué es la CDN?", true],
  ["q es la cdn", true],
  ["que es eso", true],
  ["hay certificado", true],
  ["what is that", true],
  ["o que é isso", true],
  ["que", false],
  ["?", false],
  ["la b", false],
  ["hola", false],
])("whether «%s» asks: %s", (text, asked) => {
  expect(asks(text)).toBe(asked);
});

test("a word for something is that word alone, however it is written", () => {
  const list = ["menu", "👍"];
  expect(["Menú", " MENÚ! ", "👍", "menu 1", "el menu", ""].map((text) => says(text, list))).toEqual([
    ...[true, true, true],
    ...[false, false, false],
  ]);
});
