/** Days of an edition that cannot be so together. `message` is for who writes the file. */
const clashes = {
  "closes-first": { path: ["call", "closes"], message: "cierra antes de abrir" },
  "ends-first": { path: ["runs", "ends"], message: "termina antes de empezar" },
  "opens-late": { path: ["call", "opens"], message: "la convocatoria abre cuando la edición ya terminó" },
} as const;
export type Clash = keyof typeof clashes;

interface Doors {
  readonly opens: number;
  readonly closes: number;
  readonly starts: number;
  readonly ends: number;
}

/** What of an edition's days cannot be so together, and which day is at fault. */
export function clashesIn({ opens, closes, starts, ends }: Doors) {
  const found: readonly (readonly [boolean, Clash])[] = [
    [opens >= closes && opens < ends, "closes-first"],
    [starts >= ends, "ends-first"],
    [opens >= ends, "opens-late"],
  ];
  return found.flatMap(([is, what]) => (is ? [{ what, ...clashes[what] }] : []));
}
