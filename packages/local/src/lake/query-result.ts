// The answer to a query, as data: what the command line prints as a table, CSV or JSON.

/** A column of an answer. */
export interface ResultColumn {
  readonly name: string;
  /** In Athena's words, such as `bigint` or `array(varchar)`. */
  readonly type: string;
}

/** The answer to a query. */
export interface QueryResult {
  readonly columns: readonly ResultColumn[];
  /**
   * Plain values: bigint, number, boolean, text, null, arrays and objects. Decimals, dates and times are text as
   * Athena prints it.
   */
  readonly rows: readonly (readonly unknown[])[];
  /** What DuckDB ran; empty for SHOW and DESCRIBE. */
  readonly sql: string;
  /** What was left out: broken lines, lines without `event_id` and unreadable files, with their paths. */
  readonly warnings: readonly string[];
}
