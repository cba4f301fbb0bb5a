import type { Page } from "./activity.ts";
import type { Line } from "./line.ts";
import type { Sign } from "./status.ts";

interface Parts {
  readonly line: Pick<Line, "open">;
  /** As many messages of the past as are shown at first. */
  readonly size: number;
  readonly sign: Sign;
  readonly onReach: (reached: boolean) => void;
}

/** From this wait on, in milliseconds, an empty page says that something comes. */
const noticeable = 300;

/** Opens the conversation, however long that takes; `first` is under way since before the page was drawn. */
export async function opened(first: Promise<Page>, { line, size, sign, onReach }: Parts): Promise<Page> {
  const slow = setTimeout(sign.show, noticeable);
  for (let attempt = 0; ; attempt += 1) {
    try {
      const page = await (attempt === 0 ? first : line.open(size));
      clearTimeout(slow);
      if (page.incoming.length > 0) sign.hide();
      return page;
    } catch {
      clearTimeout(slow);
      sign.hide();
      onReach(false);
      await pause(Math.min(15_000, 1000 * 2 ** attempt));
    }
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
    window.addEventListener("online", () => resolve(), { once: true });
  });
}
