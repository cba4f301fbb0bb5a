import { plainly } from "../scene.ts";
import { cellText, timeText, type Wording } from "./cell-text.ts";
import { filterText, titleOf } from "./figures-text.ts";
import type { Deed } from "./requests.ts";

/** What is about to be done, so that nobody agrees to what they did not mean. */
export function previewText(wording: Wording, deed: Deed): string {
  const { say } = wording;
  const { command } = deed;
  const name = plainly(deed.name ?? "");
  const edition = plainly(deed.edition?.name ?? "");
  switch (command.does) {
    case "grant":
      return say("desk.preview.grant", { name, module: moduleOf(wording, command.module) });
    case "move":
      return say("desk.preview.move", { name, edition });
    case "write":
      return [
        say("desk.preview.write", { count: deed.people ?? 0, who: whoText(wording, deed), edition }),
        `> ${plainly(command.words ?? "").replaceAll("\n", "\n> ")}`,
        priceText(wording, deed),
        deed.second ? say("desk.preview.second") : "",
        say("desk.preview.sure"),
      ]
        .filter(Boolean)
        .join("\n\n");
    case "approve":
      return [
        say("desk.preview.approve", { count: deed.people ?? 0, edition }),
        `> ${name.replaceAll("\n", "\n> ")}`,
        priceText(wording, deed),
      ]
        .filter(Boolean)
        .join("\n\n");
    case "decline":
      return say("desk.preview.decline");
    case "invite":
      return command.role === "administrator"
        ? say("desk.preview.administrator")
        : say("desk.preview.invite", { edition });
    case "dismiss":
      return say("desk.preview.dismiss", { name });
    case "revoke":
    case "export":
    case "panel":
      return say("desk.preview.sure");
  }
}

/** What was done. */
export function doneText(wording: Wording, deed: Deed): string {
  const { say } = wording;
  const { command, code = "", people = 0 } = deed;
  const name = plainly(deed.name ?? "");
  const edition = plainly(deed.edition?.name ?? "");
  switch (command.does) {
    case "grant":
      return say("desk.done.grant", { name, module: moduleOf(wording, command.module) });
    case "move":
      return say("desk.done.move", { name, edition });
    case "write":
      return deed.second
        ? say("desk.done.proposed", { code, count: people })
        : say("desk.done.write", { count: people });
    case "approve":
      return say("desk.done.write", { count: people });
    case "decline":
      return say("desk.done.decline");
    case "invite":
      return say("desk.done.invite", { code, time: timeText(wording, deed.until ?? 0), name });
    case "revoke":
      return say("desk.done.revoke");
    case "dismiss":
      return say("desk.done.dismiss", { name });
    case "panel":
      return say("desk.done.panel", { url: deed.page?.url ?? "", count: deed.page?.minutes ?? 0 });
    case "export":
      return say("desk.done.export", { count: people, csv: deed.links?.csv ?? "", xlsx: deed.links?.xlsx ?? "" });
  }
}

function moduleOf(wording: Wording, id: string): string {
  return cellText(wording, { id: "module", is: "module" }, id);
}

function whoText(wording: Wording, { command }: Deed): string {
  if (command.does !== "write") return "";
  return [titleOf(wording, command.query), filterText(wording, command.query)].filter(Boolean).join(" · ");
}

function priceText({ say, learner }: Wording, { paid }: Deed): string {
  if (!paid) return "";
  if (paid.people === 0) return say("desk.preview.free");
  const dollars = paid.dollars.toLocaleString(learner.language, { minimumFractionDigits: 2, maximumFractionDigits: 4 });
  return say("desk.preview.price", { count: paid.people, dollars, date: paid.asOf });
}
