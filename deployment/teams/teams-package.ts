import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Resvg } from "@resvg/resvg-js";
import { zipSync } from "fflate";
import { faultsIn } from "./check-package.ts";

/** What differs from one installation to the next. */
export interface PackageSettings {
  /** Of the bot, and of the app in Teams. */
  readonly appId: string;
  readonly publicUrl: string;
  readonly version: string;
  readonly developer: string;
  readonly privacyUrl: string;
  readonly termsUrl: string;
}

/** The package cannot be made; the message says why, one fault a line. */
export class WrongPackage extends Error {
  override readonly name = "WrongPackage";
}

/**
 * The app as Teams takes it: a zip with the manifest, its translations and two icons. The same settings give the same
 * bytes.
 * @throws {WrongPackage} when Teams would refuse it.
 */
export async function teamsPackage(settings: PackageSettings): Promise<Uint8Array> {
  const files = {
    "manifest.json": await filled("manifest.json", settings),
    "pt.json": await filled("pt.json", settings),
    "en.json": await filled("en.json", settings),
    "color.png": await drawn("color.svg", 192),
    "outline.png": await drawn("outline.svg", 32),
  };
  const faults = await faultsIn(files);
  if (faults.length > 0) throw new WrongPackage(faults.join("\n"));
  return zipSync(files, { level: 9, mtime: new Date(1980, 0, 2) });
}

async function filled(name: string, settings: PackageSettings): Promise<Uint8Array> {
  const values: Record<string, string> = { ...settings, host: new URL(settings.publicUrl).host };
  const text = await readFile(join(import.meta.dirname, name), "utf8");
  // Inside a JSON string: quotes and backslashes of a value are written as JSON writes them.
  const whole = text.replace(/\{\{(\w+)\}\}/g, (found, key: string) => {
    const value = values[key];
    return value === undefined ? found : JSON.stringify(value).slice(1, -1);
  });
  return Buffer.from(whole);
}

async function drawn(name: string, size: number): Promise<Uint8Array> {
  const svg = await readFile(join(import.meta.dirname, name), "utf8");
  return new Resvg(svg, { fitTo: { mode: "width", value: size } }).render().asPng();
}
