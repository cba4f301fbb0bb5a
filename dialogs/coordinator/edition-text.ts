import { type Language, language as languages } from "../../content/schema.ts";
import { type Edition, wordsFor } from "../admission/edition.ts";
import { countryName } from "../country-names.ts";
import { dayNamed } from "../dates.ts";
import { plainly } from "../scene.ts";
import type { Wording } from "./cell-text.ts";
import type { Draft, Step } from "./draft.ts";
import type { Deed, DraftFault } from "./requests.ts";

type Plan = NonNullable<Deed["plan"]>;

const fields = [
  "name",
  "id",
  "admission",
  "opens",
  "closes",
  "starts",
  "ends",
  "timeZone",
  "places",
  "country",
  "institution",
  "waiting",
  "language",
] as const;
type Field = (typeof fields)[number];

/** An edition as it would be, every setting of it; of a change, what is changed and how it was. */
export function planText(wording: Wording, { after, before, endsDemo }: Plan): string {
  const { say } = wording;
  if (!before) {
    const demo = endsDemo ? say("desk.edition.endsDemo") : "";
    const rows = rowsOf(wording, after).map(([field, value]) => `- ${say(`desk.edition.field.${field}`)}: ${value}`);
    return [say("desk.edition.new"), rows.join("\n"), demo, say("desk.edition.correct")].filter(Boolean).join("\n\n");
  }
  const then = new Map(rowsOf(wording, before));
  const all = rowsOf(wording, after);
  const others = all.filter(([field, value]) => then.get(field) !== value);
  const name = plainly(wordsFor(before.name, wording.learner.language));
  if (others.length === 0) {
    const rows = all.map(([field, value]) => `- ${say(`desk.edition.field.${field}`)}: ${value}`);
    return [say("desk.edition.asIs", { name }), rows.join("\n"), say("desk.edition.whatChanges")].join("\n\n");
  }
  const rows = others.map(([field, value]) =>
    say("desk.edition.changed", { field: say(`desk.edition.field.${field}`), value, before: then.get(field) ?? "–" }),
  );
  return [say("desk.edition.change", { name }), rows.join("\n"), say("desk.edition.correct")].join("\n\n");
}

function rowsOf(wording: Wording, one: Edition): [Field, string][] {
  const { say, learner } = wording;
  const none = say("desk.edition.none");
  const day = (local: string | undefined) => (local === undefined ? none : momentText(wording, local));
  const values: Readonly<Record<Field, string>> = {
    name: plainly(wordsFor(one.name, learner.language)),
    id: one.id,
    admission: say(`desk.edition.admission.${one.admission}`),
    opens: day(one.call.opens),
    closes: day(one.call.closes),
    starts: day(one.runs.starts),
    ends: day(one.runs.ends),
    timeZone: one.timeZone,
    places: one.places === undefined ? say("desk.edition.limitless") : one.places.toLocaleString(learner.language),
    country: quotaText(one.quotas.country, none, (code) => countryName(wording, code)),
    institution: quotaText(one.quotas.institution, none, plainly),
    waiting: say(one.waiting ? "desk.edition.yes" : "desk.edition.no"),
    language:
      one.language === undefined ? say("desk.edition.anyLanguage") : languageName(learner.language, one.language),
  };
  return fields.map((field) => [field, values[field]]);
}

function quotaText(quotas: Readonly<Record<string, number>>, none: string, name: (key: string) => string): string {
  const rows = Object.entries(quotas).map(([key, most]) => `${name(key)} ${most}`);
  return rows.length === 0 ? none : rows.join(", ");
}

const names = new Map(languages.options.map((id) => [id, new Intl.DisplayNames([id], { type: "language" })]));

function languageName(spoken: Language, named: Language): string {
  return names.get(spoken)?.of(named) ?? named;
}

/** «lunes, 1 de marzo de 2027, 18:00». */
function momentText({ learner }: Wording, local: string): string {
  const [date = "", time] = local.split(/[ T]/);
  const day = dayNamed(Date.parse(`${date}T12:00:00Z`), learner.language);
  return time === undefined ? day : `${day}, ${time}`;
}

/** What is asked next of a new edition. */
export function stepText({ say }: Wording, step: Step): string {
  return say(`desk.edition.ask.${step}`);
}

/** Why an edition cannot be as it was said. */
export function faultText(wording: Wording, fault: DraftFault): string {
  const { say } = wording;
  switch (fault.what) {
    case "past":
      return say(`desk.edition.fault.${fault.day}`, { day: momentText(wording, fault.local) });
    case "quota": {
      const name = fault.of === "country" ? countryName(wording, fault.name) : plainly(fault.name);
      return say("desk.edition.fault.quota", { name, most: fault.most });
    }
    case "taken":
      return say("desk.edition.fault.taken", { id: fault.id, name: plainly(fault.name) });
    default:
      return say(`desk.edition.fault.${fault.what}`);
  }
}

/** What was said so far, for who comes back to it. */
export function soFarText(wording: Wording, draft: Draft): string {
  const { say } = wording;
  const rows = fields.flatMap((field) => {
    const value = saidText(wording, draft, field);
    return value === undefined ? [] : [`- ${say(`desk.edition.field.${field}`)}: ${value}`];
  });
  return rows.join("\n");
}

function saidText(wording: Wording, draft: Draft, field: Field): string | undefined {
  const { say, learner } = wording;
  const { name, admission, places } = draft;
  switch (field) {
    case "name":
      return name && plainly(name);
    case "admission":
      return admission && say(`desk.edition.admission.${admission}`);
    case "opens":
    case "closes":
    case "starts":
    case "ends":
      return draft[field] === "" ? say("desk.edition.none") : draft[field] && momentText(wording, draft[field]);
    case "places":
      return places === 0 ? say("desk.edition.limitless") : places?.toLocaleString(learner.language);
    case "id":
    case "timeZone":
      return draft[field];
    default:
      return rareText(wording, draft, field);
  }
}

/** What few editions say. */
function rareText(
  wording: Wording,
  { country, institution, waiting, language }: Draft,
  field: "country" | "institution" | "waiting" | "language",
): string | undefined {
  const { say, learner } = wording;
  const none = say("desk.edition.none");
  if (field === "country") return country && quotaText(country, none, (code) => countryName(wording, code));
  if (field === "institution") return institution && quotaText(institution, none, plainly);
  if (field === "waiting" && waiting !== undefined) return say(waiting ? "desk.edition.yes" : "desk.edition.no");
  if (field !== "language" || language === undefined) return undefined;
  return language === "" ? say("desk.edition.anyLanguage") : languageName(learner.language, language);
}
