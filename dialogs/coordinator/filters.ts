import { meant } from "../../content/search/distance.ts";
import { fold, wordsOf } from "../../content/search/fold.ts";
import { wordsFor } from "../admission/edition.ts";
import { namesOf } from "../country-names.ts";
import { own } from "../own.ts";
import type { Scene } from "../scene.ts";
import { ordinals } from "../words.ts";
import type { Filter } from "./query.ts";
import { topIn } from "./top-in.ts";

/** What of a message says whom it is about, and the words that said it. */
export interface Read {
  readonly filter: Filter;
  readonly used: ReadonlySet<string>;
}

/** Module, country, edition and time, as people name them: «el 3», «hondura», «hace 2 semanas», «edición 2027-1». */
export function filterIn(scene: Scene, said: string): Read {
  const words = wordsOf(fold(said));
  const edition = knownEditionIn(scene, said) ?? editionIn(said);
  const days = daysIn(words, scene.on);
  const top = topIn(said);
  const module = moduleIn(
    scene,
    words,
    new Set([...(edition?.used ?? []), ...(days?.used ?? []), ...(top ? [top.typed] : [])]),
  );
  const country = countryIn(scene, words);
  return {
    filter: {
      ...(edition ? { edition: edition.value } : {}),
      ...(days ? { days: days.value } : {}),
      ...(module ? { module: module.value } : {}),
      ...(country ? { country: country.value } : {}),
    },
    used: new Set([edition, days, module, country].flatMap((part) => part?.used ?? [])),
  };
}

interface Part<T> {
  readonly value: T;
  readonly used: readonly string[];
}

const editionNamed =
  /(?:edicion|edition|edicao|cohorte|cohort|generacion)\s+(?:de\s+|del\s+|la\s+)?([a-z]*\d[\w-]*|demo)/;
const editionCode = /\b(20\d\d-[a-z0-9-]+)\b/;

/** An edition by its id or its name, as it is written: «convocatoria-2027», «Edición 2027». */
function knownEditionIn({ editions, learner }: Scene, said: string): Part<string> | undefined {
  const typed = ` ${fold(said)} `;
  const named = [...editions.all.values()].flatMap((one) =>
    [one.id, wordsFor(one.name, learner.language), wordsFor(one.name, "es")].map((name) => ({
      id: one.id,
      name: fold(name),
    })),
  );
  const found = named
    .filter(({ name }) => name.length > 3 && typed.includes(` ${name} `))
    .toSorted((one, other) => other.name.length - one.name.length)[0];
  return found && { value: found.id, used: wordsOf(found.name) };
}

function editionIn(said: string): Part<string> | undefined {
  const bare = said
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase();
  const value = (editionNamed.exec(bare) ?? editionCode.exec(bare))?.[1];
  return value === undefined ? undefined : { value, used: wordsOf(value) };
}

const spans: readonly (readonly [RegExp, number])[] = [
  [/^(dias?|days?)$/, 1],
  [/^(semanas?|weeks?)$/, 7],
  [/^(mes|meses|months?)$/, 30],
];
const numbers: Readonly<Record<string, number>> = {
  una: 1,
  un: 1,
  one: 1,
  a: 1,
  um: 1,
  uma: 1,
  dos: 2,
  duas: 2,
  dois: 2,
  two: 2,
  tres: 3,
  three: 3,
  cuatro: 4,
  quatro: 4,
  four: 4,
};
const named: Readonly<Record<string, number>> = { hoy: 1, hoje: 1, today: 1, ayer: 2, ontem: 2, yesterday: 2 };
const weekdays: readonly RegExp[] = [
  /^(domingo|sunday)$/,
  /^(lunes|monday|segunda)$/,
  /^(martes|tuesday|terca)$/,
  /^(miercoles|wednesday|quarta)$/,
  /^(jueves|thursday|quinta)$/,
  /^(viernes|friday|sexta)$/,
  /^(sabado|saturday)$/,
];
/** «Desde el lunes»: how many days that are, today with them. */
const sinceDay = /^(desde|since|from)$/;
const latest = /^(esta|este|ultima|ultimo|pasada|pasado|this|last|neste|nesta)$/;

function daysIn(words: readonly string[], on: number): Part<number> | undefined {
  for (const [index, word] of words.entries()) {
    const [, span] = spans.find(([pattern]) => pattern.test(word)) ?? [];
    const before = words[index - 1] ?? "";
    const count = Number(/^\d{1,2}$/.exec(before)?.[0] ?? own(numbers, before) ?? Number.NaN);
    if (span !== undefined && count > 0) return { value: Math.min(999, span * count), used: [before, word] };
    if (span !== undefined && latest.test(before)) return { value: span, used: [before, word] };
    const weekday = weekdays.findIndex((pattern) => pattern.test(word));
    if (weekday >= 0 && words.slice(Math.max(0, index - 2), index).some((one) => sinceDay.test(one)))
      return { value: ((new Date(on).getUTCDay() - weekday + 7) % 7) + 1, used: ["desde", "since", "from", word] };
    const day = own(named, word);
    if (day !== undefined) return { value: day, used: [word] };
  }
  return undefined;
}

const moduleWord = /^(modulos?|mod|modules?|m|unidad)$/;

function moduleIn(scene: Scene, words: readonly string[], taken: ReadonlySet<string>): Part<string> | undefined {
  for (const [index, word] of words.entries()) {
    const counted = /^(?:el|del|modulo|mod|module)$/.test(words[index - 1] ?? "") ? counts.indexOf(word) : -1;
    const spelt = scene.course.modules.find((one) => one.number === counted);
    if (spelt) return { value: spelt.id, used: [word] };
    const near = moduleWord.test(words[index + 1] ?? "") || moduleWord.test(words[index - 1] ?? "");
    const module = numbered(scene, word, taken) ?? (near ? nthModule(scene, word) : undefined);
    if (module) return { value: module.id, used: [word] };
  }
  return undefined;
}

/** «El uno», «módulo tres». */
const counts = ["cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez"];

/** «3», «m3». */
function numbered({ course }: Scene, word: string, taken: ReadonlySet<string>) {
  const bare = /^\d{1,2}$/.test(word) && !taken.has(word) ? word : undefined;
  const number = Number(/^m(?:odulo)?(\d{1,2})$/.exec(word)?.[1] ?? bare ?? Number.NaN);
  return course.modules.find((one) => one.number === number);
}

/** «El tercer módulo», «el último módulo». */
function nthModule({ course }: Scene, word: string) {
  if (/^(ultimo|ultima|last)$/.test(word)) return course.modules.at(-1);
  const ordinal = ordinals.findIndex((names) => names.includes(word));
  return ordinal < 0 ? undefined : course.modules.find((one) => one.number === ordinal + 1);
}

/** The country named, and its words, with a slip. */
function countryIn(scene: Scene, words: readonly string[]): Part<string> | undefined {
  for (const word of words) {
    const code = own(familiar, word);
    if (code !== undefined && scene.course.countries.includes(code)) return { value: code, used: [word] };
  }
  for (const code of scene.course.countries) {
    for (const name of namesOf(scene, code).map(wordsOf)) {
      const whole = name.join(" ");
      const at = words.findIndex((_, index) => {
        const here = words.slice(index, index + name.length).join(" ");
        return here === whole || (whole.length > 3 && !common.has(here) && meant(here, whole));
      });
      if (at >= 0) return { value: code, used: words.slice(at, at + name.length) };
    }
  }
  return undefined;
}

/** Countries as people call them for short. */
const familiar: Readonly<Record<string, string>> = {
  guate: "GT",
  chapines: "GT",
  catrachos: "HN",
  catrachas: "HN",
  mex: "MX",
  mx: "MX",
  mexicanos: "MX",
  mexicanas: "MX",
  hondurenos: "HN",
  hondurenas: "HN",
  guatemaltecos: "GT",
  guatemaltecas: "GT",
  salvadorenos: "SV",
  salvadorenas: "SV",
  colombianos: "CO",
  colombianas: "CO",
  hn: "HN",
  gt: "GT",
  sv: "SV",
  cr: "CR",
  ticos: "CR",
  ticas: "CR",
  nicas: "NI",
  dominicana: "DO",
};

/** Words that are a slip away from the name of a country, and no slip of it. */
const common = new Set(["pero", "para", "paso", "chica", "chico"]);
