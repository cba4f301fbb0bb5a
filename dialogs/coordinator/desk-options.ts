import { optionsAt } from "../pick.ts";
import type { Scene } from "../scene.ts";
import type { PlaceAt } from "../state.ts";
import type { Option } from "../types.ts";
import type { Command } from "./command.ts";
import { draftOptions } from "./drafting.ts";
import { titleOf } from "./figures-text.ts";
import type { Query } from "./query.ts";

export type Here = PlaceAt<"desk">;

/** Buttons of what is on the screen. Their ids say which answer they belong to. */
export function optionsFor(scene: Scene, here: Here): Option[] {
  return optionsAt(`desk~${here.turn}`, plainOptions(scene, here));
}

function plainOptions(scene: Scene, { pending, choices, query, more, role }: Here): Option[] {
  const { say } = scene;
  if (pending?.does === "edition") return draftOptions(scene, pending);
  if (pending && (asksWhy(pending) || isWordless(pending) || asksForFile(pending)))
    return [{ id: "no", label: say("desk.no") }];
  if (pending) {
    return [
      { id: "yes", label: say("desk.yes") },
      { id: "no", label: say("desk.no") },
    ];
  }
  if (choices) return choices.map(({ label }, index) => ({ id: `c${index}`, label }));
  if (!query) {
    const usual = usualFor(role).map((one, index) => ({ id: `u${index}`, label: titleOf(scene, one) }));
    return [...usual, { id: "panel", label: say("desk.panel") }, { id: "leave", label: say("desk.leave") }];
  }
  return optionsUnder(say, query, more);
}

/** What may be done with an answer. */
function optionsUnder(say: Scene["say"], query: Query, more: number | undefined): Option[] {
  const listed = query.about === "people";
  const decidable = query.about === "applications" && query.status !== "admitted" && query.by === undefined;
  return [
    ...(more === undefined ? [] : [{ id: "more", label: say("desk.more") }]),
    ...(decidable ? [{ id: "admit", label: say("desk.admit") }] : []),
    ...(decidable && query.learner !== undefined ? [{ id: "refuse", label: say("desk.refuse") }] : []),
    ...(listed && query.counting ? [{ id: "list", label: say("desk.list") }] : []),
    ...(exportable(query) ? [{ id: "export", label: say("desk.export") }] : []),
    ...(listed || query.about === "person" || query.about === "applications"
      ? [{ id: "write", label: say("desk.write") }]
      : []),
  ];
}

export function usualFor(role: Here["role"]): Query[] {
  const own: Query[] = [
    { about: "overview", filter: {} },
    { about: "people", state: "not-started", filter: {} },
    { about: "people", state: "at-risk", filter: {} },
    { about: "progress", by: "module", filter: {} },
    { about: "items", filter: {} },
  ];
  return role === "administrator" ? [...own, { about: "audit", filter: {} }] : own;
}

export function exportable({ about, learner }: Query): boolean {
  if (about === "applications") return learner === undefined;
  return (
    about !== "alerts" &&
    about !== "calendar" &&
    about !== "staff" &&
    about !== "invitations" &&
    about !== "audit" &&
    about !== "proposals"
  );
}

export function asksForFile(pending: Command): boolean {
  return pending.does === "list" && pending.upload === undefined;
}

/** What is to be sent is not written yet. */
export function isWordless(pending: Command): boolean {
  return (pending.does === "write" || pending.does === "answer") && pending.words === undefined;
}

/** Whoever is refused is told why. */
export function asksWhy(pending: Command): boolean {
  return pending.does === "decide" && pending.verdict === "refuse" && pending.reason === undefined;
}
