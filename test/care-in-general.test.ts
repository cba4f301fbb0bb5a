import { fileURLToPath } from "node:url";
import { describe, expect, test } from "@jest/globals";
import { readySession, say } from "../bots/console/session.ts";
import { openCourse } from "../content/open.ts";
import { asksInGeneral, isOfBook } from "../dialogs/care/in-general.ts";
import { wordsIn } from "../dialogs/words.ts";

const { first: course } = await openCourse(
  fileURLToPath(new URL("../content/courses/ninez-migrante", import.meta.url)),
);
const ifNow = wordsIn("es")("care.ifNow");

describe("what is asked of anybody, in grave words", () => {
  test.each([
    ["q se hace si un adolescente dice q se quiere matar", "se quiere morir"],
    ["si un niño tiene golpes visibles a quien se notifica primero", "golpes o marcas"],
    ["una niña de 14 viaja con un hombre de 40 que dice ser su esposo, ¿qué corresponde?", "dice ser su esposo"],
    ["se um menino chega machucado e com marcas, a quem se avisa?", "golpes o marcas"],
    ["y si el agresor es un funcionario del centro, a quien se le avisa", "es funcionario"],
    ["cuanto tiempo se espera pa reportar a un niño perdido, 24 o 72 horas?", "desaparecido"],
  ])("«%s» is answered, with what to do if it is happening", (asked, answer) => {
    const { turn } = say(readySession(course), asked);
    const [reply] = turn?.replies ?? [];
    expect(reply?.text.split("\n")[0]).toContain(answer);
    expect(reply?.text).toContain(ifNow);
    expect(turn?.words).toBeUndefined();
  });

  test("where the course says nothing and it may well be happening, it is asked", () => {
    const { turn } = say(
      readySession(course),
      "como agir quando a mãe pede pra não contar pra polícia que ele bate nela",
    );
    expect(turn?.learner.place).toMatchObject({ at: "care", step: "asking" });
  });
});

test.each([
  "confidencialidad: límites cuando hay que romperla",
  "señales de abuso en un albergue",
  "qué se hace cuando el niño cuenta un abuso en la entrevista",
  "¿qué debe hacer un cónsul cuando le avisan que hay un niño detenido?",
])("«%s» is asked of anybody", (said) => {
  expect(asksInGeneral(said)).toBe(true);
});

test.each([
  "qué hago si una niña me cuenta que la violaron",
  "tengo un niño con golpes, a quien se avisa",
  "ay un niño golpeado aki q ago",
  "oy yego una nena sola, q se ase",
  "el niño tiene golpes, a quien se notifica",
  "hay una niña sola en la terminal, quien decide",
  "llegó un adolescente que se quiere matar, que se hace",
  "a quién llamo si un niño desaparece",
  "fui abusada de niña y la lección me lo recordó, por qué será",
  "se llama Ana, dice que la encierran, y que se hace con eso ahora",
])("«%s» is of who writes, of today or of a certain child: not in general", (said) => {
  expect(asksInGeneral(said)).toBe(false);
});

test.each([
  ["no estoy de acuerdo con la parte que dice que un funcionario maltrata", true],
  ["hay un caso practico de una chica captada por redes, me orientas", true],
  ["tengo una niña golpeada y el protocolo dice que espere", false],
  ["que se hace cuando un niño aparece golpeado", false],
])("«%s»: of a book? %s", (said, expected) => {
  expect(isOfBook(said)).toBe(expected);
});
