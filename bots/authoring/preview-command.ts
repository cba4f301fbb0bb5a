import { join } from "node:path";
import { parseArgs } from "node:util";
import { readCourse } from "../../content/load.ts";
import { describe } from "../../content/problem.ts";
import { channels, preview, stepNamed } from "./preview.ts";

/**
 * `npm run content:preview -- m4-u2-l3 --as whatsapp [--in pt]`: a lesson, case, practice or reading as a channel shows it,
 * played by somebody who answers each question wrong once, then right.
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { as: { type: "string", default: "web" }, in: { type: "string", default: "es" } },
});
const [name = ""] = positionals;
const folder = join(import.meta.dirname, "../../content/courses", process.env.COURSE ?? "ninez-migrante");
// Read, not opened: a fault elsewhere must not keep an author from seeing this.
const { courses, problems } = await readCourse(folder);
const course = courses.find((one) => one.language === values.in) ?? courses[0];
const spot = course && stepNamed(course, name);
const channel = channels.find((one) => one === values.as);

if (problems.length > 0) console.error(problems.map(describe).join("\n"));
if (course && spot && channel) console.log(preview(course, spot, channel).join("\n"));
else {
  const use = "npm run content:preview -- m4-u2-l3 --as whatsapp (o el id del paso; canales: ";
  console.error(
    `${spot ? `no hay canal «${values.as}»` : `no hay paso «${name}»`}; se usa así: ${use}${channels.join(", ")})`,
  );
  process.exitCode = 1;
}
