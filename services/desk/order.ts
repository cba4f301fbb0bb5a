import type { Language } from "../../content/schema.ts";
import type { Command } from "../../dialogs/coordinator/command.ts";
import type { Lists } from "../admission/lists.ts";
import type { Uploads } from "../admission/uploads.ts";
import type { Alerts } from "../alerts/alerts.ts";
import type { Reach } from "../alerts/reach.ts";
import type { Log } from "../log.ts";
import type { DeskParts, Seat } from "./desk.ts";
import type { ListFile } from "./list-sheet.ts";
import type { Owe } from "./segment.ts";

export interface CommandParts extends DeskParts {
  readonly alerts: Pick<Alerts, "settleSoon">;
  readonly reach: Pick<Reach, "note" | "left">;
  /** The phone from which a learner writes; undefined where it is none. */
  readonly phoneOf: (learner: string, to: string) => Promise<string | undefined>;
  readonly owe: Owe;
  readonly log: Log;
  /** The address of the page, good for half an hour. */
  readonly panelLinkFor: (link: { by: string; language: Language; edition?: string }) => string;
  readonly lists: Pick<Lists, "add" | "fresh" | "isWhole">;
  readonly uploads: Uploads;
  /** The addresses of the faults or the codes of a list, as a file. */
  readonly listLinksFor: (file: ListFile) => { csv: string; xlsx: string };
  /** The addresses of a file with an answer's rows, good for some minutes. */
  readonly linksFor: (file: { by: string; query: string; language: string }) => { csv: string; xlsx: string };
}

/** A command, who gave it and when; asked twice it is done once. */
export interface Order {
  readonly seat: Seat;
  readonly command: Command;
  /** Whether they were shown what it does, and agreed. */
  readonly agreed: boolean;
  /** The edition that is spoken of. */
  readonly edition: string | undefined;
  readonly id: string;
  readonly on: number;
  readonly language: Language;
}
