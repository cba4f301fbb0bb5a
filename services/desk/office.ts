import { randomUUID } from "node:crypto";
import type { Library } from "../../content/open.ts";
import type { Lists } from "../admission/lists.ts";
import { uploads } from "../admission/uploads.ts";
import type { Admissions } from "../admissions.ts";
import { type Alerts, alerts } from "../alerts/alerts.ts";
import { reach } from "../alerts/reach.ts";
import type { Clerk } from "../asked.ts";
import { audit } from "../audit.ts";
import { chartNames } from "../charts/chart-names.ts";
import { clerk, type Front } from "../clerk.ts";
import type { EditionBook } from "../editions.ts";
import { lately } from "../lately.ts";
import type { Log } from "../log.ts";
import { type Roster, roster } from "../roster/roster.ts";
import { signedLinks } from "../signed-links.ts";
import { type Staff, staff } from "../staff.ts";
import type { Store } from "../store/store.ts";
import { editionsKnown } from "./editions-known.ts";
import { type File, type Format, fileFor, linksTo } from "./export-file.ts";
import { type FetchedFiles, listFiles } from "./list-files.ts";
import { listLinks, listSheetFor } from "./list-sheet.ts";
import { type Panel, type PanelAsk, panelFor, panelLinks } from "./panel.ts";
import { reception } from "./reception.ts";
import type { Owe } from "./segment.ts";

export interface OfficeParts {
  readonly store: Pick<Store, "register" | "learners" | "people">;
  readonly library: Library;
  readonly front: Front & { readonly admissions: Admissions };
  readonly editions: EditionBook;
  readonly lists: Lists;
  readonly log: Log;
  readonly secret: string;
  readonly publicUrl: string;
  /** Who administers by setting: learner ids, or names by which a channel knows people, as `teams:tenant/object`. */
  readonly administrators: readonly string[];
  readonly now: () => number;
  /** The phone from which a learner writes; undefined where it is none. */
  readonly phoneOf: (learner: string, to: string) => Promise<string | undefined>;
  /** Owes a learner something: what staff do reaches people through it. */
  readonly owe: Owe;
}

/** All that staff have to do with, put together. */
export interface Office {
  readonly clerk: Clerk;
  readonly roster: Roster;
  readonly staff: Staff;
  /** The editions, with who can be told of an alert. */
  readonly editions: Pick<EditionBook, "now">;
  readonly alerts: Alerts;
  /** Reads who is in each edition, so that no first question waits for it. */
  prepare(): Promise<void>;
  /** Where channels bring files of the staff. */
  readonly files: FetchedFiles;
  /** Removes files that nobody decided on, now and then. */
  tidy(): Promise<void>;
  /** The file of a link; undefined when the link is no good any more. */
  file(token: string, format: Format): Promise<File | undefined>;
  /** What the page of a link shows. */
  panel(token: string, ask: PanelAsk): Promise<Panel>;
}

export function office(parts: OfficeParts): Office {
  const { store, library, log, secret, publicUrl, administrators, now, owe, editions, lists } = parts;
  const { admissions } = parts.front;
  const { register, learners } = store;
  const people = roster({ register, learners, library });
  const members = staff({ register, secret, administrators: identified(store, administrators, now) });
  const links = signedLinks(secret, now);
  const reached = reach({ register, learners, staff: members, editions, now, log });
  const nameOf = async (id: string) => (await editionsKnown(editions)).find((one) => one.id === id)?.name ?? id;
  const alarms = alerts({ register, reach: reached, owe, nameOf, now, log });
  const desk = {
    ...{ register, learners, roster: people, staff: members, audit: audit(register) },
    ...{ library, editions, admissions },
  };
  const linksFor = linksTo(links, publicUrl);
  const panelLinkFor = panelLinks(links, publicUrl);
  const kept = uploads(register, secret);
  const listLinksFor = listLinks(links, publicUrl);
  let tidied = Number.NEGATIVE_INFINITY;
  return {
    clerk: clerk({
      ...parts.front,
      register,
      alerts: alarms,
      desk: reception({
        ...{ ...desk, lists, uploads: kept, charts: chartNames(secret) },
        ...{ alerts: alarms, reach: reached, phoneOf: parts.phoneOf },
        ...{ owe, log, linksFor, panelLinkFor, listLinksFor },
      }),
    }),
    roster: people,
    staff: members,
    editions: reached,
    alerts: alarms,
    async prepare() {
      await reached.fresh();
      for (const { id } of await editionsKnown(editions)) await people.of(id);
    },
    files: listFiles({ staff: members, uploads: kept }),
    async tidy() {
      if (lately(tidied, now(), tidyEvery)) return;
      tidied = now();
      await kept.tidy(now());
    },
    async file(token, format) {
      const asked = { token, format, on: now() };
      const opened = await fileFor({ ...desk, links }, asked);
      return opened ?? listSheetFor({ ...desk, links, uploads: kept, publicUrl }, asked);
    },
    panel: (token, ask) => panelFor({ ...desk, links, linksFor }, { token, ask, on: now() }),
  };
}

const tidyEvery = 600_000;

/** The learners whom the setting names. Who has not written yet is given the id that they will have when they do. */
function identified({ people }: OfficeParts["store"], names: readonly string[], now: () => number) {
  let known: readonly string[] | undefined;
  return async () => {
    known ??= await Promise.all(
      names.map((name) => (isName(name) ? people.learnerOf([name], `ms:${randomUUID()}`, now()) : name)),
    );
    return known;
  };
}

function isName(said: string): boolean {
  return said.startsWith("teams:");
}
