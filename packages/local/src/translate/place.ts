// An error that says where in a query something is wrong: line and column, and the line with a caret under it.
// Offsets count characters (code points), as the parser does.
import { lineAndColumn } from "@tracklake/sql";
import { LocalError, type LocalErrorCode } from "../errors.js";

/**
 * An error that points into the query.
 *
 * @param offset - Characters from the query's start.
 */
export function errorAt(code: LocalErrorCode, sql: string, offset: number, message: string): LocalError {
  const { line, column, text } = lineAndColumn(sql, offset);
  const indent = Array.from(text)
    .slice(0, column - 1)
    .map((character) => (character === "\t" ? "\t" : (character.codePointAt(0) ?? 0) > 0x2e80 ? "  " : " "))
    .join("");
  return new LocalError(code, `line ${line}:${column}: ${message}\n  ${text.trimEnd()}\n  ${indent}^`);
}
