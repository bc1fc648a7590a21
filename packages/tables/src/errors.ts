// The package's one error class; what a plan refuses is data in the plan, not an error.
// Every code stands in the table below and in the README.

/** What each code of {@link TablesError} means. */
export const tablesErrorCodes = {
  "type-changed": "A draft gives a column of a published major another type; the event needs a new major.",
  "name-collision": "Two columns, or two views, would have the same name.",
  "over-limit": "A name, type, location or statement is longer than AWS takes.",
  "bad-type": "A text is no Hive column type.",
  "bad-ddl": "A text is no CREATE TABLE statement that this package wrote.",
  "bad-lake": "The lake's name, bucket, time zone or first day cannot be used.",
  "bad-layout": "Partition keys, the stream's prefix and its clock do not say the same of where lines lie.",
  "live-unreadable": "The Glue Data Catalog could not be read.",
  "table-missing": "The table that is to be adopted is not in the catalogue.",
  "bad-partition": "A partition cannot be registered with these values or this location.",
  "plan-unreadable": "A text is no saved plan, is one of another format, or was changed after it was made.",
} as const;

/** A code of {@link TablesError}. */
export type TablesErrorCode = keyof typeof tablesErrorCodes;

/** Thrown when tables or views cannot be written. */
export class TablesError extends Error {
  override readonly name = "TablesError";
  readonly code: TablesErrorCode;

  constructor(code: TablesErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Whether an error is a {@link TablesError}, whichever copy of the package threw it. */
export function isTablesError(error: unknown): error is TablesError {
  return error instanceof Error && error.name === "TablesError" && "code" in error;
}
