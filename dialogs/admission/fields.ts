import { fold } from "../../content/search/fold.ts";
import { mask } from "../care/mask.ts";
import { byName, countryName, otherCountry } from "../country-names.ts";
import { asks, optionsAt, pick } from "../pick.ts";
import { roleName, roles } from "../profile.ts";
import { plainly, type Scene } from "../scene.ts";
import type { Input, Option } from "../types.ts";
import { countryIn, readName } from "../welcome.ts";
import type { Sentence } from "../words.ts";
import { type Edition, wordsFor } from "./edition.ts";

/** What every application asks, in this order. */
const common = ["name", "institution", "role", "country", "email", "years", "why"] as const;
type Common = (typeof common)[number];

/** One thing that an application asks. */
export interface Field {
  readonly id: string;
  readonly label: string;
  readonly ask: string;
  readonly hint: string;
  readonly options: readonly Option[];
  /** What an input answers; undefined when it is none. */
  read(input: Input): string | undefined;
  /** An answer as it is shown. */
  shown(answer: string): string;
}

export function fieldsOf(scene: Scene, edition: Edition): Field[] {
  return [...common.map((id) => commonField(scene, id)), ...edition.questions.map((one) => further(scene, one))];
}

function commonField(scene: Scene, id: Common): Field {
  const { say } = scene;
  const options = optionsAt(`apply~${id}`, optionsOf(scene, id));
  return {
    id,
    label: say(`application.label.${id}`),
    ask: say(`application.ask.${id}`),
    hint: say(`application.hint.${id}`),
    options,
    read: (input) => readers[id](scene, input, options),
    shown: (answer) => shownAs(scene, id, answer),
  };
}

function optionsOf(scene: Scene, id: Common): Option[] {
  if (id === "role") return roles.map((role) => ({ id: role, label: roleName(scene, role) }));
  if (id !== "country") return [];
  return [...byName(scene, scene.course.countries), { id: otherCountry, label: scene.say("country.other") }];
}

function shownAs(scene: Scene, id: Common, answer: string): string {
  if (id === "role") return roleName(scene, answer);
  if (id === "country") return countryName(scene, answer);
  return id === "years" ? scene.say("application.years", { count: Number(answer) }) : plainly(answer);
}

type Reader = (scene: Scene, input: Input, options: readonly Option[]) => string | undefined;

const readers: Record<Common, Reader> = {
  // A certificate needs a name and a surname.
  name: (_, input) => {
    const name = input.kind === "text" ? readName(input.text) : undefined;
    return name?.includes(" ") ? name : undefined;
  },
  institution: (_, input) => written(input, 2, 120),
  role: (_, input, options) => pick(input, options),
  country: (scene, input, options) =>
    pick(input, options) ?? (input.kind === "text" ? countryIn(scene, input.text) : undefined),
  email: (_, input) => (input.kind === "text" ? emailIn(input.text) : undefined),
  years: (_, input) => (input.kind === "text" ? yearsIn(input.text) : undefined),
  why: (_, input) => told(written(input, 10, 1200)),
};

/** Why somebody applies may be a child they met: whoever reads it needs no name. */
function told(said: string | undefined): string | undefined {
  return said === undefined ? undefined : mask(said).text;
}

/** Words of their own. A question is none: it is answered as one. */
function written(input: Input, least: number, most: number): string | undefined {
  if (input.kind !== "text" || /[?¿]/.test(input.text)) return undefined;
  const said = input.text.trim().replace(/\s+/g, " ");
  return said.length >= least && said.length <= most ? said : undefined;
}

/** The address in a message: «mi correo es ana@…». */
function emailIn(said: string): string | undefined {
  const found = said.match(/[\w.+'-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}/gi) ?? [];
  return found.length === 1 ? found[0] : undefined;
}

const mostYears = 60;

/** «5», «unos 5 años», «menos de un año». */
function yearsIn(said: string): string | undefined {
  if (asks(said)) return undefined;
  const folded = fold(said);
  if (
    /^(?:ningun[oa]?|nada|cero|nenhum|nenhuma|zero|none|menos de un ano|menos de 1 ano|menos de um ano|less than (?:a|1) year)\b/.test(
      folded,
    )
  ) {
    return "0";
  }
  const numbers = folded.match(/\d+/g) ?? [];
  const [only] = numbers;
  return only !== undefined && numbers.length === 1 && Number(only) <= mostYears ? String(Number(only)) : undefined;
}

function further(scene: Scene, { id, ask }: Edition["questions"][number]): Field {
  const { say, learner } = scene;
  const question = wordsFor(ask, learner.language);
  return {
    id: `q-${id}`,
    label: question,
    ask: question,
    hint: say("application.hint.further" satisfies Sentence),
    options: [],
    read: (input) => written(input, 1, 1200),
    shown: plainly,
  };
}
