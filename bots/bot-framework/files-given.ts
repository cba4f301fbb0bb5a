import type { FetchedFiles } from "../../services/desk/list-files.ts";
import type { Log } from "../../services/log.ts";
import type { Clock } from "../clock.ts";
import { download, type FetchLimits } from "./download.ts";
import type { Content } from "./events.ts";

type FileContent = Extract<Content, { is: "file" }>;

/** Who gave a file, and in which message. */
interface From {
  readonly learner: string;
  readonly id: string;
}

export interface FileParts {
  readonly files: FetchedFiles;
  /** Where files may be fetched from, and how long that may take. */
  readonly fetching: Omit<FetchLimits, "largest">;
  readonly clock: Pick<Clock, "now">;
  readonly log: Log;
}

/**
 * Takes in files of the staff; nothing is fetched for whom may not give us files. Azure sends a message again that it has
 * no answer to for fifteen seconds, as while its file is on its way: who asks then waits for the same file.
 */
export function filesGiven({ files, fetching, clock, log }: FileParts) {
  const underWay = new Map<string, Promise<string>>();

  async function fetched({ name, address }: FileContent, { learner, id }: From): Promise<string> {
    const before = await files.taken(learner, id);
    if (before !== undefined) return before;
    const bytes = await download(address, { ...fetching, largest: files.largest });
    if (!bytes) log.info("a file of the staff could not be fetched");
    return files.take({ by: learner, message: id, name, bytes, on: clock.now() });
  }

  function once(content: FileContent, from: From): Promise<string> {
    const key = `${from.learner}\n${from.id}`;
    const known = underWay.get(key);
    if (known) return known;
    const work = fetched(content, from).finally(() => underWay.delete(key));
    underWay.set(key, work);
    return work;
  }

  return async (content: FileContent, from: From) => {
    if (!(await files.mayGive(from.learner))) return { kind: "unreadable", what: "attachment" } as const;
    return { kind: "file", upload: await once(content, from) } as const;
  };
}
