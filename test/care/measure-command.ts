import { fileURLToPath } from "node:url";
import { openCourse } from "../../content/open.ts";
import { maskingOf, measure } from "./measure.ts";
import { messageSets, messagesIn } from "./messages.ts";

/** `npm run care:measure [-- --wrong]`: how care answers the labelled messages, each half by itself. */
const folder = fileURLToPath(new URL("../../content/courses/ninez-migrante", import.meta.url));
const { first: course } = await openCourse(folder);
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

for (const set of messageSets) {
  const messages = messagesIn(set);
  const { table, recall, falseAlarms, masked, wrong } = measure(messages, course);
  console.log(`${set}: ${messages.length} messages (rows: what they are; columns: how they were answered)`);
  console.table(table);
  console.log(`recall ${percent(recall)}, false alarms ${percent(falseAlarms)}, masked ${percent(masked)}\n`);
  if (process.argv.includes("--wrong")) console.log(wrong.join("\n"));
}

for (const set of ["masks", "masks-2", "masks-3", "masks-4"] as const) {
  const { masked, touched } = maskingOf(messagesIn(set));
  console.log(
    `${set}: masked ${percent(masked)}, and a word of ${percent(touched)} of the messages that hold nothing personal`,
  );
}
