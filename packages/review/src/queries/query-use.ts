// What a text of SQL uses of the lake, as data: tables, columns, and what could not be told.
import type { UnreadStatement } from "@tracklake/sql";
import type { Relation } from "./relation.js";

/** A table as a query names it. */
export interface TableUse {
  /** As it is written, lower-case: `acme.plan_changed`. */
  readonly name: string;
  /** The lake's table or view; absent for a table from elsewhere. */
  readonly relation?: Relation;
  readonly line: number;
  readonly column: number;
}

/**
 * How a query comes to read a column: by its name; by USING or NATURAL JOIN; by `*`; as a part of a whole row;
 * or, as `text`, by a word that the parser did not take for a column and that may be one.
 */
export type How = "named" | "using" | "natural" | "star" | "row" | "text";

/** One use of a column, or of a place within one. */
export interface ColumnUse {
  readonly relation: Relation;
  /** The column of the table or view. */
  readonly name: string;
  /** The event's field, such as `items[].price`. */
  readonly field: string;
  readonly how: How;
  /** Whether another table, whose columns are not known, may be meant instead. */
  readonly sure: boolean;
  readonly line: number;
  readonly column: number;
  /** The line of SQL, trimmed. */
  readonly text: string;
}

/** A name that no table of the query has. */
export interface UnresolvedName {
  readonly name: string;
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** Everything that a text of SQL uses. */
export interface QueryUse {
  readonly tables: readonly TableUse[];
  readonly columns: readonly ColumnUse[];
  readonly unresolved: readonly UnresolvedName[];
  readonly unread: readonly UnreadStatement[];
}
