import { checkList } from "../admission/import.ts";
import { largestFile } from "../admission/sheet.ts";
import type { Uploads } from "../admission/uploads.ts";
import type { Staff } from "../staff.ts";

/** A file as a channel brought it; without bytes, it could not be fetched. */
interface Given {
  readonly by: string;
  /** Id of the message that brought it: the same message again brings nothing new. */
  readonly message: string;
  readonly name: string;
  readonly bytes: Uint8Array | undefined;
  readonly on: number;
}

/** Where channels bring files. */
export interface ListFiles {
  /** Bytes that a file may have. */
  readonly largest: number;
  /** Whether somebody may give us files: only the staff may, and nobody else's is fetched or read. */
  mayGive(learner: string): Promise<boolean>;
  /** Reads and checks a file, and keeps what it holds until it is decided on. Answers its id. */
  take(given: Given): Promise<string>;
}

/** The same for a channel that tells where a file is. */
export interface FetchedFiles extends ListFiles {
  /** The id of what a message brought, where that is kept already: it need not be fetched again. */
  taken(by: string, message: string): Promise<string | undefined>;
}

export function listFiles({ staff, uploads }: { readonly staff: Staff; readonly uploads: Uploads }): FetchedFiles {
  return {
    largest: largestFile,
    mayGive: async (learner) => (await staff.member(learner)) !== undefined,
    taken: (by, message) => uploads.kept(by, message),
    async take({ by, message, name, bytes, on }) {
      const file = name.trim() === "" ? "–" : name.trim();
      const held = bytes ? await checkList(file, bytes) : { faults: [{ row: 0, is: "unreached" as const }] };
      return uploads.keep({ by, message, file, on, held });
    },
  };
}
