// What DuckDB says when it refuses a query, as an error about the query that the user wrote.
// An unknown column is found in the text again and gets the nearest names.
import { LocalError } from "../errors.js";
import { didYouMean } from "../translate/near-names.js";
import { errorAt } from "../translate/place.js";
import type { Token } from "../translate/token.js";

/**
 * The error to throw for what DuckDB threw.
 *
 * @param columns - The columns of the relations that the query names.
 */
export function queryError(
  error: unknown,
  sql: string,
  tokens: readonly Token[],
  columns: readonly string[],
): LocalError {
  if (error instanceof LocalError) return error;
  const text = error instanceof Error ? error.message : String(error);
  const unknown = unknownColumn(text);
  if (unknown !== undefined) {
    const token = tokens.find((each) => each.text.toLowerCase() === unknown.toLowerCase());
    const near = didYouMean(unknown, columns);
    return errorAt("column-unknown", sql, token?.start ?? 0, `There is no column ${unknown}${near}`);
  }
  const [first = text] = text.split(/\n\s*\n?LINE \d+:/);
  return new LocalError("query-failed", first.replace(/^(?:Binder|Catalog|Parser|Invalid Input) Error: /, "").trim(), {
    cause: error,
  });
}

function unknownColumn(text: string): string | undefined {
  const forms = [
    /Referenced column "([^"]+)" (?:not found|was not found)/,
    /Table "[^"]+" does not have a column named "([^"]+)"/,
    /Values list "[^"]+" does not have a column named "([^"]+)"/,
    /Could not find key "([^"]+)" in struct/i,
  ];
  return forms.map((form) => form.exec(text)?.[1]).find((name) => name !== undefined);
}
