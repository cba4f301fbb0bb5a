import type { Move } from "../types.ts";

const shape = /^(?:mi |my |o )?(?:c[oó]digo|code)?(?: es| é| is)?[\s:]*([a-z2-9]{4})[\s-]?([a-z2-9]{4})\s*\.?$/i;

/** The code of an invitation, as it is compared; a letter and a digit are in it at least, so that no word is one. */
function codeIn(said: string): string | undefined {
  const [, first = "", last = ""] = shape.exec(said.trim()) ?? [];
  const code = `${first}${last}`.toUpperCase();
  return /\d/.test(code) && /[A-Z]/.test(code) ? code : undefined;
}

/** A code is heard anywhere, before the notice is agreed to as well: it says nothing of who has it. */
export function claimMove(said: string): Move | undefined {
  const code = codeIn(said);
  return code === undefined
    ? undefined
    : { effects: [{ kind: "request", request: { kind: "claim", code } }], quiet: true };
}
