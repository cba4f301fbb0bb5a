/** What learners write, whatever they were asked: enough of it means something wherever they stand. */
const usual =
  "continuar|continuar|continuar|a|b|c|a|b|1|2|a, b|verdadero|falso|18|1b 2a|c a b d|saltar|menú|resultados|repetir|ayuda|atrás|¿hay certificado?|1b 2a 3c".split(
    "|",
  );
const welcome = ["español", "sí, de acuerdo", "Ana Pérez", "honduras", "albergue"];

/** The words of one learner, without end. */
export function* wordsOf(isNew: boolean, random: () => number): Generator<string, never> {
  if (isNew) yield* welcome;
  for (;;) yield usual[Math.floor(random() * usual.length)] ?? "a";
}
