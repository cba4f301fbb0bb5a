import type { Library } from "../../content/open.ts";
import { type Office, type OfficeParts, office } from "../../services/desk/office.ts";
import type { EditionBook } from "../../services/editions.ts";
import { silentLog } from "../../services/log.ts";
import type { Store } from "../../services/store/store.ts";
import { desksOn } from "./desks.ts";
import { linkAnywhere } from "./front-desk.ts";

/** Where staff are received, on a store; nothing reaches anybody unless `owe` is given. */
export function officeFor(
  store: Pick<Store, "register" | "learners" | "people">,
  library: Library,
  more: Partial<OfficeParts> = {},
): Omit<Office, "editions"> & { readonly editions: EditionBook } {
  const { admissions, editions, lists } = desksOn(store.register, more);
  const desk = office({
    store,
    library,
    editions,
    lists,
    front: { ...linkAnywhere, admissions },
    log: silentLog,
    secret: "a secret of at least thirty-two characters",
    publicUrl: "http://localhost:3978",
    administrators: [],
    now: () => Date.UTC(2026, 10, 20),
    phoneOf: async () => undefined,
    owe: async () => {},
    ...more,
  });
  return { ...desk, editions: { ...editions, now: desk.editions.now } };
}
