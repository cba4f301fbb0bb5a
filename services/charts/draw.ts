import { type Chart, chartInWords } from "./chart.ts";

const width = 720;
const margin = 36;
const rowHeight = 46;
/** Where bars begin, and where the longest ends: beyond it stand its numbers. */
const from = 268;
const to = { one: 612, several: 520 };

const ink = "#12263a";
const shades = ["#1f7a7a", "#c8702a", "#b9c6d2"] as const;

/** A chart as SVG, as wide as the diagrams of the course and as tall as it has rows. */
export function drawChart(chart: Chart): string {
  const legend = chart.parts.length > 1;
  const top = legend ? 178 : 138;
  const height = top + chart.rows.length * rowHeight + 24;
  const most = Math.max(1, ...chart.rows.map(totalOf), chart.unit === "%" ? 100 : 1);
  const scale = ((legend ? to.several : to.one) - from) / most;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" lang="${escaped(chart.language)}">`,
    `<title>${escaped(chart.title)}</title><desc>${escaped(chartInWords(chart))}</desc>`,
    `<rect width="${width}" height="${height}" rx="28" fill="#f6f8fa"/>`,
    `<g font-family="DejaVu Sans, Verdana, Arial, sans-serif" font-size="21" fill="${ink}">`,
    `<text x="${margin}" y="60" font-size="${fitting(chart.title, 30, 0.6)}" font-weight="bold" fill="#0b4f8a">${escaped(chart.title)}</text>`,
    `<text x="${margin}" y="96" font-size="${fitting(chart.about, 20, 0.56)}">${escaped(chart.about)}</text>`,
    ...(legend ? [legendOf(chart)] : []),
    ...chart.rows.map((row, index) => rowOf(chart, row, top + index * rowHeight, scale)),
    "</g></svg>",
  ].join("\n");
}

type Row = Chart["rows"][number];

function rowOf({ unit, parts }: Chart, row: Row, y: number, scale: number): string {
  let x = from;
  const bars = row.values.map((value, part) => {
    const long = value * scale;
    const bar = long > 0 ? rectangle(x, y, long, shades[part] ?? shades[0]) : "";
    x += long;
    return bar;
  });
  const numbers = parts.length > 1 ? row.values.join(" · ") : `${row.values[0] ?? 0}${unit}`;
  const baseline = y + 24;
  return [
    `<text x="${from - 14}" y="${baseline}" text-anchor="end" font-size="19">${escaped(shortened(row.label))}</text>`,
    ...bars,
    `<text x="${(x + 10).toFixed(1)}" y="${baseline}" font-size="19">${numbers}</text>`,
  ].join("");
}

function rectangle(x: number, y: number, long: number, fill: string): string {
  return `<rect x="${x.toFixed(1)}" y="${y}" width="${long.toFixed(1)}" height="34" fill="${fill}"/>`;
}

function legendOf({ parts }: Chart): string {
  const each = (width - 2 * margin) / parts.length;
  return parts
    .map((part, index) => {
      const x = margin + index * each;
      return `<rect x="${x}" y="122" width="22" height="22" fill="${shades[index] ?? shades[0]}"/><text x="${x + 32}" y="140" font-size="19">${escaped(part)}</text>`;
    })
    .join("");
}

function totalOf({ values }: Row): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Characters of a label that fit before the bars. */
const longestLabel = 20;

function shortened(label: string): string {
  return label.length <= longestLabel ? label : `${label.slice(0, longestLabel - 1).trimEnd()}…`;
}

/** A font size at which the words fit in one line; `advance` is a letter's mean width in ems. */
function fitting(words: string, size: number, advance: number): number {
  return Math.max(13, Math.min(size, Math.floor((width - 2 * margin) / (words.length * advance))));
}

/** Names of institutions are other people's words. */
function escaped(words: string): string {
  return words.replace(/[<>&"']/g, (one) => `&#${one.charCodeAt(0)};`).replace(/[\p{Cc}\p{Cs}]/gu, " ");
}
