// How a DDL statement writes names and texts: backticks where needed, single quotes with backslashes.
// Source: Hive's grammar (Identifier, StringLiteral); Athena's DDL is Hive's.
import { ddlReservedWords } from "./reserved-words.js";

/**
 * A name in a DDL statement: backticked when it is reserved or not plain lower_snake.
 *
 * @example
 * quoteDdl("end"); // "`end`"
 */
export function quoteDdl(name: string): string {
  return /^[a-z][a-z0-9_]*$/.test(name) && !ddlReservedWords.has(name) ? name : `\`${name.replaceAll("`", "``")}\``;
}

/** A text in a DDL statement. */
export function ddlText(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
