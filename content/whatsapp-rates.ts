import { z } from "zod";

/** What a message costs on WhatsApp: a table with a date, since Meta changes its prices every quarter. */
export const whatsAppRates = z.strictObject({
  asOf: z.iso.date(),
  currency: z.literal("USD"),
  /** Messages free of charge, for each business phone number and month. */
  freePerMonth: z.int().min(0),
  /** Whether the figures are not from Meta itself. */
  thirdParty: z.boolean(),
  source: z.string(),
  rates: z.array(
    z.strictObject({
      country: z.string().regex(/^[A-Z]{2}$/),
      /** The beginning of its phone numbers. */
      calling: z.string().regex(/^\d{1,4}$/),
      /** Price of a service message beyond the free ones. */
      service: z.number().min(0).max(1),
    }),
  ),
  otherwise: z.number().min(0).max(1),
});
export type WhatsAppRates = z.infer<typeof whatsAppRates>;

/** Price of a service message to somebody in a country. */
export function priceOf(rates: WhatsAppRates, country: string): number {
  return rates.rates.find((rate) => rate.country === country)?.service ?? rates.otherwise;
}
