import type { Country } from "../../content/country.ts";
import { verifiedLine } from "../../content/shown.ts";
import { countryName } from "../country-names.ts";
import type { Scene } from "../scene.ts";

/** Whom the person in need is: a line for children does not serve a learner who suffers. */
export type Served = "children" | "anyone";

/**
 * Whom to call where the learner works, or where it is asked about: numbers that somebody verified, with the date, and who decides for a child; where
 * there is none, how to find it. Never a number from memory.
 */
export function referral(scene: Scene, served: Served, code = scene.learner.country): string {
  const country = countryOf(scene, code);
  if (!country) return scene.say("care.rule");
  const authority = served === "children" ? authorityIn(scene, country) : "";
  return [linesIn(scene, country, served) ?? scene.say("care.rule"), authority].filter(Boolean).join("\n");
}

function linesIn(scene: Scene, country: Country, served: Served): string | undefined {
  const { say, learner } = scene;
  const lines = country.helplines.filter((line) => served === "children" || line.serves === "anyone");
  const oldest = lines.map(({ checked }) => checked).sort()[0];
  if (oldest === undefined) return undefined;
  const told = lines.map(({ number, name, hours }) =>
    hours === undefined ? say("care.line", { number, name }) : say("care.lineHours", { number, name, hours }),
  );
  const words = say("care.lines", { country: countryName(scene, country.code), lines: told.join("; ") });
  return `${words}. ${verifiedLine({ on: oldest, confirm: false }, learner.language)}`;
}

function authorityIn({ say, learner }: Scene, { route, checked }: Country): string {
  const [first, second] = route;
  // Some routes begin with what the learner does on the spot.
  const who = first && /^(?:usted|quien)/i.test(first.who) ? second?.who : first?.who;
  if (who === undefined) return "";
  return `${say("care.authority", { who })} ${verifiedLine({ on: checked, confirm: true }, learner.language)}`;
}

function countryOf({ course }: Scene, asked: string | undefined): Country | undefined {
  return course.modules.flatMap(({ countries }) => countries).find(({ code }) => code === asked);
}
