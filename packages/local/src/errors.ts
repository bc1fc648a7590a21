// What can go wrong in the local stack and in local queries: one class, stable codes.
// The README's table and this map are held together by a test.

/** Every code of a {@link LocalError} and what it means. */
export const localErrorCodes = {
  syntax: "The query is not valid Athena SQL; the message points at the place.",
  "read-only": "Only statements that read are answered: SELECT, WITH, VALUES, SHOW, DESCRIBE, EXPLAIN.",
  "function-not-supported": "The local engine cannot answer this function or construct; the message says what to use.",
  "table-unknown": "The query names a table that the lake does not have.",
  "column-unknown": "The query names a column that its tables do not have.",
  "query-failed": "The engine refused the query or failed while it ran; the message is its own.",
  "lake-unreadable": "The lake's directory or files could not be read.",
  "dimension-failed": "A dimension that the query names could not be loaded.",
  "port-in-use": "Another process listens on the port of the local stack; stop it or take another port.",
  "lake-unwritable": "Accepted records could not be written to the lake's directory; they are kept, flush again.",
  "glue-unreadable": "A file of the local catalogue could not be read; mend it or remove it.",
  "option-invalid": "An option of the local stack is out of its bounds; the message names it.",
  "faults-invalid": "The text that describes faults is not understood; the message says what can be written.",
  "name-taken": "Two tables, views or dimensions of the lake have the same name.",
} as const;

/** A code of {@link LocalError}. */
export type LocalErrorCode = keyof typeof localErrorCodes;

/** An error of the local stack or of a local query. */
export class LocalError extends Error {
  override readonly name = "LocalError";
  readonly code: LocalErrorCode;

  /**
   * @param code - One of {@link localErrorCodes}.
   * @param message - What went wrong and what to do.
   */
  constructor(code: LocalErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** Whether a value is a {@link LocalError}. */
export function isLocalError(value: unknown): value is LocalError {
  return value instanceof LocalError;
}
