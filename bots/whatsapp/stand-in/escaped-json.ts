/** JSON with everything beyond ASCII as `\u00e4` and `/` as `\/`: the form in which Meta writes webhooks, and signs them. */
export function escapedJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll("/", "\\/")
    .replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
