import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { listFault } from "../../dialogs/admission/list-fault.ts";
import { UnreadableSheet } from "./unreadable-sheet.ts";

/** Bytes: ten thousand people need a tenth of it. */
export const largestFile = 5_000_000;

/** Megabytes and milliseconds that a sheet may take to be read. */
const mostMemory = 400;
const longest = 20_000;

const told = z.union([z.object({ rows: z.array(z.array(z.string())) }), z.object({ fault: listFault })]);
type Told = z.infer<typeof told>;

let latest: Promise<unknown> = Promise.resolve();

/**
 * The cells of a CSV or of the first sheet of an XLSX, as text. It is read in a process of its own, one file at a time:
 * turns go on, and no file takes more memory or time than there is for it. A thread would not do: a cell that says that
 * it stands in a far row takes all memory at once, and the whole process ends with the thread.
 * @throws {UnreadableSheet} when it is neither, or too large.
 */
export async function readSheet(name: string, bytes: Uint8Array): Promise<string[][]> {
  if (bytes.length > largestFile) throw new UnreadableSheet({ is: "heavy", other: String(largestFile / 1e6) });
  const reading = latest.then(() => readApart(name, bytes));
  latest = reading.catch(() => {});
  const found = await reading;
  if ("fault" in found) throw new UnreadableSheet(found.fault);
  return found.rows;
}

const reader = fileURLToPath(new URL("./sheet-process.ts", import.meta.url));

/** What the process tells. One that ends without a word met its limits, or something that no reader expected. */
function readApart(name: string, bytes: Uint8Array): Promise<Told> {
  const child = fork(reader, {
    execArgv: ["--disable-warning=ExperimentalWarning", `--max-old-space-size=${mostMemory}`],
    serialization: "advanced",
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    env: {},
    timeout: longest,
    killSignal: "SIGKILL",
  });
  return new Promise((resolve, reject) => {
    child.on("message", (message) => {
      const read = told.safeParse(message);
      if (read.success) resolve(read.data);
    });
    child.on("error", reject);
    // After what it told: «exit» may come before.
    child.on("close", (_, signal) => resolve({ fault: { row: 0, is: signal === null ? "notXlsx" : "largeSheet" } }));
    child.send({ name, bytes }, () => {});
  });
}
