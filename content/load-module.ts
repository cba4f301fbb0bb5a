import { basename } from "node:path";
import { z } from "zod";
import { type Country, countryFile } from "./country.ts";
import { readLesson, unwrap } from "./lesson-text.ts";
import { item } from "./question.ts";
import { quoting } from "./quoting.ts";
import type { Reader } from "./reader.ts";
import {
  branchingCaseFile,
  faqEntry,
  glossaryEntry,
  type Language,
  type Module,
  moduleFile,
  practiceFile,
  reading,
  type Unit,
} from "./schema.ts";

/** Reads a module: its own folder and those of its countries. Undefined when it has no readable head. */
export async function readModule(files: Reader, id: string): Promise<Module | undefined> {
  const [head, own, glossary, faq, folders] = await Promise.all([
    files.yaml(`${id}/module.yaml`, moduleFile, id),
    readContents(files, id, id),
    files.yaml(`${id}/glossary.yaml`, z.array(glossaryEntry), id),
    files.yaml(`${id}/faq.yaml`, z.array(faqEntry), id),
    files.list(`${id}/countries`, ""),
  ]);
  const read = await Promise.all(folders.map((folder) => readCountry(files, id, folder)));
  if (!head) return undefined;
  const known = read.flatMap((one) => one ?? []);
  const all = [own, ...known.map(({ contents }) => contents)];
  return {
    ...head,
    id,
    language: await files.languageOf(`${id}/evaluation.yaml`),
    units: [...head.units, ...known.map(({ unit }) => unit)],
    lessons: all.flatMap(({ lessons }) => lessons),
    cases: all.flatMap(({ cases }) => cases),
    practices: all.flatMap(({ practices }) => practices),
    readings: all.flatMap(({ readings }) => readings),
    evaluation: all.flatMap(({ evaluation }) => evaluation),
    glossary: glossary ?? [],
    faq: faq ?? [],
    countries: known.map(({ country }) => country),
  };
}

type Contents = Pick<Module, "lessons" | "cases" | "practices" | "readings" | "evaluation">;

async function readContents(files: Reader, folder: string, id: string): Promise<Contents> {
  const [lessons, cases, practices, readings, evaluation] = await Promise.all([
    everyFile(files, `${folder}/lessons`, ".md", (path, name) => files.read(path, readLesson, name)),
    everyFile(files, `${folder}/cases`, ".yaml", (path, name) => files.yaml(path, branchingCaseFile, name)),
    everyFile(files, `${folder}/practices`, ".yaml", (path, name) => files.yaml(path, practiceFile, name)),
    readReadings(files, folder, id),
    files.yaml(`${folder}/evaluation.yaml`, z.array(item), id),
  ]);
  const tasks = practices.map((practice) => ({ ...practice, task: unwrap(practice.task) }));
  return { lessons, cases, practices: tasks, readings, evaluation: evaluation ?? [] };
}

/** A module may do without readings, but not without the others. */
async function readReadings(files: Reader, folder: string, id: string): Promise<Module["readings"]> {
  const [name] = await files.list(folder, "readings.yaml");
  if (name === undefined) return [];
  const path = `${folder}/${name}`;
  const language = await files.languageOf(path);
  return ((await files.yaml(path, z.array(reading), id)) ?? []).map((one) => ({ ...one, language }));
}

async function everyFile<T>(
  files: Reader,
  folder: string,
  ending: string,
  read: (path: string, id: string) => Promise<T | undefined>,
): Promise<(T & { id: string; language: Language })[]> {
  const names = await files.list(folder, ending);
  const all = names.map(async (name) => {
    const [path, id] = [`${folder}/${name}`, basename(name, ending)];
    const data = await read(path, id);
    return data && { ...data, id, language: await files.languageOf(path) };
  });
  return (await Promise.all(all)).flatMap((one) => one ?? []);
}

interface Known {
  readonly country: Country;
  readonly unit: Unit;
  readonly contents: Contents;
}

/** A country's facts, its unit, and what the unit is made of, with the facts quoted in it. */
async function readCountry(files: Reader, module: string, name: string): Promise<Known | undefined> {
  const folder = `${module}/countries/${name}`;
  const id = `${module}-${name}`;
  const [facts, contents] = await Promise.all([
    files.yaml(`${folder}/country.yaml`, countryFile, id),
    readContents(files, folder, id),
  ]);
  if (!facts) return undefined;
  const holds = [...contents.lessons, ...contents.cases, ...contents.practices, ...contents.readings].map(
    (one) => one.id,
  );
  const country = { ...facts, holds: [...holds, ...contents.evaluation.map((one) => one.id)] };
  const lessons = contents.lessons.map((lesson) => quoting(lesson, country));
  return {
    country,
    unit: { id, title: facts.name, steps: facts.steps, country: facts.code },
    contents: { ...contents, lessons },
  };
}
