import type { BranchingCase, Course, Scene } from "../schema.ts";
import { fold } from "../search/fold.ts";
import { type Fault, faultAt } from "./fault.ts";
import { casesIn, type LocatedCase, sceneAt } from "./located.ts";

/** A case can be walked from its first scene to an end, whatever is decided, and has something to decide. */
export function cases(course: Course): Fault[] {
  return casesIn(course).flatMap((spot) => [
    ...judgements(spot),
    ...paths(spot),
    ...spot.case.scenes.flatMap((scene) => sceneFaults(spot, scene)),
  ]);
}

function judgements(spot: LocatedCase): Fault[] {
  const judged = spot.case.scenes.flatMap(({ decisions }) => decisions.map(({ judgement }) => judgement));
  return [
    ...(judged.includes("good") ? [] : [faultAt(spot, "el caso no tiene ninguna decisión buena («judgement: good»)")]),
    ...(judged.some((judgement) => judgement !== "good")
      ? []
      : [faultAt(spot, "todas las decisiones del caso son buenas; agregue una «risky» o «harmful»")]),
  ];
}

function sceneFaults(spot: LocatedCase, scene: Scene): Fault[] {
  const here = sceneAt(spot, scene.id);
  const decides = scene.decisions.length > 0;
  return [
    ...(!decides && !scene.debrief ? [faultAt(here, "la escena no lleva a nada: dele «decisions» o «debrief»")] : []),
    ...(decides && scene.debrief
      ? [faultAt(here, "la escena tiene «decisions» y «debrief»; deje uno de los dos")]
      : []),
    ...scene.decisions.flatMap((decision, index) => {
      const at = sceneAt(spot, scene.id, decision.id);
      const known = spot.case.scenes.some(({ id }) => id === decision.to);
      const twin = scene.decisions.slice(0, index).find((other) => fold(other.label) === fold(decision.label));
      return [
        ...(known
          ? []
          : [faultAt({ ...at, at: `${at.at}.to` }, `no hay ninguna escena «${decision.to}» en este caso`)]),
        ...(twin ? [faultAt({ ...at, at: `${at.at}.label` }, `dice lo mismo que la decisión «${twin.id}»`)] : []),
      ];
    }),
  ];
}

function paths(spot: LocatedCase): Fault[] {
  const { scenes } = spot.case;
  const reached = reachable(spot.case, scenes.slice(0, 1));
  return scenes.flatMap((scene) => {
    const here = sceneAt(spot, scene.id);
    if (!reached.has(scene)) return [faultAt(here, "ninguna decisión lleva a esta escena; enlácela o quítela")];
    const ends = [...reachable(spot.case, [scene])].some(({ decisions }) => decisions.length === 0);
    return ends
      ? []
      : [faultAt(here, "desde esta escena no se llega a ningún final; haga que una decisión lleve a uno")];
  });
}

/** The scenes that decisions lead to from some, these included. */
function reachable({ scenes }: BranchingCase, from: readonly Scene[]): Set<Scene> {
  const reached = new Set(from);
  for (const scene of reached) {
    const next = new Set(scene.decisions.map(({ to }) => to));
    for (const other of scenes) if (next.has(other.id)) reached.add(other);
  }
  return reached;
}
