import { lengthOf } from "../limits.ts";
import type { Loaded } from "../load.ts";
import type { Course, Image } from "../schema.ts";
import { type Fault, faultAt, type Located, within } from "./fault.ts";
import { cardAt, lessonsIn } from "./located.ts";

/** Shorter says what it is («mapa»), not what it shows; longer belongs in the card. */
const alt = { least: 15, most: 300 } as const;

/** Every image is there, and in words too, for who cannot see it. */
export function images(course: Course, loaded: Loaded): Fault[] {
  return lessonsIn(course).flatMap((spot) =>
    spot.lesson.cards.flatMap((card) =>
      card.image ? imageFaults(within(cardAt(spot, card), ".image"), card.image, loaded) : [],
    ),
  );
}

function imageFaults(spot: Located, image: Image, { media }: Loaded): Fault[] {
  const missing = media.has(image.file) ? [] : [faultAt(spot, `la imagen «${image.file}» no está en media/`)];
  return [...missing, ...altFaults(spot, lengthOf(image.alt))];
}

function altFaults(spot: Located, length: number): Fault[] {
  if (length === 0) return [faultAt(spot, "la imagen no tiene texto alternativo; diga entre «[ ]» qué muestra")];
  if (length < alt.least) {
    return [faultAt(spot, `el texto alternativo tiene ${length} caracteres; diga qué muestra, en ${alt.least} o más`)];
  }
  return length > alt.most ? [faultAt(spot, `el texto alternativo tiene ${length} caracteres; caben ${alt.most}`)] : [];
}
