// How a query writes names and texts: double quotes where needed, single quotes doubled.
// Source: Trino's grammar, which Athena's queries follow.
import { queryReservedWords } from "./reserved-words.js";

/**
 * A name in an Athena query: double-quoted when it is reserved or not plain lower_snake.
 *
 * @example
 * quoteQuery("end"); // '"end"'
 */
export function quoteQuery(name: string): string {
  return /^[a-z][a-z0-9_]*$/.test(name) && !queryReservedWords.has(name) ? name : quoteAlways(name);
}

/** A name in double quotes, whatever it is: how DuckDB's queries are written, whose reserved words differ. */
export function quoteAlways(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text in a query of either engine. */
export function queryText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
