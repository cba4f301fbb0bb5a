import { z } from "zod";
import type { Address } from "./events.ts";

const shape = z.strictObject({
  serviceUrl: z.string(),
  conversation: z.string(),
  tenant: z.string(),
  user: z.string(),
  bot: z.string(),
} satisfies Record<keyof Address, z.ZodType>);

/** An address as it is kept. */
export function addressText({ serviceUrl, conversation, tenant, user, bot }: Address): string {
  return JSON.stringify({ serviceUrl, conversation, tenant, user, bot });
}

/** Undefined when it was kept by something else. */
export function addressIn(text: string): Address | undefined {
  try {
    return shape.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
