import { lengthOf } from "../limits.ts";
import type { Option, QuestionOf } from "../question.ts";
import type { Course } from "../schema.ts";
import { fold } from "../search/fold.ts";
import { type Fault, faultAt, type Located, within } from "./fault.ts";
import { questionsIn } from "./located.ts";

type Choice = QuestionOf<"single" | "multiple">;

/** Options that only somebody who knows can tell apart, each with its reason. */
export function choices(course: Course): Fault[] {
  return questionsIn(course).flatMap(({ question, ...spot }) => [
    ...(question.kind === "boolean" ? saidTwice(spot, question) : []),
    ...(question.kind === "single" || question.kind === "multiple"
      ? [
          ...rightOnes(spot, question),
          ...longRightOnes(spot, question),
          ...(course.language === "es" ? negativeAsk(spot, question) : []),
          ...optionsFaults(spot, question),
        ]
      : []),
  ]);
}

/** The channels put «¿Verdadero o falso?» before it. */
function saidTwice(spot: Located, { ask }: QuestionOf<"boolean">): Fault[] {
  const twice = /^[¿\s]*(verdadero o falso|verdadeiro ou falso|true or false)/i.test(ask);
  return twice ? [faultAt(within(spot, ".ask"), "quite «¿Verdadero o falso?»: ya se antepone")] : [];
}

function rightOnes(spot: Located, { kind, options }: Choice): Fault[] {
  const right = options.filter((option) => option.right).length;
  if (kind === "single") {
    return right === 1 ? [] : [faultAt(spot, `opciones con «right: true»: ${right}; en «single» va una`)];
  }
  if (right < 2) return [faultAt(spot, `opciones con «right: true»: ${right}; en «multiple» van dos o más`)];
  return right < options.length ? [] : [faultAt(spot, "todas las opciones son correctas; agregue una que no lo sea")];
}

/** Who knows nothing picks the longest. Slight differences tell nobody anything. */
function longRightOnes(spot: Located, { options }: Choice): Fault[] {
  const longest = options
    .filter((option) => option.right)
    .toSorted((one, other) => lengthOf(other.text) - lengthOf(one.text));
  const right = meanLength(longest);
  const wrong = meanLength(options.filter((option) => !option.right));
  if (!(right > 1.5 * wrong && right > wrong + 20)) return [];
  const lengths = `${Math.round(right)} caracteres; las otras, ${Math.round(wrong)} en promedio`;
  const message = `la correcta se delata por larga (${lengths}); acórtela o alargue las demás`;
  return longest.slice(0, 1).map(({ id }) => faultAt(within(spot, `/${id}.text`), message));
}

function meanLength(options: readonly Option[]): number {
  return options.reduce((sum, { text }) => sum + lengthOf(text), 0) / options.length;
}

const negative = /(?<!\p{L})(no|nunca|jamás|excepto|salvo|incorrect[oa]s?|fals[oa]s?)(?!\p{L})/iu;

/** A negative that is overlooked turns who knows into who fails. */
function negativeAsk(spot: Located, { ask }: Choice): Fault[] {
  const [last = ask] = ask.match(/¿[^¿]*$/) ?? [];
  const plain = last.replace(/\*\*.+?\*\*|«[^»]*»|“[^”]*”/gs, "");
  const word = negative.exec(plain)?.[0];
  return word ? [faultAt(within(spot, ".ask"), `pregunte en positivo, o ponga «${word}» en **negrita**`)] : [];
}

function optionsFaults(spot: Located, { options }: Choice): Fault[] {
  const folded = options.map(({ text }) => fold(text));
  return options.flatMap((option, index) => {
    const place = within(spot, `/${option.id}`);
    const said = folded[index] ?? "";
    const twin = options[folded.indexOf(said)];
    const text = within(place, ".text");
    return [
      ...(option.why ? [] : [faultAt(place, "falta «why»: por qué está bien o mal elegirla")]),
      ...(twin && twin !== option ? [faultAt(text, `dice lo mismo que la opción «${twin.id}»`)] : []),
      ...(pointsAtOthers(said) ? [faultAt(text, `«${option.text}» habla de otras opciones; diga algo propio`)] : []),
    ];
  });
}

/** «Todas las anteriores», «a y b», and their kin in our languages: options are shuffled, and such are guessed. */
function pointsAtOthers(folded: string): boolean {
  return others.some((pattern) => pattern.test(folded));
}

const others = [
  /\b(tod[oa]s|ningun[oa]|amb[oa]s)( de)? ?(l[oa]s)? ?(anterior|opcion|alternativa|respuesta)(es|s)?\b/,
  /\b(tod[oa]s|ningun[oa]|amb[oa]s|l[oa]s (dos|tres|anteriores)) (son|es) (in)?(correct|verdader|fals)[oa]s?\b/,
  /\b(todo|nada de) lo anterior\b|^l[oa]s (dos|tres|cuatro)? ?(anteriores|primer[oa]s|ultim[oa]s)$/,
  /^((solo|solamente|tanto|las|opciones|la|respuestas|amb[oa]s) )*[a-e] (y |o |e |como )?(la )?[a-e]( y [a-e])?( son correctas)?$/,
  /\b(todas|nenhuma)( das?| as)? anteriores\b|\b(all|none|both) of the above\b|^both [a-e] and [a-e]$/,
];
