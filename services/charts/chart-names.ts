import { createHmac, timingSafeEqual } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Image } from "../../content/schema.ts";
import { type Chart, chart, chartInWords } from "./chart.ts";

/**
 * Charts as pictures that a reply can carry: the name holds the numbers, so that any server can draw it, and is signed,
 * so that nobody has us draw theirs.
 */
export interface ChartNames {
  imageOf(chart: Chart): Image;
  /** Undefined when it is no name of ours. */
  chartIn(stem: string): Chart | undefined;
}

const shape = /^chart\.([\w-]{1,3000})\.([\w-]{22})$/;
const mostBytes = 20_000;

export function chartNames(secret: string): ChartNames {
  const sign = (payload: string) =>
    createHmac("sha256", secret).update(`chart ${payload}`).digest().subarray(0, 16).toString("base64url");

  return {
    imageOf(one) {
      const payload = deflateRawSync(JSON.stringify(one), { level: 9 }).toString("base64url");
      return { file: `chart.${payload}.${sign(payload)}.svg`, alt: chartInWords(one) };
    },
    chartIn(stem) {
      const [, payload, signature] = shape.exec(stem) ?? [];
      if (!payload || !signature) return undefined;
      if (!timingSafeEqual(Buffer.from(sign(payload)), Buffer.from(signature))) return undefined;
      const json = inflateRawSync(Buffer.from(payload, "base64url"), { maxOutputLength: mostBytes }).toString();
      return chart.parse(JSON.parse(json));
    },
  };
}
