import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const faultLine = z.looseObject({ level: z.literal("error"), event: z.string(), message: z.string().optional() });
const serverFile = fileURLToPath(new URL("../../bots/server.ts", import.meta.url));

const readyLine = z.looseObject({ event: z.literal("ready"), address: z.string(), cpuMilliseconds: z.number() });

/** The real server in a process of its own. */
export interface ServerProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** Milliseconds from the start to the line that says it is ready: on the clock, and of work. */
  readonly readyAfter: { readonly wall: number; readonly cpu: number };
  /** Hears which faults it logs from now on. */
  onFault(hear: (fault: string) => void): void;
  /** Ends it and waits until it is gone. */
  end(signal: "SIGKILL" | "SIGTERM"): Promise<number | null>;
}

/** Another copy of the server, and as whom it runs. */
interface Elsewhere {
  readonly file?: string;
  readonly node?: string;
  readonly cwd?: string;
  readonly uid?: number;
  readonly gid?: number;
}

/** Starts `bots/server.ts` on a free port; resolves when it says it is ready, rejects with what it said when it ends. */
export function startServer(
  environment: Record<string, string>,
  { file = serverFile, node = process.execPath, ...as }: Elsewhere = {},
): Promise<ServerProcess> {
  const began = performance.now();
  const child = spawn(node, ["--disable-warning=ExperimentalWarning", file], {
    env: { PATH: process.env.PATH, PORT: "0", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    ...as,
  });
  const gone = new Promise<number | null>((resolve) => child.once("close", resolve));
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    const lines = createInterface({ input: child.stdout });
    const onFault = (hear: (fault: string) => void) =>
      void lines.on("line", (line) => {
        const fault = faultLine.safeParse(parsed(line)).data;
        if (fault) hear(`${fault.event}: ${fault.message ?? ""}`);
      });
    lines.on("line", (line) => {
      const ready = readyLine.safeParse(parsed(line)).data;
      if (!ready) return;
      const end = async (signal: "SIGKILL" | "SIGTERM") => {
        child.kill(signal);
        return gone;
      };
      resolve({
        url: ready.address,
        child,
        onFault,
        readyAfter: { wall: performance.now() - began, cpu: ready.cpuMilliseconds },
        end,
      });
    });
    void gone.then(() => reject(new Error(said)));
  });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
