import { lengthOf } from "../content/limits.ts";
import { language as languages } from "../content/schema.ts";
import { fold } from "../content/search/fold.ts";
import { enrolledAtOnce } from "./admission/standing.ts";
import { tellsOfDanger } from "./care/danger.ts";
import { byName, countriesNamed, countryName, countryOfPlace, otherCountry } from "./country-names.ts";
import { agreedAtLength } from "./hearing/agreed-at-length.ts";
import { isForeign } from "./hearing/foreign.ts";
import { namedLanguage, writtenLanguage } from "./hearing/named-language.ts";
import { plainWords } from "./hearing/plain-words.ts";
import { saysOnly } from "./hearing/says-only.ts";
import { wishIn } from "./hearing/wish.ts";
import { myDataMove } from "./my-data.ts";
import { asks, optionsAt, pick, says } from "./pick.ts";
import { languageName, roleNamed, roles } from "./profile.ts";
import { plainly, type Scene, text } from "./scene.ts";
import type { Learner, Place, PlaceAt } from "./state.ts";
import type { Dialog, Input, Move, Option, Reply } from "./types.ts";
import { wordList, wordsIn } from "./words.ts";

/** The version of the privacy notice in the locales: who accepted an older one is asked again. */
const notice = 1;

/** Which language the tutor writes in. The first thing that is asked, and the only thing kept before consent. */
export function language(scene: Scene, here: PlaceAt<"language">): Dialog {
  const options = optionsAt(
    "language",
    languages.options.map((id) => ({ id, label: languageName(id) })),
  );
  return {
    hint: scene.say(here.change ? "language.hintChange" : "language.hint"),
    show: () => [{ text: scene.say(here.change ? "language.askAgain" : "language.ask"), options }],
    hear(input) {
      const chosen = languages.safeParse(pick(input, options)).data;
      if (!chosen) return here.change ? outOf(here, input) : guessed(scene, input);
      const said = here.change ? [text(wordsIn(chosen)("language.changed"))] : [];
      return {
        to: here.change ? { at: "settings" } : { at: "consent", change: false },
        learner: { language: chosen },
        replies: said,
      };
    },
  };
}

/** Who just began to write is answered in the language that they write. */
function guessed(scene: Scene, input: Input): Move | undefined {
  const written = input.kind === "text" && !isForeign(input.text) ? writtenLanguage(input.text) : undefined;
  if (!written) return undefined;
  const say = wordsIn(written);
  // On WhatsApp nobody says hello before they do.
  const met = scene.learner.heard.length > 1;
  const to: PlaceAt<"consent"> = { at: "consent", change: false };
  const [notice] = consent({ ...scene, say }, to).show();
  if (!notice) return undefined;
  const words = `${say(met ? "language.guessed" : "language.met")}\n\n${notice.text}`;
  return { to, learner: { language: written }, replies: [{ ...notice, text: words }], quiet: true };
}

/** The privacy notice, in plain words; nothing but ids, the language and the day of the latest message is kept before it is accepted. */
export function consent(scene: Scene, here: PlaceAt<"consent">): Dialog {
  const { say } = scene;
  const yes = { id: "accept", label: say(here.change ? "consent.back" : "consent.accept") };
  const no = { id: "decline", label: say(here.change ? "consent.withdraw" : "consent.decline") };
  const copy = { id: "copy", label: say("consent.copy") };
  const options = optionsAt(here.change ? "privacy" : "consent", here.change ? [yes, copy, no] : [yes, no]);
  return {
    ...(here.change ? {} : { hint: say("consent.hint"), aside: () => ({ text: say("consent.question"), options }) }),
    show: () => [
      { text: here.change ? say("consent.notice") : `${say("consent.notice")}\n\n${say("consent.question")}`, options },
    ],
    hear(input) {
      if (here.change) return privacyMove(scene, pick(input, options)) ?? outOf(here, input);
      const wish = pick(input, options) ?? yesOrNo(input) ?? agreedAtLength(scene, input);
      if (wish === "accept")
        return {
          to: { at: "name", change: false },
          learner: {
            consent: { on: scene.on, notice },
            ...(scene.learner.enrolment ? {} : enrolledAtOnce(scene.editions, scene.on)),
          },
        };
      return wish === "decline" ? declined(scene, options) : undefined;
    },
  };
}

/** A no is a no: it is not asked again, only left open. */
function declined({ say }: Scene, options: readonly Option[]): Move {
  const reply = { text: say("consent.declined"), options: options.slice(0, 1) };
  return { replies: [reply], effects: [{ kind: "forget-conversation" }], quiet: true };
}

function privacyMove(scene: Scene, wish: string | undefined): Move | undefined {
  if (wish === "copy") return myDataMove(scene);
  if (wish === "decline") return { to: { at: "forget" } };
  return wish === "accept" ? { to: { at: "settings" } } : undefined;
}

/** A plain yes or no, typed. */
export function yesOrNo(input: Input): "accept" | "decline" | undefined {
  if (input.kind !== "text" || /[?¿]/.test(input.text)) return undefined;
  if (says(input.text, wordList("yes")) || saysOnly(input.text, wordList("yes"))) return "accept";
  if (saysOnly(input.text, wordList("no"))) return "decline";
  return says(input.text, [...wordList("no"), ...wordList("stop")]) ? "decline" : undefined;
}

const nameLimit = 80;
/** Words beyond which a message was dictated, and is no name: «María de los Ángeles de la Cruz y García» has nine. */
const mostNames = 9;
/** «Rosa Martínez y soy de Tapachula», «Rosa, trabajo en un albergue» */
const afterName = /[\s,]+(?:y |e |and )?(?:soy|trabajo|vivo|estoy|sou|trabalho|moro|i am|i'm|i work|i live)\s.*$/i;
const nameShape = /^\p{L}[\p{L}\p{M}\p{Zs}.'’-]+$/u;
/** Letters that nobody sees, and marks piled up beyond their line: they would spoil the lists of who coordinates. */
const unseemly = /\p{Default_Ignorable_Code_Point}|\p{M}{4}/u;

/** The name as it will stand on results. */
export function name(scene: Scene, here: PlaceAt<"name">): Dialog {
  const { say } = scene;
  const options = optionsAt("name", [{ id: "later", label: say("name.later") }]);
  return {
    names: true,
    hint: say("name.hint"),
    show: () => [{ text: say("name.ask"), options }],
    hear(input) {
      const declines = yesOrNo(input) === "decline" || wishIn(input) === "skip";
      if (declines || pick(input, options) === "later") return { to: nextAfter(scene, here) };
      if (here.change && wishIn(input) === "back") return { to: { at: "settings" } };
      // «Español» is asked for, and nobody's name.
      const given = input.kind === "text" && !namedLanguage(input.text) ? readName(input.text) : undefined;
      if (!given) return undefined;
      const thanks = text(say("name.saved", { name: given.split(" ")[0] ?? given }));
      return settled(scene, here, { name: given }, thanks);
    },
  };
}

/** «perdón, me llamo Josefina López», where something else is asked by now. */
export function renamed(scene: Scene, input: Input): Move | undefined {
  const given = input.kind === "text" && namesSelf.test(input.text) ? readName(input.text) : undefined;
  if (!given) return undefined;
  return { learner: { name: given }, replies: [text(scene.say("name.saved", { name: given.split(" ")[0] ?? given }))] };
}

const namesSelf = /(?:^|[\s,])(?:me llamo|mi nombre es|meu nome é|me chamo|my name is)\s/i;
const introduction = /^(?:.{0,20}?[\s,])?(?:me llamo|mi nombre es|soy|meu nome é|me chamo|sou|my name is|i am|i'm)\s+/i;
const notNames = [
  ...wordList("hello"),
  ...wordList("yes"),
  ...wordList("no"),
  ...wordList("true"),
  ...wordList("false"),
  ...wordList("next"),
  ...wordList("lost"),
  ...wordList("thanks"),
];

/** A person's name: letters, not a question, a greeting or a refusal. «hola, soy Ana» is Ana. */
export function readName(said: string): string | undefined {
  const given = plainly(said.trim().replace(introduction, "").replace(afterName, "")).replace(/\s+/g, " ").trim();
  if (given.split(" ").length > mostNames) return undefined;
  if (/^(?:ya\s)?(?:no|não|not)\s/i.test(said.trim())) return undefined;
  if (asks(said) || isForeign(said) || tellsOfDanger(said) || says(given, notNames)) return undefined;
  if (!nameShape.test(given) || unseemly.test(given) || lengthOf(given) > nameLimit) return undefined;
  return withCapitals(given);
}

const particles = new Set(["de", "del", "la", "las", "los", "y", "e", "da", "do", "das", "dos", "van", "von"]);

/** «ana maría de la cruz» and «ANA» as names are written; a name with both is left as its bearer writes it. */
function withCapitals(name: string): string {
  if (name !== name.toLowerCase() && (name !== name.toUpperCase() || lengthOf(name) < 3)) return name;
  return name
    .toLowerCase()
    .split(" ")
    .map((word, index) =>
      index > 0 && particles.has(word) ? word : word.replace(/(^|[-'’])\p{L}/gu, (letter) => letter.toUpperCase()),
    )
    .join(" ");
}

/** The country where the learner works: one that the course treats, or «another». */
export function country(scene: Scene, here: PlaceAt<"country">): Dialog {
  const { say } = scene;
  const listed = byName(scene, scene.course.countries);
  const options = optionsAt("country", [...listed, { id: otherCountry, label: say("country.other") }]);
  return {
    hint: say("country.hint", { example: listed[0]?.label ?? "" }),
    aside: () => ({ text: say("country.ask"), options: options.slice(-1) }),
    show: () => [{ text: say("country.ask"), options }],
    hear(input) {
      if (wishIn(input) === "skip") return { to: nextAfter(scene, here) };
      if (here.change && wishIn(input) === "back") return { to: { at: "settings" } };
      const chosen = pick(input, options) ?? (input.kind === "text" ? countryIn(scene, input.text) : undefined);
      if (!chosen) return renamed(scene, input);
      return settled(
        scene,
        here,
        { country: chosen },
        text(say("country.saved", { country: countryName(scene, chosen) })),
      );
    },
  };
}

/** The one country named: «trabajo en el peru». A question or a refusal names none. */
export function countryIn(scene: Scene, said: string): string | undefined {
  const folded = ` ${fold(said)} `;
  if (asks(said) || asks(plainWords(said)) || wordList("negation").some((word) => folded.includes(` ${word} `)))
    return undefined;
  const named = countriesNamed(scene, said);
  if (named.length === 1) return named[0];
  // «en Tapachula, México, en la frontera con Guatemala»
  const ofPlace = countryOfPlace(scene, said);
  return workedIn(scene, said) ?? (named.length === 0 || named.includes(ofPlace ?? "") ? ofPlace : undefined);
}

/** «soy de Honduras pero trabajo en México» */
function workedIn(scene: Scene, said: string): string | undefined {
  const [, after] = /(?:^|\s)(?:trabajo|trabalho|work(?:ing)?)\s(.*)$/i.exec(said) ?? [];
  const named = after === undefined ? [] : countriesNamed(scene, after);
  return named.length === 1 ? named[0] : undefined;
}

/** What the learner works as. */
export function role(scene: Scene, here: PlaceAt<"role">): Dialog {
  const { say } = scene;
  const options = optionsAt(
    "role",
    roles.map((id) => ({ id, label: say(`role.${id}`) })),
  );
  return {
    hint: say("role.hint"),
    show: () => [{ text: say("role.ask"), options }],
    hear(input) {
      if (wishIn(input) === "skip") return { to: nextAfter(scene, here) };
      if (here.change && wishIn(input) === "back") return { to: { at: "settings" } };
      const chosen = pick(input, options) ?? (input.kind === "text" ? roleNamed(input.text) : undefined);
      return chosen ? settled(scene, here, { role: chosen }, text(say("role.saved"))) : renamed(scene, input);
    },
  };
}

type Asked = PlaceAt<"name"> | PlaceAt<"country"> | PlaceAt<"role">;

function settled(scene: Scene, here: Asked, learner: Partial<Learner>, thanks: Reply): Move {
  const last = here.at === "role" && !here.change;
  return { to: nextAfter(scene, here), learner, replies: last ? [text(scene.say("welcome.ready"))] : [thanks] };
}

function nextAfter(_scene: Scene, here: Asked): Place {
  if (here.change) return { at: "settings" };
  if (here.at === "name") return { at: "country", change: false };
  return here.at === "country" ? { at: "role", change: false } : { at: "menu" };
}

/** A setting that is only being looked at can be left. */
function outOf(here: { change: boolean }, input: Input): Move | undefined {
  const wish = wishIn(input);
  return here.change && (wish === "back" || wish === "skip") ? { to: { at: "settings" } } : undefined;
}
