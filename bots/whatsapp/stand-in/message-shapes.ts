import { z } from "zod";

/** What may be posted to `/messages`. Strict, because Meta refuses a key that it does not know. */

const text = z.string();
const fileless = { id: text.optional(), link: text.optional() };

const image = z.strictObject({ ...fileless, caption: text.optional() });
const video = image;
const document = z.strictObject({ ...fileless, caption: text.optional(), filename: text.optional() });
const audio = z.strictObject({ ...fileless, voice: z.boolean().optional() });
const sticker = z.strictObject(fileless);
const bareFile = z.strictObject({ ...fileless, filename: text.optional() });
export type File = z.infer<typeof document>;

const mediaHeader = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("text"), text }),
  z.strictObject({ type: z.literal("image"), image: bareFile }),
  z.strictObject({ type: z.literal("video"), video: bareFile }),
  z.strictObject({ type: z.literal("document"), document: bareFile }),
]);
const textHeader = z.strictObject({ type: z.literal("text"), text });
const words = z.strictObject({ text });
const around = { body: words, footer: words.optional() };

const button = z.strictObject({ type: z.literal("reply"), reply: z.strictObject({ id: text, title: text }) });
const row = z.strictObject({ id: text, title: text, description: text.optional() });
const section = z.strictObject({ title: text.optional(), rows: z.array(row) });

export const interactive = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("button"),
    header: mediaHeader.optional(),
    ...around,
    action: z.strictObject({ buttons: z.array(button) }),
  }),
  z.strictObject({
    type: z.literal("list"),
    header: textHeader.optional(),
    ...around,
    action: z.strictObject({ button: text, sections: z.array(section) }),
  }),
  z.strictObject({
    type: z.literal("cta_url"),
    header: mediaHeader.optional(),
    ...around,
    action: z.strictObject({
      name: z.literal("cta_url"),
      parameters: z.strictObject({ display_text: text, url: text }),
    }),
  }),
  z.strictObject({
    type: z.literal("flow"),
    header: mediaHeader.optional(),
    ...around,
    action: z.strictObject({ name: z.literal("flow"), parameters: z.looseObject({ flow_cta: text }) }),
  }),
  z.strictObject({
    type: z.literal("location_request_message"),
    body: words,
    action: z.strictObject({ name: z.literal("send_location") }),
  }),
  z.strictObject({
    type: z.literal("request_contact_info"),
    body: words,
    action: z.strictObject({ name: z.literal("request_contact_info") }),
  }),
]);
export type Interactive = z.infer<typeof interactive>;

const parameter = z.looseObject({ type: text, text: text.optional(), payload: text.optional() });
const component = z.strictObject({
  type: text,
  sub_type: text.optional(),
  index: z.union([text, z.int()]).optional(),
  parameters: z.array(parameter).optional(),
});
const template = z.strictObject({
  name: text,
  language: z.strictObject({ code: text, policy: text.optional() }),
  components: z.array(component).optional(),
  namespace: text.optional(),
});
export type TemplateCall = z.infer<typeof template>;

const envelope = {
  messaging_product: z.literal("whatsapp"),
  recipient_type: z.literal("individual").optional(),
  to: text.optional(),
  recipient: text.optional(),
  context: z.strictObject({ message_id: text }).optional(),
  biz_opaque_callback_data: text.optional(),
  messaging_account_id: text.optional(),
};

export const messageBody = z.discriminatedUnion("type", [
  z.strictObject({
    ...envelope,
    type: z.literal("text"),
    text: z.strictObject({ body: text, preview_url: z.boolean().optional() }),
  }),
  z.strictObject({ ...envelope, type: z.literal("interactive"), interactive }),
  z.strictObject({ ...envelope, type: z.literal("image"), image }),
  z.strictObject({ ...envelope, type: z.literal("video"), video }),
  z.strictObject({ ...envelope, type: z.literal("document"), document }),
  z.strictObject({ ...envelope, type: z.literal("audio"), audio }),
  z.strictObject({ ...envelope, type: z.literal("sticker"), sticker }),
  z.strictObject({ ...envelope, type: z.literal("template"), template }),
  z.strictObject({
    ...envelope,
    type: z.literal("reaction"),
    reaction: z.strictObject({ message_id: text, emoji: text.optional() }),
  }),
  z.strictObject({
    ...envelope,
    type: z.literal("location"),
    location: z.looseObject({ latitude: z.union([z.number(), text]), longitude: z.union([z.number(), text]) }),
  }),
  z.strictObject({ ...envelope, type: z.literal("contacts"), contacts: z.array(z.looseObject({})) }),
]);
export type MessageBody = z.infer<typeof messageBody>;
export type Typed<T extends MessageBody["type"]> = Extract<MessageBody, { type: T }>;

/** Marks a learner's message as read, and may show that an answer is being written. */
export const readBody = z.strictObject({
  messaging_product: z.literal("whatsapp"),
  status: z.literal("read"),
  message_id: text,
  typing_indicator: z.strictObject({ type: z.literal("text") }).optional(),
});
