import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { costsPage } from "./page.ts";
import { readCosts } from "./read.ts";

/** `npm run costs`: computes `docs/costs.md` anew. */

writeFileSync(fileURLToPath(new URL("../../docs/costs.md", import.meta.url)), costsPage(readCosts()));
