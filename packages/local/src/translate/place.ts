// Where in a query something is wrong: line and column, and the line with a caret under it.
// Offsets count characters (code points), as the parser does.
import { LocalError, type LocalErrorCode } from "../errors.js";

/** `line 2:11` for an offset into a query. */
export function lineAndColumn(sql: string, offset: number): { line: number; column: number; text: string } {
  const characters = Array.from(sql);
  const at = Math.min(Math.max(offset, 0), characters.length);
  const before = characters.slice(0, at).join("").split("\n");
  const text = sql.split("\n")[before.length - 1] ?? "";
  return { line: before.length, column: Array.from(before.at(-1) ?? "").length + 1, text };
}

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
