// A place in somebody's SQL that a change breaks or alters, as data.
/** One use of a column that a change removes, renames or gives another type. */
export interface AffectedQuery {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly event: string;
  readonly field: string;
  readonly change: "removed" | "type-changed" | "renamed";
  /** The piece of SQL. */
  readonly text: string;
}
