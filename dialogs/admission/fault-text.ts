import type { Say } from "../words.ts";
import type { ListFault } from "./list-fault.ts";

/** What is wrong, in words, without where. */
export function faultText(say: Say, { is, said = "", other = "" }: ListFault): string {
  return say(`listFile.fault.${is}`, { said, other });
}
