// What a failed query means: wrong SQL is the asker's to correct, a broken lake or dimension is not.
import { isLocalError } from "@tracklake/local";
import { CliError, isCliError } from "../errors.js";

/** Codes of the engine that say that the query is to be changed. */
const refused: ReadonlySet<string> = new Set([
  "syntax",
  "read-only",
  "function-not-supported",
  "table-unknown",
  "column-unknown",
  "query-failed",
]);

/** The failure to print; anything that is not the query's fault is returned as it is. */
export function queryFailure(error: unknown): unknown {
  if (!isLocalError(error)) return error;
  if (error.code === "dimension-failed") {
    return isCliError(error.cause) ? error.cause : new CliError("dimension-failed", error.message, { cause: error });
  }
  if (!refused.has(error.code)) return error;
  return new CliError("sql-refused", error.message, { cause: error, details: { reason: error.code } });
}
