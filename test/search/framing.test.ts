import { expect, test } from "@jest/globals";
import { withoutFraming } from "../../content/search/framing.ts";

test.each([
  ["mi jefa dice que si la mama firma ya se puede", "si la mama firma ya se puede"],
  ["hola buenas, una pregunta, mi jefe me dice q no hay edad", "no hay edad"],
  ["la trata es lo mismo que el tráfico? eso dice mi jefe", "la trata es lo mismo que el tráfico?"],
  ["meu chefe diz que não precisa de tutor", "não precisa de tutor"],
  ["my boss says that he is not a refugee", "he is not a refugee"],
  ["el niño dice que tiene 16", "el niño dice que tiene 16"],
  ["mi jefe dice que", "mi jefe dice que"],
])("of %j this is asked: %j", (said, asked) => {
  expect(withoutFraming(said)).toBe(asked);
});
