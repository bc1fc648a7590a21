// What DuckDB says when it refuses a query, as an error about the query that the user wrote.
// An unknown column is found in the text again and gets the nearest names.
import { LocalError } from "../errors.js";
import { MACRO_PREFIX } from "../translate/functions/function-table.js";
import { didYouMean } from "../translate/near-names.js";
import { errorAt } from "../translate/place.js";
import type { Token } from "../translate/token.js";

/** Our macros bear the names of Athena's functions after a prefix, which users never wrote. */
const ownNames = new RegExp(`\\b${MACRO_PREFIX}(\\w+)`, "g");

/**
 * The error to throw for what DuckDB threw.
 *
 * @param columns - Asks for the columns of the relations that the query names.
 */
export async function queryError(
  error: unknown,
  sql: string,
  tokens: readonly Token[],
  columns: () => Promise<readonly string[]>,
): Promise<LocalError> {
  if (error instanceof LocalError) return error;
  const text = error instanceof Error ? error.message : String(error);
  const unknown = unknownColumn(text);
  if (unknown !== undefined) {
    const token = tokens.find((each) => each.kind !== "STRING" && each.text.toLowerCase() === unknown.toLowerCase());
    const near = didYouMean(unknown, await columns());
    return errorAt("column-unknown", sql, token?.start ?? 0, `There is no column ${unknown}${near}`);
  }
  const [first = text] = text.split(/\n\s*(?:\n?LINE \d+:|Candidate)/);
  const message = first
    .replace(/^[A-Z][A-Za-z ]* Error: /, "")
    .replace(ownNames, "$1")
    .trim();
  return new LocalError("query-failed", message, { cause: error });
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
