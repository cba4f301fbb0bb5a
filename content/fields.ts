import { z } from "zod";

/** What fields of course files are made of. */

export const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "un identificador lleva minúsculas, cifras y guiones: «interes-superior»");
export const line = z.string().trim().min(1);
export const prose = z.string().trim().min(1);

/** A citation: the id of a source and a place in it, written `cdn art. 3.1`. */
const citation = z
  .string()
  .regex(/^[a-z0-9-]+( .+)?$/, "una cita se escribe con el id de la fuente y el lugar: «cdn art. 3.1»")
  .transform((text) => {
    const [source = "", ...place] = text.split(" ");
    return { source, place: place.join(" ") };
  });
export type Citation = z.infer<typeof citation>;
export const citations = z.array(citation).default([]);
