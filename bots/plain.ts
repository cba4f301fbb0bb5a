import type { Reply } from "../dialogs/types.ts";
import { typedOptions } from "./typed-options.ts";

/** A reply as text alone, with its options as they are typed, for channels without buttons. */
export function plain(reply: Reply): string {
  const image = reply.image ? [`(${reply.image.alt})`] : [];
  const options = typedOptions(reply.options.map(({ label }) => label)).map(({ line }) => line);
  return [...image, reply.text, options.join("\n")].filter(Boolean).join("\n\n");
}
