import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { WrongSetting } from "./errors.ts";

/** Characters below which a secret can be guessed, or was not written to its end. */
export const shortestSecret = 32;

/**
 * The secret of a folder: made on the first start and kept, so that learners are known again after a restart.
 * @throws {WrongSetting} when the folder cannot be used, or what it keeps is not a whole secret: tokens signed with
 * nothing are anybody's to make.
 */
export function keptSecret(folder: string): string {
  const file = join(folder, "token-secret");
  const secret = usable(() => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!existsSync(file)) writeWhole(file, randomBytes(32).toString("hex"));
    return readFileSync(file, "utf8").trim();
  });
  if (secret.length >= shortestSecret) return secret;
  throw new WrongSetting(`${file} holds no whole secret: delete it, which ends all sessions, or set TOKEN_SECRET.`);
}

/** On a full disk the file is made and its text is not: half a secret must not stay. */
function writeWhole(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: "wx", mode: 0o600, flush: true });
  } catch (error) {
    if (isThere(error)) return;
    rmSync(file, { force: true });
    throw error;
  }
}

/** Another start was quicker. */
function isThere(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EEXIST";
}

function usable<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new WrongSetting(`DATA_DIR cannot be used: ${error instanceof Error ? error.message : String(error)}.`);
  }
}
