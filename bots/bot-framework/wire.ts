import { z } from "zod";

/** What we use of an activity of the Bot Framework; the rest is let through unread and forgotten. */

/** Half of a sign cannot be part of an address. */
const text = z
  .string()
  .max(300)
  .refine((one) => one.isWellFormed());
const account = z.looseObject({ id: text, aadObjectId: text.nullish() });

export const activity = z.looseObject({
  type: text,
  id: text.nullish(),
  channelId: text,
  serviceUrl: z.url({ protocol: /^https?$/ }).max(500),
  locale: text.nullish(),
  text: z.string().nullish(),
  value: z.unknown().optional(),
  /** Of an invoke or an event: what is asked. */
  name: text.nullish(),
  /** Of an `installationUpdate`: `add`, `add-upgrade`, `remove`, `remove-upgrade`. */
  action: text.nullish(),
  from: account,
  recipient: account,
  conversation: z.looseObject({
    id: text,
    conversationType: text.nullish(),
    isGroup: z.boolean().nullish(),
    tenantId: text.nullish(),
  }),
  channelData: z
    .looseObject({ tenant: z.looseObject({ id: text }).nullish(), team: z.looseObject({}).nullish() })
    .nullish(),
  attachments: z
    .array(z.looseObject({ contentType: text.nullish(), name: z.string().nullish(), content: z.unknown().optional() }))
    .nullish(),
  membersAdded: z.array(z.looseObject({ id: text })).nullish(),
  membersRemoved: z.array(z.looseObject({ id: text })).nullish(),
});
export type Activity = z.infer<typeof activity>;

/** What our cards send back. `card` is our own id of the message. */
const tapData = z.looseObject({ card: text.optional(), option: z.string().min(1).max(300) });
const formData = z.looseObject({
  card: text.optional(),
  form: z.string().min(1).max(300),
  kind: z.enum(["several", "order", "match"]),
});
export const cardData = z.union([tapData, formData]);
export type CardData = z.infer<typeof cardData>;

/** The value of an invoke `adaptiveCard/action`: how `Action.Execute` arrives. */
export const executed = z.looseObject({ action: z.looseObject({ data: z.unknown() }) });

/** The content of an attachment of `fileType`: where a file that somebody put into a chat can be fetched, for some minutes. */
export const fileType = "application/vnd.microsoft.teams.file.download.info";
export const fileInfo = z.looseObject({ downloadUrl: z.url().max(4000) });
