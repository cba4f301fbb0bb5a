import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { ChartNames } from "./charts/chart-names.ts";

export interface Media {
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

/** Diagrams are drawn as SVG; channels that cannot show SVG get a PNG of the same name. */
export interface MediaLibrary {
  /** The bytes and content type of `name` (x.svg or x.png), or undefined. */
  read(name: string): Promise<Media | undefined>;
}

/** No folders, no dots but the last: nothing outside the folder can be named, and nothing longer than a file's name. */
const mediaName = /^([a-z0-9-]{1,200})\.(svg|png)$/;

const chartName = /^chart\..+\.(svg|png)$/;

/** Wide enough to stay sharp where a phone shows the picture full screen; Teams shows none that is wider. */
const pngWidth = 1024;

/** What lies under the rounded corners of a PNG: WhatsApp makes transparent ones black. */
const paper = "#f6f8fa";

/** Only the fonts we ship, so that every machine draws the same picture. */
const fonts = fontsOf("DejaVuSans.ttf", "DejaVuSans-Bold.ttf");

/** Opens the media folder of a course. A PNG is drawn the first time it is asked for, and kept; charts are drawn anew. */
export function mediaLibrary(folder: string, charts?: Pick<ChartNames, "chartIn">): MediaLibrary {
  /** Holds only drawings that exist or are being looked for, so it grows no larger than the folder. */
  const pngs = new Map<string, Promise<Media | undefined>>();

  const svg = (stem: string) => readIfThere(join(folder, `${stem}.svg`));

  async function png(stem: string): Promise<Media | undefined> {
    const drawing = await svg(stem);
    return drawing && { bytes: await drawPng(drawing), contentType: "image/png" };
  }

  async function keptPng(stem: string): Promise<Media | undefined> {
    const drawing = pngs.get(stem) ?? png(stem);
    pngs.set(stem, drawing);
    const drawn = await drawing.catch((error: unknown) => {
      pngs.delete(stem);
      throw error;
    });
    if (!drawn) pngs.delete(stem);
    return drawn;
  }

  async function readChart(name: string): Promise<Media | undefined> {
    const found = charts?.chartIn(name.slice(0, -4));
    if (!found) return undefined;
    const { drawChart } = await import("./charts/draw.ts");
    const svg = Buffer.from(drawChart(found));
    if (name.endsWith(".svg")) return { bytes: svg, contentType: "image/svg+xml" };
    return { bytes: await drawPng(svg), contentType: "image/png" };
  }

  return {
    async read(name) {
      if (chartName.test(name)) return readChart(name);
      const [, stem, kind] = mediaName.exec(name) ?? [];
      if (!stem) return undefined;
      if (kind === "png") return keptPng(stem);
      const bytes = await svg(stem);
      return bytes && { bytes, contentType: "image/svg+xml" };
    },
  };
}

/** Drawn off the main thread: other learners do not wait for it. */
async function drawPng(svg: Buffer): Promise<Uint8Array> {
  // Loaded with the first picture: the server is up sooner.
  const { renderAsync } = await import("@resvg/resvg-js");
  const image = await renderAsync(svg, {
    fitTo: { mode: "width", value: pngWidth },
    background: paper,
    font: { fontFiles: fonts, loadSystemFonts: false, defaultFontFamily: "DejaVu Sans" },
  });
  return image.asPng();
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === "ENOENT";
}

function fontsOf(...files: string[]): string[] {
  const { resolve } = createRequire(import.meta.url);
  return files.map((file) => resolve(`dejavu-fonts-ttf/ttf/${file}`));
}
