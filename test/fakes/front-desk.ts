import type { Front } from "../../services/clerk.ts";

/** What a clerk knows of copies of data, where no link need lead anywhere. */
export const linkAnywhere: Pick<Front, "copyOf" | "inactiveMonths"> = {
  copyOf: () => ({ url: "http://localhost:3978/mis-datos/1", hours: 24 }),
  inactiveMonths: 24,
};
