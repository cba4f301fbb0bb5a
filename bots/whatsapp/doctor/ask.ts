import { z } from "zod";

/** What Meta answered to a question: what was asked for, or why not. */
export type Answer<T> = { readonly found: T } | { readonly refused: Refused };

export interface Refused {
  /** Meta's error code; undefined when nobody answered in Meta's way. */
  readonly code: number | undefined;
  readonly message: string;
}

export type Ask = <T>(path: string, shape: z.ZodType<T>, token?: string) => Promise<Answer<T>>;

const errorBody = z.object({ error: z.object({ code: z.number(), message: z.string() }) });
const patience = 15_000;

/** Reads from the Graph API. */
export function graphReader(graphUrl: string, token: string): Ask {
  return async (path, shape, otherToken) => {
    const got = await bodyOf(`${graphUrl}/${path}`, otherToken ?? token);
    if (typeof got === "string") return { refused: { code: undefined, message: got } };
    const error = errorBody.safeParse(got.body).data?.error;
    if (error) return { refused: error };
    const read = shape.safeParse(got.body);
    if (read.success) return { found: read.data };
    return { refused: { code: undefined, message: `respuesta inesperada (HTTP ${got.status})` } };
  };
}

async function bodyOf(url: string, token: string): Promise<{ status: number; body: unknown } | string> {
  try {
    const headers = { Authorization: `Bearer ${token}` };
    const answer = await fetch(url, { headers, signal: AbortSignal.timeout(patience) });
    const text = await answer.text();
    return { status: answer.status, body: parsed(text) };
  } catch (error) {
    return error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
