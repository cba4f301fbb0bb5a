import { countryName } from "./country-names.ts";
import { dayNamed } from "./dates.ts";
import { languageName, roleName } from "./profile.ts";
import type { Answer } from "./requests.ts";
import { plainly, type Scene, text } from "./scene.ts";
import type { Move } from "./types.ts";

/** What is kept of a learner, in two short messages; the link to all of it follows when the world has made it. */
export function myDataMove(scene: Scene): Move {
  return {
    replies: [text(known(scene)), text(scene.say("myData.where"))],
    effects: [{ kind: "request", request: { kind: "my-data" } }],
    quiet: true,
  };
}

export function myDataAnswered({ say }: Scene, { url, hours, months }: Extract<Answer, { kind: "my-data" }>): Move {
  return { replies: [text(say("myData.link", { url, hours, months }))] };
}

function known(scene: Scene): string {
  const { say, learner } = scene;
  const none = say("settings.none");
  const when = (time: number | undefined) =>
    time === undefined ? say("myData.unknown") : dayNamed(time, learner.language);
  const told = say("myData.known", {
    name: learner.name === undefined ? none : plainly(learner.name),
    country: learner.country === undefined ? none : countryName(scene, learner.country),
    role: learner.role === undefined ? none : roleName(scene, learner.role),
    language: languageName(learner.language),
    agreed: when(learner.consent?.on),
    seen: when(learner.seen),
    lessons: Object.values(learner.lessons).filter(({ done }) => done !== undefined).length,
    cases: Object.keys(learner.cases).length,
    tasks: Object.keys(learner.tasks).length,
    attempts: learner.attempts.length,
  });
  const { enrolment } = learner;
  const edition = enrolment && [say("myData.edition", { edition: enrolment.edition, date: when(enrolment.on) })];
  return [told, ...(edition ?? []), say("myData.also")].join("\n");
}
