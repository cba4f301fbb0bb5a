import { describe, expect, test } from "@jest/globals";
import { screens } from "../bots/screens.ts";
import { type Question, question } from "../content/question.ts";
import { ask } from "../dialogs/grading/ask.ts";
import { type Grade, grade, rightAnswer } from "../dialogs/grading/grade.ts";
import { readNumber, readPairs, readPositions } from "../dialogs/grading/read.ts";
import { wordsIn } from "../dialogs/words.ts";

const say = wordsIn("es");
const heard = { id: "m", on: 0, seed: 1, screen: screens.web };

/** What stands between bars. */
const said = (table: string) => table.split("|").map((text) => text.trim());

function graded(asked: Question, order: readonly string[], text: string): Grade {
  return grade(asked, order, ask(asked, order, "q", say).options, { ...heard, kind: "text", text }).grade;
}

const options = ["a", "b", "c", "d"].map((id) => ({ id, text: `Opción larga ${id}`, right: id === "a" || id === "c" }));
const several = question.parse({ kind: "multiple", id: "q", ask: "¿Cuáles?", options });
const steps = ["uno", "dos", "tres", "cuatro"].map((id) => ({ id, text: `Paso ${id}` }));
const inOrder = question.parse({ kind: "order", id: "q", ask: "Ordene.", items: steps });
const pairs = ["hecho", "opinion", "juicio"].map((id) => ({ id, left: `Frase ${id}`, right: `Es ${id}` }));
const matched = question.parse({ kind: "match", id: "q", ask: "Una.", pairs });
const truth = question.parse({ kind: "boolean", id: "q", ask: "La edad basta.", answer: true });
const age = question.parse({ kind: "number", id: "q", ask: "¿A qué edad?", answer: 18, unit: "años" });
const share = question.parse({ kind: "number", id: "q", ask: "¿Qué parte?", answer: 0.7, tolerance: 0.05 });
const opinion = question.parse({ kind: "text", id: "q", ask: "Su …", accepted: ["opinión", "punto de vista"] });
const year = question.parse({ kind: "text", id: "q", ask: "¿De qué año es?", accepted: ["1989"] });

describe("several of several", () => {
  // Shown as: a) d  b) a  c) c  d) b, so b and c are right.
  const order = ["d", "a", "c", "b"];
  test.each(
    said("b, c | c b | bc | BC | b y c | la b y la c | 2 y 3 | 2,3 | b-c | segunda y tercera | creo q la b y la c"),
  )("«%s» is right", (text) => expect(graded(several, order, text)).toBe("right"));
  test.each(said("b | a, b, c | a b c d | a y d"))("«%s» is wrong", (text) => {
    expect(graded(several, order, text)).toBe("wrong");
  });
  test.each(
    said(`b o c | todas | ninguna | no a | a y d, no la b | todas menos la a | b, e | b y | y | b b | b?c d e | la bc y la d
      | 23 | 5 | no se | | opcion larga | por que b y c | b y c no | quiza b y c? o d | 1b 2c`),
  )("«%s» is not read", (text) => expect(graded(several, order, text)).toBe("unreadable"));
});

describe("in order", () => {
  const order = ["dos", "cuatro", "uno", "tres"];
  test.each(said("c a d b | c,a,d,b | cadb | C-A-D-B | 3 1 4 2 | c, luego a, despues d y b"))("«%s» is right", (text) =>
    expect(graded(inOrder, order, text)).toBe("right"),
  );
  test.each(said("a b c d | dbca"))("«%s» is wrong", (text) => expect(graded(inOrder, order, text)).toBe("wrong"));
  test.each(said("c a d | c a d b a | c c a d | c a o d b | c a d e | no se | cadbe | | paso uno"))(
    "«%s» is not read",
    (text) => expect(graded(inOrder, order, text)).toBe("unreadable"),
  );
});

describe("pairs", () => {
  const order = ["opinion", "hecho", "juicio"];
  test.each(
    said(`1b 2a 3c | 1-b,2-a,3-c | 1b2a3c | 1=b 2=a 3=c | 1) b 2) a 3) c | 3c 1b 2a | b a c | bac | B, A, C
      | el 1 con la b, el 2 con la a y el 3 con la c`),
  )("«%s» is right", (text) => expect(graded(matched, order, text)).toBe("right"));
  test.each(said("1a 2b 3c | abc"))("«%s» is wrong", (text) => expect(graded(matched, order, text)).toBe("wrong"));
  test.each(
    said(`1b 2a | 1b 2a 3b | 1b 1a 2c | 4b 2a 3c | 1b 2a 3d | no 1b 2a 3c | 1b 2a 3c o 1a 2b 3c | 1b o c, 2a, 3c | b a | no se
      | 12b 3a 1c | | 1 2 3 4 | 1b 2a 3c?? no`),
  )("«%s» is not read", (text) => expect(graded(matched, order, text)).toBe("unreadable"));
});

describe("true or false", () => {
  test.each(
    said(`verdadero | Verdadero. | V | v | cierto | verdad | si | sí | a | es verdadero | creo que es verdadero | es cierto
      | verdaero | la primera | true | verdadeiro | sim`),
  )("«%s» is true", (text) => expect(graded(truth, [], text)).toBe("right"));
  test.each(
    said(
      "falso | FALSO | f | F | b | no | mentira | es falso | creo q es falso | no es cierto | flaso | false | mentira",
    ),
  )("«%s» is false", (text) => expect(graded(truth, [], text)).toBe("wrong"));
  test.each(
    said(`no es falso | no falso | verdadero o falso | v o f | depende | no se | tal vez | c | ni verdadero ni falso | 😅 | 18
      | ¿es verdadero o falso? | por que es falso | quien dice que es falso | la edad basta`),
  )("«%s» is not read", (text) => expect(graded(truth, [], text)).toBe("unreadable"));
});

describe("a number", () => {
  test.each([
    ...[
      ["54", 54],
      ["54 artículos", 54],
      ["son 54.", 54],
      ["cincuenta y cuatro", 54],
      ["Cincuenta y cuatro artículos", 54],
    ],
    ...[
      ["1.200", 1200],
      ["1,200", 1200],
      ["1 200", 1200],
      ["1.200,5", 1200.5],
      ["1.200.000", 1_200_000],
      ["1200", 1200],
    ],
    ...[
      ["0,7", 0.7],
      ["0.7", 0.7],
      ["0,700", 0.7],
      ["2,5", 2.5],
      ["12%", 12],
      ["12 %", 12],
      ["12 por ciento", 12],
    ],
    ...[
      ["diez por ciento", 10],
      ["dieciocho años", 18],
      ["diez y ocho", 18],
      ["cien", 100],
      ["ciento ocho", 108],
    ],
    ...[
      ["dos mil trece", 2013],
      ["mil", 1000],
      ["doscientos uno", 201],
      ["treinta y un", 31],
      ["veintiún días", 21],
    ],
    ...[
      ["cero", 0],
      ["-5", -5],
      ["el año 1989", 1989],
      ["art. 3.1", 3.1],
      ["18!!", 18],
      ["2️⃣", 2],
    ],
  ])("«%s» is %d", (text, number) => {
    expect(readNumber(String(text))).toBe(number);
  });
  test.each(
    said(`dos o tres | 17 o 18 | 17 a 19 | 18-20 | entre 10 y 12 | cero coma siete | tres cuartos | uno y medio | y | dos tres
      | muchos | | un montón | una niña | veinte treinta | dos millones | 3 de 4 | 1/2`),
  )("«%s» is none", (text) => expect(readNumber(text)).toBeUndefined());

  test.each(said("18 | 18 años | dieciocho | a los 18 | creo q 18"))("«%s» is the age", (text) => {
    expect(graded(age, [], text)).toBe("right");
  });
  test.each(said("17 | 180 | 1,8 | veintiuno"))("«%s» is not", (text) => expect(graded(age, [], text)).toBe("wrong"));
  test.each(
    said(`no son 18 | no 18 | 18 no | ¿y si tiene 17? | que dice el art 12 | cuantos son 18 | ninguno | no se | a | menos de 18
      | mas de 18 | antes de los 18 | casi 18 | 17? o 18`),
  )("«%s» is asked again", (text) => expect(graded(age, [], text)).toBe("unreadable"));

  test("a tolerance is kept at both ends", () => {
    expect(["0,65", "0.75", "0,7"].map((text) => graded(share, [], text))).toEqual(["right", "right", "right"]);
    expect(["0,64", "0,76", "7"].map((text) => graded(share, [], text))).toEqual(["wrong", "wrong", "wrong"]);
  });
});

describe("words of one's own", () => {
  test.each(
    said(`opinión | opinion | OPINIÓN | su opinion | la opinión de la niña | opinon | es su punto de vista | punto de bista
      | creo que opinion`),
  )("«%s» is right", (text) => expect(graded(opinion, [], text)).toBe("right"));
  test.each(said("silencio | vista | punto | voto | no su opinión | nunca su opinion | sin opinión"))(
    "«%s» is wrong",
    (text) => expect(graded(opinion, [], text)).toBe("wrong"),
  );
  test.each(
    said(`😅 | 🙂🙂 | jajaja | jeje | ok | si | no se | no lo se | ni idea | no recuerdo | hola | buenas tardes | | . | ?
      | ¿opinión? | q es una opinion | que es lo que hay que poner`),
  )("«%s» is asked again", (text) => expect(graded(opinion, [], text)).toBe("unreadable"));

  test("a number has no slips", () => {
    const texts = ["1989", "en 1989", "1988", "1998", "89", "19899"];
    const [right, wrong]: Grade[] = ["right", "wrong"];
    expect(texts.map((text) => graded(year, [], text))).toEqual([right, right, wrong, wrong, wrong, wrong]);
  });
});

test("positions and pairs count from nought, and none lies outside", () => {
  expect(readPositions("e a", 5)).toEqual([4, 0]);
  expect(readPositions("e a", 4)).toBeUndefined();
  expect(readPositions("a e b", 5)).toEqual([0, 4, 1]);
  expect(readPairs("5a 4b 3c 2d 1e", 5)).toEqual([4, 3, 2, 1, 0]);
});

test("the right answer is told as it stood on the screen", () => {
  expect(rightAnswer(inOrder, ["dos", "cuatro", "uno", "tres"], say)).toBe(
    "c) Paso uno → a) Paso dos → d) Paso tres → b) Paso cuatro",
  );
  expect(rightAnswer(matched, ["opinion", "hecho", "juicio"], say)).toBe("1b Es hecho · 2a Es opinion · 3c Es juicio");
  expect(rightAnswer(age, [], say)).toBe("18 años");
  expect(rightAnswer(truth, [], say)).toBe("verdadero");
});
