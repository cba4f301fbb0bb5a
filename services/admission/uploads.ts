import { createHash } from "node:crypto";
import { z } from "zod";
import { listFault } from "../../dialogs/admission/list-fault.ts";
import type { Register } from "../store/register.ts";
import type { Checked, Row } from "./rows.ts";
import { type Sealing, sealing } from "./sealing.ts";

const row = z.object({
  name: z.string(),
  phone: z.string().optional(),
  email: z.string().optional(),
  institution: z.string().optional(),
  country: z.string().optional(),
  role: z.string().optional(),
});

/** What a file held: its people, or what is wrong with it. */
const held = z.union([
  z.object({ rows: z.array(row), ignored: z.array(z.string()) }),
  z.object({ faults: z.array(listFault) }),
]);

/** What became of it: who was added, by which import, and the codes that were made. */
const outcome = z.object({
  batch: z.string(),
  edition: z.string(),
  added: z.int(),
  already: z.int(),
  codes: z.array(z.object({ name: z.string(), code: z.string() })),
});
export type Outcome = z.infer<typeof outcome>;

const head = z.object({
  by: z.string(),
  file: z.string(),
  on: z.int(),
  /** After this nothing of it is told any more, and the next sweep removes it. */
  until: z.int(),
  /** How many pieces there are of what it held, and of what became of it. */
  held: z.int(),
  outcome: z.int(),
});
type Head = z.infer<typeof head>;

/** A file of people that waits to be decided on, or was. */
export interface Upload {
  readonly id: string;
  readonly by: string;
  readonly file: string;
  /** Undefined once it was decided on: the file is kept until then. */
  readonly held: Checked | undefined;
  readonly outcome: Outcome | undefined;
}

export interface Uploads {
  /** Keeps what a file held for an hour; asked twice by the same message it is the same file. Answers its id. */
  keep(given: { by: string; message: string; file: string; on: number; held: Checked }): Promise<string>;
  /** The id of the file that a message brought; undefined where it is not kept. */
  kept(by: string, message: string): Promise<string | undefined>;
  /** Undefined where there is none, it is somebody else's, or its time is over. */
  find(id: string, by: string, on: number): Promise<Upload | undefined>;
  /** Keeps what will have become of it once its import is whole. */
  decide(upload: Upload, outcome: Outcome, on: number): Promise<void>;
  /** Forgets the people of a file whose import is whole; their codes can be fetched for a day. */
  drop(upload: Upload): Promise<void>;
  /** Removes those whose time is over. */
  tidy(on: number): Promise<void>;
}

const folder = "uploads";
const hour = 3_600_000;
/** Milliseconds in which a file may be decided on, and in which its codes may be fetched. */
const waits = hour;
const codesLast = 24 * hour;
/** Characters of a piece: small enough for a document of every store. */
const pieceLength = 200_000;

/** What is kept is sealed: whoever reads the store learns neither people nor codes of it. */
export function uploads(register: Register, secret: string): Uploads {
  const seal: Sealing = sealing(secret, "uploads 1");

  async function write(id: string, kind: string, what: unknown): Promise<number> {
    const text = seal.close(JSON.stringify(what));
    const pieces = Math.ceil(text.length / pieceLength);
    for (let at = 0; at < pieces; at += 1) {
      const piece = text.slice(at * pieceLength, (at + 1) * pieceLength);
      await register.set(`${folder}/${id}`, `${kind}-${at}`, JSON.stringify(piece));
    }
    return pieces;
  }

  async function read(id: string, kind: string, pieces: number): Promise<unknown> {
    if (pieces === 0) return undefined;
    const kept = await Promise.all(
      Array.from({ length: pieces }, (_, at) => register.get(`${folder}/${id}`, `${kind}-${at}`)),
    );
    const text = kept.map((one) => (one ? z.string().parse(JSON.parse(one.body)) : "")).join("");
    const opened = seal.open(text);
    return opened === undefined ? undefined : JSON.parse(opened);
  }

  async function headOf(id: string): Promise<Head | undefined> {
    const kept = /^[0-9a-f]{32}$/.test(id) ? await register.get(folder, id) : undefined;
    return kept && head.parse(JSON.parse(kept.body));
  }

  async function removePieces(id: string, kind: string, pieces: number): Promise<void> {
    for (let at = 0; at < pieces; at += 1) await register.remove(`${folder}/${id}`, `${kind}-${at}`);
  }

  return {
    async kept(by, message) {
      const id = idOf(by, message);
      return (await headOf(id)) ? id : undefined;
    },
    async keep({ by, message, file, on, held: given }) {
      const id = idOf(by, message);
      if (await headOf(id)) return id;
      const pieces = await write(id, "held", given);
      const kept: Head = { by, file: file.slice(0, 100), on, until: on + waits, held: pieces, outcome: 0 };
      await register.set(folder, id, JSON.stringify(kept));
      return id;
    },
    async find(id, by, on) {
      const known = await headOf(id);
      if (known?.by !== by || on >= known.until) return undefined;
      const [was, became] = await Promise.all([read(id, "held", known.held), read(id, "outcome", known.outcome)]);
      return {
        ...{ id, by, file: known.file },
        held: was === undefined ? undefined : checkedIn(held.parse(was)),
        outcome: became === undefined ? undefined : outcome.parse(became),
      };
    },
    async decide({ id }, decided, on) {
      const known = await headOf(id);
      if (!known) return;
      const pieces = await write(id, "outcome", decided);
      await register.set(folder, id, JSON.stringify({ ...known, outcome: pieces, until: on + codesLast }));
    },
    async drop({ id }) {
      const known = await headOf(id);
      if (!known) return;
      await register.set(folder, id, JSON.stringify({ ...known, held: 0 }));
      await removePieces(id, "held", known.held);
    },
    async tidy(on) {
      let after = "";
      for (;;) {
        const page = await register.list(folder, { prefix: "", after, limit: 100 });
        for (const { id, body } of page) {
          const known = head.parse(JSON.parse(body));
          if (on < known.until) continue;
          await removePieces(id, "held", known.held);
          await removePieces(id, "outcome", known.outcome);
          await register.remove(folder, id);
        }
        const last = page.at(-1);
        if (!last || page.length < 100) return;
        after = last.id;
      }
    },
  };
}

function idOf(by: string, message: string): string {
  return createHash("sha256").update(`${by}\n${message}`).digest("hex").slice(0, 32);
}

function checkedIn(read: z.infer<typeof held>): Checked {
  if ("faults" in read) return read;
  return { ignored: read.ignored, rows: read.rows.map(rowIn) };
}

/** A field that is not there is left out. */
function rowIn({ name, ...rest }: z.infer<typeof row>): Row {
  const given = Object.entries(rest).filter(([, value]) => value !== undefined);
  return { name, ...Object.fromEntries(given) };
}
