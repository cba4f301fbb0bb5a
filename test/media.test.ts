import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { Resvg } from "@resvg/resvg-js";
import { mediaLibrary } from "../services/media.ts";

const folder = new URL("../content/courses/ninez-migrante/media/", import.meta.url).pathname;
const library = mediaLibrary(folder);
const drawings = (await readdir(folder)).filter((name) => name.endsWith(".svg"));

const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

async function read(name: string, from = library): Promise<{ bytes: Buffer; contentType: string }> {
  const media = await from.read(name);
  if (!media) throw new Error(`${name} is missing`);
  return { ...media, bytes: Buffer.from(media.bytes) };
}

test("an SVG comes as its author drew it", async () => {
  const { bytes, contentType } = await read("m01-linea-del-tiempo.svg");
  expect(contentType).toBe("image/svg+xml");
  expect(bytes.equals(await readFile(join(folder, "m01-linea-del-tiempo.svg")))).toBe(true);
});

test("the same name with .png is the drawing as a PNG of 1024 pixels", async () => {
  const { bytes, contentType } = await read("m01-linea-del-tiempo.png");
  expect(contentType).toBe("image/png");
  expect([...bytes.subarray(0, 8)]).toEqual(pngSignature);
  expect(bytes.readUInt32BE(16)).toBe(1024);
  expect(bytes.readUInt32BE(20)).toBe(768);
});

test("a PNG is drawn once, also when two ask at the same time", async () => {
  const [one, two] = await Promise.all([
    library.read("m01-mapa-de-derechos.png"),
    library.read("m01-mapa-de-derechos.png"),
  ]);
  expect(one).toBeDefined();
  expect(two).toBe(one);
  expect(await library.read("m01-mapa-de-derechos.png")).toBe(one);
});

test("a drawing that was not there, or could not be drawn, is looked for again", async () => {
  const desk = await mkdtemp(join(tmpdir(), "media-"));
  try {
    const drafts = mediaLibrary(desk);
    expect(await drafts.read("draft.png")).toBeUndefined();
    await writeFile(join(desk, "draft.svg"), "<svg");
    await expect(drafts.read("draft.png")).rejects.toThrow();
    await writeFile(join(desk, "draft.svg"), '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>');
    expect((await read("draft.png", drafts)).bytes.readUInt32BE(20)).toBe(768);
  } finally {
    await rm(desk, { recursive: true });
  }
});

test.each([
  "unknown.svg",
  "unknown.png",
  "",
  `${"a".repeat(5000)}.svg`,
  `${"a".repeat(5000)}.png`,
  ".svg",
  "m01-linea-del-tiempo",
  "m01-linea-del-tiempo.jpg",
  "M01-LINEA-DEL-TIEMPO.svg",
  "m01-linea-del-tiempo.svg\n",
  "m01-linea-del-tiempo.svg\0.png",
  "../course.yaml",
  "../media/m01-linea-del-tiempo.svg",
  "..%2fmedia%2fm01-linea-del-tiempo.svg",
  "..\\media\\m01-linea-del-tiempo.svg",
  "./m01-linea-del-tiempo.svg",
  join(folder, "m01-linea-del-tiempo.svg"),
])("nothing is served for %j", async (name) => {
  expect(await library.read(name)).toBeUndefined();
});

test.each(drawings)("%s can be read by eye, by ear and on a cheap phone", async (name) => {
  const { bytes } = await read(name);
  const svg = bytes.toString();
  expect(bytes.length).toBeLessThan(8192);
  expect(svg).toMatch(/<svg [^>]*role="img"/);
  expect(svg).toMatch(/<title>[^<]{8,}<\/title>/);
  expect(svg).toMatch(/<desc>[^<]{40,}<\/desc>/);
  const sizes = [...svg.matchAll(/font-size="(\d+)"/g)].map(([, size]) => Number(size));
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(24);
});

test.each(drawings)("%s brings nothing from elsewhere", async (name) => {
  const svg = (await read(name)).bytes.toString().replace('xmlns="http://www.w3.org/2000/svg"', "");
  expect(svg).not.toMatch(/<script|<style|<image|<foreignObject|\son\w+=|https?:|data:|@import|<!DOCTYPE/i);
  expect([...svg.matchAll(/href="([^"]*)"/g)].filter(([, target]) => !target?.startsWith("#"))).toEqual([]);
});

test.each(drawings)("%s keeps its words as a PNG", async (name) => {
  const { bytes } = await read(name.replace(/svg$/, "png"));
  const wordless = new Resvg(await readFile(join(folder, name)), {
    fitTo: { mode: "width", value: 1024 },
    background: "#f6f8fa",
    font: { loadSystemFonts: false },
  });
  const withoutWords = wordless.render();
  expect(withoutWords.width).toBe(1024);
  // Letters are detail, and detail takes bytes: the same picture without them is much smaller.
  expect(bytes.length).toBeGreaterThan(withoutWords.asPng().length * 1.5);
});
