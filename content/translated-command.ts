import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";
import { fingerprintsFile, readCourse } from "./load.ts";

/**
 * `npm run content:translated -- pt [file or folder]`: notes which originals the translated files were made from, so that
 * lint can tell when an original changes.
 */

const [language = "", under = ""] = process.argv.slice(2);
const folder = process.argv[4] ?? join(import.meta.dirname, "courses/ninez-migrante");
const loaded = await readCourse(folder);
const translation = loaded.translations.find((one) => one.language === language);
if (!translation) throw new Error(`el curso no se ofrece en «${language}»: agréguelo a «languages» en course.yaml`);

const there = translation.files.flatMap(({ file, original }) =>
  original === undefined ? [] : [[file.slice(3), original] as const],
);
const noted = there.filter(([file]) => file.startsWith(under));
const kept = Object.entries({ ...translation.from, ...Object.fromEntries(noted) }).filter(([file]) =>
  there.some(([known]) => known === file),
);
const sorted = Object.fromEntries(kept.toSorted(([one], [other]) => one.localeCompare(other)));
await writeFile(join(folder, language, fingerprintsFile), stringify(sorted));
console.log(`${language}: ${noted.length} archivos anotados en ${language}/${fingerprintsFile}`);
