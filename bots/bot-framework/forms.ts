import type { Form } from "../../dialogs/types.ts";
import type { Say } from "../../dialogs/words.ts";
import type { Element } from "./card.ts";
import type { CardData } from "./wire.ts";

/** An answer of several parts, as the inputs of a card; `formText` reads what they send back. */
export function inputsFor(form: Form, say: Say): Element[] {
  switch (form.kind) {
    case "several":
      return [several(form.options, say)];
    case "order":
      return form.options.map((_, index) =>
        oneOf(`step-${index + 1}`, say("teams.step", { number: index + 1 }), form.options, say),
      );
    case "match":
      return form.left.map(({ key, label }) => oneOf(`pair-${key}`, `${key}) ${label}`, form.right, say));
  }
}

type Labelled = (Form & { kind: "several" })["options"];

function several(options: Labelled, say: Say): Element {
  const choices = options.map(({ key, label }) => ({ title: `${key}) ${label}`, value: key }));
  return {
    type: "Input.ChoiceSet",
    id: "several",
    label: say("teams.several"),
    style: "expanded",
    isMultiSelect: true,
    wrap: true,
    isRequired: true,
    errorMessage: say("teams.missing"),
    choices,
  };
}

function oneOf(id: string, label: string, options: Labelled, say: Say): Element {
  return {
    type: "Input.ChoiceSet",
    id,
    label,
    style: "compact",
    placeholder: say("teams.choose"),
    wrap: true,
    isRequired: true,
    errorMessage: say("teams.missing"),
    choices: options.map((option) => ({ title: `${option.key}) ${option.label}`, value: option.key })),
  };
}

type FormData = Extract<CardData, { kind: Form["kind"] }>;

/** What a person would have typed: «a, c», «b a c», «1b 2a». Empty when nothing was chosen. */
export function formText(data: FormData): string {
  if (data.kind === "several") return lettersIn(data.several).join(", ");
  const [prefix, sign] = data.kind === "order" ? ["step-", false] : ["pair-", true];
  const chosen = Object.entries(data)
    .filter(([name]) => /^(step|pair)-\d{1,2}$/.test(name) && name.startsWith(prefix))
    .map(([name, value]) => ({ number: Number(name.slice(prefix.length)), letters: lettersIn(value) }))
    .sort((one, other) => one.number - other.number);
  return chosen.flatMap(({ number, letters }) => letters.map((letter) => `${sign ? number : ""}${letter}`)).join(" ");
}

/** The value of a choice set: letters between commas. Nothing else is passed on. */
function lettersIn(value: unknown): string[] {
  return typeof value === "string" ? value.split(",").filter((letter) => /^[a-z]$/.test(letter)) : [];
}
