import type { IncomingMessage } from "node:http";
import type { Converse } from "../../services/converse.ts";
import type { ListFiles } from "../../services/desk/list-files.ts";
import type { Log } from "../../services/log.ts";
import type { Gate } from "../gate.ts";
import { type Answer, json, Refusal, readBytes } from "./http.ts";
import { addressed, type Identity } from "./identity.ts";
import { admit } from "./limits.ts";
import { echoOf, type PostedActivity, postedActivity, readFile } from "./parse.ts";

interface Parts {
  readonly identity: Identity;
  readonly hear: Converse["hear"];
  readonly files: ListFiles;
  readonly now: () => number;
  readonly log: Log;
  readonly activityGate: Gate;
}

/** What stands around the files of a request, in bytes. */
const around = 64 * 1024;

/**
 * Direct Line's way to send a file: a form with the file and, beside it, the message as JSON. Only the staff may; of
 * anybody else's request nothing but its head is read.
 */
export function uploadRequest({ identity, hear, files, now, log, activityGate }: Parts) {
  return async (req: IncomingMessage, conversation: unknown): Promise<Answer> => {
    const pass = identity.checkFor(req, conversation);
    await admit(activityGate, pass.user);
    const { learner, to } = addressed(pass);
    if (!(await files.mayGive(learner))) {
      req.resume();
      throw new Refusal(415, "UnsupportedMedia", "Sendero does not take files; please write your answer.");
    }
    await identity.checkExists(pass.conv);
    const { file, posted } = await formIn(req, files.largest + around);
    const on = now();
    const message = readFile(posted, pass.conv, on);
    const bytes = new Uint8Array(await file.arrayBuffer());
    const upload = await files.take({ by: learner, message: message.id, name: file.name, bytes, on });
    const input = { ...message, kind: "file", upload } as const;
    const echo = () => echoOf({ ...posted, text: file.name.slice(0, 100) }, input, pass, undefined);
    await hear({ learner, to, input, echo }).catch((error: unknown) => {
      log.error("web chat file was not played", error);
      throw new Refusal(502, "BotError", "The file could not be taken up; please send it again.");
    });
    return json(200, { id: input.id });
  };
}

/** The first file of a form, and the message that came with it. @throws {Refusal} where there is none. */
async function formIn(req: IncomingMessage, most: number): Promise<{ file: File; posted: PostedActivity }> {
  const type = req.headers["content-type"] ?? "";
  if (!/^multipart\/form-data;/i.test(type)) {
    req.resume();
    throw new Refusal(415, "UnsupportedMedia", "Send the file as multipart/form-data.");
  }
  const bytes = await readBytes(req, most);
  const form = await new Response(new Uint8Array(bytes), { headers: { "Content-Type": type } })
    .formData()
    .catch(() => undefined);
  const files = [...(form?.entries() ?? [])].flatMap(([name, value]) =>
    typeof value !== "string" && name !== "activity" ? [value] : [],
  );
  const [file] = files;
  if (!form || !file) throw new Refusal(400, "MalformedData", "The form has no file in it.");
  return { file, posted: await activityIn(form.get("activity")) };
}

/** The message beside a file; clients may leave it out. */
async function activityIn(part: FormDataEntryValue | null): Promise<PostedActivity> {
  const text = part === null || typeof part === "string" ? (part ?? "") : await part.text();
  try {
    const read = postedActivity.safeParse(JSON.parse(text));
    if (read.success) return read.data;
  } catch {
    // As if there were none: the file is what counts.
  }
  return { type: "message" };
}
