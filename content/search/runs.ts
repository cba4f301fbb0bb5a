/** Letters, figures, the space, and one number for all else: what is folded has little else. */
const letters = 38;
const lastThree = letters ** 3;
/** Every run is a number below this. */
export const codes = letters ** 4;

/** The runs of four characters of a text with a space at each end, as numbers. */
export function eachRun(text: string, take: (code: number) => void): void {
  let code = 0;
  for (let position = 0; position <= text.length; position++) {
    const letter = position === text.length ? 0 : letterOf(text.charCodeAt(position));
    code = (code % lastThree) * letters + letter;
    if (position >= 2) take(code);
  }
}

function letterOf(code: number): number {
  if (code >= 97 && code <= 122) return code - 96;
  if (code === 32) return 0;
  return code >= 48 && code <= 57 ? code - 21 : letters - 1;
}
