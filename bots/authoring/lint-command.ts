import { courseFolders, lintReport } from "../../content/lint-report.ts";
import { readRates } from "../../content/load.ts";
import { costReport, mostPerLesson } from "./cost-report.ts";

/**
 * `npm run content:lint [-- --lecciones] [folder…]`: what is wrong in each course, how big it is, and what it costs on
 * WhatsApp. Fails when anything is wrong, or when its lessons cost too many messages.
 */
const asked = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const each = process.argv.includes("--lecciones");
const rates = await readRates();

let faults = 0;
for (const folder of asked.length > 0 ? asked : await courseFolders()) {
  const report = await lintReport(folder);
  faults += report.faults;
  console.log(report.lines.join("\n"));
  // A course with faults may not be playable; a translation has the original's lessons.
  for (const course of report.faults > 0 ? [] : report.courses.slice(0, 1)) {
    const { lines, cost } = costReport(course, rates, each);
    console.log(lines.join("\n"));
    if (cost.perLesson <= mostPerLesson) continue;
    console.log(`  Son demasiados mensajes por lección; «--lecciones» dice cuáles cuestan más.`);
    faults += 1;
  }
}
process.exitCode = faults > 0 ? 1 : 0;
