import { z } from "zod";
import { cellsOf } from "./sheet-cells.ts";
import { UnreadableSheet } from "./unreadable-sheet.ts";

/** Reads one sheet in a process of its own: see `readSheet`. */
const asked = z.object({ name: z.string(), bytes: z.instanceof(Uint8Array) });

process.once("message", async (message: unknown) => {
  const { name, bytes } = asked.parse(message);
  process.send?.(await read(name, bytes), () => process.disconnect());
});

async function read(name: string, bytes: Uint8Array) {
  try {
    return { rows: await cellsOf(name, bytes) };
  } catch (error) {
    if (error instanceof UnreadableSheet) return { fault: error.fault };
    throw error;
  }
}
