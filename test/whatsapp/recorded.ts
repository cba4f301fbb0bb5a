import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "@jest/globals";
import { z } from "zod";

/** Bodies that other projects recorded. They lie beside the project and are not part of it. */
const folder = fileURLToPath(new URL("../../../shared/fixtures/whatsapp/", import.meta.url));

const expectedEvent = z.looseObject({
  event: z.string(),
  type: z.string().optional(),
  message_id: z.string().nullish(),
  timestamp_iso: z.string().optional(),
  from: z.string().nullish(),
  from_phone: z.string().nullish(),
  from_user_id: z.string().nullish(),
  text: z.string().nullish(),
  selection: z.looseObject({ id: z.string(), title: z.string() }).nullish(),
  reply_to: z.string().optional(),
  status: z.string().optional(),
  recipient: z.string().nullish(),
  old_phone: z.string().optional(),
  new_phone: z.string().optional(),
  old_user_id: z.string().optional(),
  new_user_id: z.string().optional(),
  code: z.number().optional(),
  phone_number_id: z.string().optional(),
});
export type ExpectedEvent = z.infer<typeof expectedEvent>;

const index = z.object({
  items: z.array(
    z.object({
      file: z.string(),
      kind: z.string(),
      notes: z.string(),
      expected: z.looseObject({
        phone_number_id: z.union([z.string(), z.array(z.string())]).nullable(),
        events: z.array(expectedEvent),
      }),
    }),
  ),
});
export type Recorded = z.infer<typeof index>["items"][number] & { readonly body: string };

const sendErrors = z.object({
  cases: z.array(z.object({ http_status: z.number(), body: z.unknown(), expected_reaction: z.string() })),
});
export type SendError = z.infer<typeof sendErrors>["cases"][number];

/** Recorded webhook bodies with their expected readings; none where the folder is absent. */
export function recordedInbound(): Recorded[] {
  const items = index.safeParse(read("inbound/index.json")).data?.items ?? [];
  return items.map((item) => ({ ...item, body: readFileSync(`${folder}inbound/${item.file}`, "utf8") }));
}

export function recordedSendErrors(): SendError[] {
  return sendErrors.safeParse(read("send_errors.json")).data?.cases ?? [];
}

/** `test.each` over recordings; where there are none, one skipped test says so. */
export function eachRecording<T>(cases: readonly T[], nameOf: (one: T) => string, check: (one: T) => void): void {
  if (cases.length === 0) {
    test.skip("recorded payloads: the folder ../shared/fixtures/whatsapp is absent, so only our own examples ran", () => {});
    return;
  }
  for (const one of cases) test(nameOf(one), () => check(one));
}

function read(name: string): unknown {
  const file = `${folder}${name}`;
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}
