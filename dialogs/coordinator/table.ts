/** What an answer holds: plain data, for whoever writes, draws or exports it. */
export interface Table {
  readonly columns: readonly Column[];
  /** One cell for each column; undefined where nothing is known. */
  readonly rows: readonly (readonly Cell[])[];
}

export type Cell = string | number | undefined;

export interface Column {
  /** Which sentence names it: `desk.column.…`. */
  readonly id: ColumnId;
  readonly is: CellKind;
}

/** How the cells of a column are read. `days` is a day's number since 1970, `time` milliseconds since then. */
export type CellKind =
  | "text"
  | "number"
  | "percent"
  | "time"
  /** The same, with the hour. */
  | "moment"
  | "day"
  | "week"
  | "country"
  | "role"
  | "module"
  | "step"
  | "item"
  | "objective"
  | "reasons"
  /** What staff did: `people stuck`, `grant m03`. */
  | "act"
  /** What an alert is about. */
  | "situation"
  | "word";

export type ColumnId =
  | "name"
  | "country"
  | "institution"
  | "role"
  | "module"
  | "edition"
  | "week"
  | "where"
  | "done"
  | "since"
  | "seen"
  | "idle"
  | "reasons"
  | "people"
  | "started"
  | "finished"
  | "risk"
  | "attempted"
  | "passed"
  | "passRate"
  | "firstTry"
  | "average"
  | "attempts"
  | "item"
  | "objective"
  | "asked"
  | "right"
  | "rightRate"
  | "active"
  | "steps"
  | "evaluations"
  | "best"
  | "state"
  | "by"
  | "until"
  | "when"
  | "what"
  | "words"
  | "email"
  | "years"
  | "why"
  | "ask"
  | "answer"
  | "admission"
  | "opens"
  | "closes"
  | "starts"
  | "ends"
  | "places"
  | "inside"
  | "pending"
  | "waiting"
  | "admitted"
  | "refused"
  | "days"
  | "code";
