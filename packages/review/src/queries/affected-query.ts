// A place in somebody's SQL that a change breaks or alters, as data.

/**
 * What happens to a field, or (`retired`) to the whole event. `type-changed` and `gone` break a query, or may; the others
 * change what it answers: in new rows the value is NULL (`removed`, `dropped`), has another unit, is hashed, masked or in
 * clear (`protection-changed`), or is never again the one that is compared with (`value-removed`).
 */
export type QueryChange =
  | "removed"
  | "type-changed"
  | "gone"
  | "renamed"
  | "retired"
  | "unit-changed"
  | "value-removed"
  | "protection-changed"
  | "dropped";

/** A change that may reach queries. */
export interface FieldChange {
  readonly event: string;
  /** The field's path as it was, such as `user.name` or `items[].price`; absent when the event itself is retired. */
  readonly field?: string;
  readonly change: QueryChange;
  /** The type, unit, value or protection before. */
  readonly was?: string;
  /** What it is from now on; the new name of what is renamed. */
  readonly is?: string;
  /** The column of a view that the change is one of, instead of a field: whatever reads the table is not reached. */
  readonly column?: { readonly view: string; readonly name: string };
}

/** One use of what a change removes, renames, alters or retires. */
export interface AffectedQuery {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly event: string;
  /** The field's path; the event's name where all of it is retired. */
  readonly field: string;
  readonly change: QueryChange;
  /** The type, unit, value or protection before. */
  readonly was?: string;
  /** What it is from now on; the new name of what is renamed. */
  readonly is?: string;
  /**
   * `certain` where the field is read by its name; `possible` where it may be: by `*`, as a part of a whole struct or
   * array, by a name that a table from elsewhere may have too.
   */
  readonly certainty: "certain" | "possible";
  /** The line of SQL, trimmed. */
  readonly text: string;
}
