// What the rewriting does with a parsed query: parse one statement, change its nodes, write it for DuckDB.
// How the tree is read is @tracklake/sql's; generating and parsing go through polyglot.
import { Dialect, generate, parse } from "@polyglot-sql/sdk";
import { type Data, isData, nodeOf } from "@tracklake/sql";
import { errorAt } from "./place.js";

/** SQL text as a node. */
export function raw(sql: string): Data {
  return { raw: { sql } };
}

/** A node as DuckDB's SQL. */
export function render(node: unknown): string {
  const text = generate([node], Dialect.DuckDB);
  const sql = text.success ? text.sql?.[0] : undefined;
  if (sql === undefined) throw new TypeError(`the query cannot be written for DuckDB: ${text.error}`);
  return sql;
}

/**
 * Parses one statement.
 *
 * @param original - The query as the user wrote it; an error points into it.
 * @param place - The character of the original for one of the parsed text.
 * @throws LocalError `syntax`.
 */
export function parseStatement(
  sql: string,
  original: string = sql,
  place: (offset: number) => number = (offset) => offset,
): Data {
  const parsed = parse(sql, Dialect.Trino);
  if (!parsed.success) {
    const message = parsed.error.replace(/^.*?column \d+: /, "").replace(/^Invalid expression \/ /, "");
    throw errorAt("syntax", original, place(parsed.errorStart ?? 0), message);
  }
  const [statement, second] = parsed.ast as unknown[];
  if (!isData(statement)) throw errorAt("syntax", original, 0, "There is no query");
  if (second !== undefined) throw errorAt("syntax", original, 0, "Give one statement at a time");
  return statement;
}

/**
 * Rewrites a tree from its leaves up.
 *
 * @param change - Given a node's kind and its data (already rewritten below), its replacement or `undefined`.
 */
export function rewrite(value: unknown, change: (kind: string, data: Data) => unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => rewrite(each, change));
  if (!isData(value)) return value;
  const copy: Data = {};
  for (const [key, inner] of Object.entries(value)) copy[key] = rewrite(inner, change);
  const node = nodeOf(copy);
  return node === undefined ? copy : (change(node.kind, node.data) ?? copy);
}
