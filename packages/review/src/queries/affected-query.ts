// A place in somebody's SQL that a change breaks or alters, as data.

/** What happens to a field, or (`retired`) to the whole event. */
export type QueryChange = "removed" | "type-changed" | "renamed" | "retired";

/** A change that may reach queries. */
export interface FieldChange {
  readonly event: string;
  /** The field's path as it was, such as `user.name` or `items[].price`; absent when the event itself is retired. */
  readonly field?: string;
  readonly change: QueryChange;
}

/** One use of what a change removes, renames, gives another type or retires. */
export interface AffectedQuery {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly event: string;
  /** The field's path; the event's name where all of it is retired. */
  readonly field: string;
  readonly change: QueryChange;
  /**
   * `certain` where the field is read by its name; `possible` where it may be: by `*`, as a part of a whole struct or
   * array, by a name that a table from elsewhere may have too.
   */
  readonly certainty: "certain" | "possible";
  /** The line of SQL, trimmed. */
  readonly text: string;
}
