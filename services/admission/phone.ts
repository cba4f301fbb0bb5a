/** Digits that mobile numbers of some countries have in one place and lack in another: WhatsApp's are not always dialled. */
const alternatives: readonly (readonly [RegExp, string])[] = [
  [/^521(\d{10})$/, "52$1"],
  [/^549(\d{10})$/, "54$1"],
  [/^(55\d{2})9(\d{8})$/, "$1$2"],
];

/** A phone as we compare it: its digits with the country's code, the same however it was written. */
export function phoneKey(written: string): string {
  const digits = written.replace(/\D/g, "").replace(/^00/, "");
  return alternatives.reduce((key, [shape, instead]) => key.replace(shape, instead), digits);
}

/** Whether it can be a phone with its country's code. */
export function isPhone(written: string): boolean {
  return /^[+\d\s().-]+$/.test(written) && /^[1-9]\d{9,14}$/.test(written.replace(/\D/g, "").replace(/^00/, ""));
}
