import fc from "fast-check";
import type { screens } from "../bots/screens.ts";
import type { Unreadable } from "../dialogs/types.ts";

/** What may happen in a conversation, whatever it is. */
export type Event =
  | { readonly does: "says"; readonly text: string }
  /** Among the options of the latest turn, or of all before it. */
  | { readonly does: "taps"; readonly which: number; readonly old: boolean }
  | { readonly does: "invents"; readonly option: string }
  | { readonly does: "opens" }
  | { readonly does: "sends"; readonly what: Unreadable }
  | { readonly does: "repeats" }
  | { readonly does: "waits"; readonly hours: number }
  | { readonly does: "changes-screen"; readonly to: keyof typeof screens }
  /** The author edits the course while the learner is away. */
  | { readonly does: "edits"; readonly what: string }
  | { readonly does: "drops-what-is-shown" };

const words = (
  "a|b|c|d|1|2|3|la b|la última|a, c|b, c|b c d|c a d b|1b 2a 3c|a b c|verdadero|falso|si|no|18|diecisiete|opinión|silencio|" +
  "baja|alta|start|ok|siguiente|continuar|empezar|empezar|atrás|volver|repetir|saltar|no sé|menú|ayuda|salir|idioma|ajustes|resultados|módulos|" +
  "preguntar|mis datos|borrar mis datos|sí, borrar todo|recuperar mis datos|bórrelo ya|cambiar nombre|español|português|english|sí, de acuerdo|no acepto|" +
  "Ana Pérez|guatemala|otro país|albergue|evaluación|otro intento|al llegar|antes de decidir|la llegada|juntos|hola|" +
  "ya la hice|ya lo leí|ninguno|después|qué es el interés superior|cuánto dura el curso?|hay certificado?|agua y asiento|el formulario|con su nombre|" +
  "me quiero morir|hay un niño golpeado aquí|una niña me contó que la violaron|qué hago si un niño me cuenta que le pegan|ayuda urgente|no puedo más hoy"
).split("|");

const junk = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constantFrom(
    "\u0000\u0007\u001b[2J",
    "👩🏽‍👧‍👦",
    "؟ما هي الاتفاقية",
    "שלום",
    "\u202eadiv",
    "**_`[x](y)`_**",
    "\ud83d",
    "ｂ",
    "\u200b",
    " ",
    "soy constructor",
    "__proto__ toString",
  ),
  fc.constantFrom("interés superior ", "a ", "1b ", "no ", "9").map((text) => text.repeat(300)),
  fc.array(fc.constantFrom(...words), { minLength: 2, maxLength: 4 }).map((many) => many.join(" ")),
);

/** Of the tiny course: something of every kind that an author may take away. */
const edits = (
  "drop card tres-pasos|drop card un-derecho|drop lesson saludar|drop lesson anotar|drop check saludar-q1|drop check anotar-q2|" +
  "drop case la-llegada|drop scene silencio|drop scene abuela|drop item m01-e1|drop item m01-e2|drop item m01-e4|drop item m01-e6|drop item m01-e5|" +
  "drop practice practica-la-puerta|drop reading lectura-articulo-12|drop unit m01-u1|rule items 1|rule items 2|rule items 6|rule wait 0|rule lessonsFirst false|rule attempts 1|check m01-e3 saludar|" +
  "drop option m01-e5/b|drop option m01-e1/c|drop option saludar-q1/c|drop option escuchar-q1/b"
).split("|");

export const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ does: fc.constant("says" as const), text: fc.constantFrom(...words) }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant("says" as const), text: junk }) },
  {
    weight: 10,
    arbitrary: fc.record({ does: fc.constant("taps" as const), which: fc.nat({ max: 7 }), old: fc.constant(false) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant("taps" as const), which: fc.nat({ max: 90 }), old: fc.constant(true) }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("invents" as const), option: junk }) },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant("sends" as const),
      what: fc.constantFrom<Unreadable>("attachment", "voice", "picture", "other", "too-long", "empty"),
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom({ does: "opens" as const }, { does: "repeats" as const }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("waits" as const), hours: fc.nat({ max: 400 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant("changes-screen" as const),
      to: fc.constantFrom("web" as const, "whatsapp" as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("edits" as const), what: fc.constantFrom(...edits) }) },
  { weight: 1, arbitrary: fc.constant({ does: "drops-what-is-shown" as const }) },
);
