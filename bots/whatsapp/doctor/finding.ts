/** One thing that was looked at. */
export interface Finding {
  readonly state: "good" | "mind" | "wrong";
  readonly what: string;
  /** What to do next; absent when there is nothing to do. */
  readonly todo?: string;
}

export const good = (what: string): Finding => ({ state: "good", what });
/** It works, but somebody should know. */
export const mind = (what: string, todo?: string): Finding => ({ state: "mind", what, ...(todo ? { todo } : {}) });
export const wrong = (what: string, todo: string): Finding => ({ state: "wrong", what, todo });
