import { z } from "zod";
import { type GraphError, graphError } from "./graph-error.ts";
import { fault } from "./message-limits.ts";
import { type MessageBody, messageBody, readBody } from "./message-shapes.ts";

/** What a body posted to `/messages` asks for, or why Meta would refuse it. */
export type Posted =
  | { readonly kind: "message"; readonly message: MessageBody }
  | { readonly kind: "read"; readonly messageId: string; readonly typing: boolean }
  | { readonly kind: "refused"; readonly error: GraphError };

const types = messageBody.options.map((option) => option.shape.type.value);
const typed = z.looseObject({ type: z.unknown().optional(), status: z.unknown().optional() });

/** Reads a body as Meta does: first its shape, then lengths, counts and what must be unique. */
export function readMessage(raw: unknown): Posted {
  const outline = typed.safeParse(raw).data;
  if (!outline) return refused(100, "Invalid parameter");
  if (outline.status !== undefined) return readMark(raw);
  const { type = "text" } = outline;
  if (!types.some((known) => known === type)) return refused(100, unknownType(type));
  const shaped = messageBody.safeParse({ ...outline, type });
  if (!shaped.success) return firstFault(shaped.error, raw);
  const { to, recipient } = shaped.data;
  if (!to && !recipient) return refused(100, "The parameter to is required.");
  const found = fault(shaped.data);
  return found ? refused(found.code, found.details) : { kind: "message", message: shaped.data };
}

function readMark(raw: unknown): Posted {
  const shaped = readBody.safeParse(raw);
  if (!shaped.success) return firstFault(shaped.error, raw);
  const { message_id: messageId, typing_indicator: typing } = shaped.data;
  return { kind: "read", messageId, typing: typing !== undefined };
}

function refused(code: number, details: string): Posted {
  return { kind: "refused", error: graphError(code, details) };
}

function unknownType(type: unknown): string {
  return `Param type must be one of {${types.map((name) => name.toUpperCase()).join(", ")}} - got "${type}".`;
}

function firstFault(error: z.ZodError, raw: unknown): Posted {
  const [issue] = error.issues;
  return issue ? refused(...worded(issue, raw)) : refused(100, "Invalid parameter");
}

/** Meta's sentence for a body of the wrong shape. */
function worded(issue: z.core.$ZodIssue, raw: unknown): [code: number, details: string] {
  const path = parameter(issue.path);
  if (issue.code === "unrecognized_keys") {
    const on = path === "" ? "" : ` on param "${path}"`;
    return [100, `Unexpected key "${issue.keys[0]}"${on}.`];
  }
  const missing = valueAt(raw, issue.path) === undefined;
  if (missing && issue.path.length <= 1) return [100, `The parameter ${path} is required.`];
  if (missing) return [131008, `Required parameter is missing: ${path}`];
  return [100, `Param ${path} is not valid: ${issue.message}.`];
}

function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  let value = raw;
  for (const step of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}

/** `interactive['action']['buttons'][0]`. */
function parameter(path: readonly PropertyKey[]): string {
  const [first = "", ...rest] = path;
  return `${String(first)}${rest.map((step) => (typeof step === "number" ? `[${step}]` : `['${String(step)}']`)).join("")}`;
}
