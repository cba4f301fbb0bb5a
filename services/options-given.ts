import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { WrongSetting } from "./errors.ts";

/**
 * The options a command was started with.
 * @throws {WrongSetting} with how it is used, where one is unknown or has no value.
 */
export function optionsGiven<T extends ParseArgsOptionsConfig>(options: T, usage: string) {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new WrongSetting(`${error.message}\n${usage}`);
  }
}
