import type { Screen } from "../dialogs/types.ts";

/** What each kind of channel shows at once; it travels with every input. */
export const screens = {
  web: { length: 600, typed: 600, join: false },
  /** A message with buttons holds 1 024 characters; one without would hold 4 096, and nobody would read it. */
  whatsapp: { length: 1000, typed: 1400, join: true },
} as const satisfies Record<string, Screen>;
