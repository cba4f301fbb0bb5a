import { z } from "zod";

/**
 * What Meta posts, as far as we use it. Every list is of unknowns, each read by itself, so that one item that is not as
 * expected never costs the others; fields that we do not know are let through unread.
 */

/** Ids and times come as text; some senders write them as numbers. */
const word = z.union([z.string().min(1), z.number()]).transform(String);
const list = z.array(z.unknown()).catch([]);
const words = z.string().catch("");

export const envelope = z.looseObject({ entry: list });
export const entry = z.looseObject({ changes: list });

export const change = z.looseObject({
  field: z.string().optional(),
  value: z
    .looseObject({
      metadata: z
        .looseObject({ phone_number_id: word.optional().catch(undefined) })
        .optional()
        .catch(undefined),
      contacts: list,
      messages: list,
      statuses: list,
      errors: list,
    })
    .optional()
    .catch(undefined),
});

export const contact = z.looseObject({
  wa_id: word.optional().catch(undefined),
  user_id: word.optional().catch(undefined),
  parent_user_id: word.optional().catch(undefined),
});
export type Contact = z.infer<typeof contact>;

export const errorItem = z.looseObject({
  code: z.coerce.number().int(),
  title: words,
  message: words,
  error_data: z.looseObject({ details: words }).optional().catch(undefined),
});
export type ErrorItem = z.infer<typeof errorItem>;

export const message = z.looseObject({
  from: word.optional().catch(undefined),
  from_user_id: word.optional().catch(undefined),
  from_parent_user_id: word.optional().catch(undefined),
  group_id: word.optional().catch(undefined),
  id: word.optional().catch(undefined),
  timestamp: word.optional().catch(undefined),
  type: z.string().catch("unknown"),
  context: z
    .looseObject({ id: word.optional().catch(undefined) })
    .optional()
    .catch(undefined),
});
export type Message = z.infer<typeof message>;

export const text = z.looseObject({ body: z.string() });
export const templateButton = z.looseObject({ payload: z.string().catch(""), text: words });
const reply = z.looseObject({ id: z.string(), title: words, description: z.string().optional().catch(undefined) });
export const interactive = z.looseObject({
  button_reply: reply.optional().catch(undefined),
  list_reply: reply.optional().catch(undefined),
});
export const media = z.looseObject({ caption: words, voice: z.boolean().catch(false) });

export const system = z.looseObject({
  type: z.string().catch(""),
  wa_id: word.optional().catch(undefined),
  new_wa_id: word.optional().catch(undefined),
  user_id: word.optional().catch(undefined),
  previous_user_id: word.optional().catch(undefined),
  parent_user_id: word.optional().catch(undefined),
  previous_parent_user_id: word.optional().catch(undefined),
});

export const status = z.looseObject({
  id: word,
  status: z.string(),
  timestamp: word.optional().catch(undefined),
  recipient_id: word.optional().catch(undefined),
  recipient_user_id: word.optional().catch(undefined),
  recipient_type: z.string().optional().catch(undefined),
  biz_opaque_callback_data: z.string().optional().catch(undefined),
  errors: list,
});
