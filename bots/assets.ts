import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { bundle } from "./bundle.ts";

/** A file of the page as it is served: compressed once, when it is first asked for. */
export interface Asset {
  readonly path: string;
  readonly type: string;
  readonly hash: string;
  readonly plain: Buffer;
  readonly gzip: Buffer;
  readonly brotli: Buffer;
}

export interface PageAssets {
  readonly html: Asset;
  /** Scripts, style and icons by path; the path holds the content's hash, so browsers keep them for ever. */
  readonly files: ReadonlyMap<string, Asset>;
}

const types = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
  webmanifest: "application/manifest+json",
} as const;

/** Reads the page's folder, joins its scripts and its styles, and names each after its content. */
export function pageAssets(folder: string): PageAssets {
  const icon = named("icon", "svg", read(folder, "icon.svg"));
  const manifest = named("sendero", "webmanifest", read(folder, "manifest.json").replaceAll("{icon}", icon.path));
  const script = named("page", "js", bundle(folder, "main"));
  const style = named("page", "css", styles(folder));
  const html = read(folder, "index.html")
    .replaceAll("{icon}", icon.path)
    .replaceAll("{manifest}", manifest.path)
    .replaceAll("{script}", script.path)
    .replaceAll("{style}", style.path);
  const files = [icon, manifest, script, style];
  return { html: asset("/", "html", html), files: new Map(files.map((file) => [file.path, file])) };
}

function read(folder: string, file: string): string {
  return readFileSync(join(folder, file), "utf8");
}

/** One sheet out of `style/`, in the order of the names. */
function styles(folder: string): string {
  const sheets = readdirSync(join(folder, "style")).sort();
  return sheets.map((sheet) => read(folder, join("style", sheet))).join("\n");
}

function named(name: string, extension: keyof typeof types, text: string): Asset {
  return asset(`/assets/${name}-${hashOf(text)}.${extension}`, extension, text);
}

function asset(path: string, extension: keyof typeof types, text: string): Asset {
  const plain = Buffer.from(text);
  let gzip: Buffer | undefined;
  let brotli: Buffer | undefined;
  return {
    path,
    type: types[extension],
    hash: hashOf(text),
    plain,
    get gzip() {
      gzip ??= gzipSync(plain, { level: 9 });
      return gzip;
    },
    get brotli() {
      brotli ??= brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT } });
      return brotli;
    },
  };
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 12);
}
