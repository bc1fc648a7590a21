// The parsed query as plain data, and the little that the rewriting needs to know of it:
// a node is an object with one key, its kind; generating and parsing go through polyglot.
import { Dialect, generate, parse } from "@polyglot-sql/sdk";
import { errorAt } from "./place.js";

/** An object of the tree: a node `{ kind: data }`, a node's data, or an identifier. */
export type Data = { [key: string]: unknown };

/** Whether a value is an object of the tree. */
export function isData(value: unknown): value is Data {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A node's kind and data, or `undefined` when the value is no node. */
export function nodeOf(value: unknown): { kind: string; data: Data } | undefined {
  if (!isData(value)) return undefined;
  const entries = Object.entries(value);
  const [kind, data] = entries[0] ?? [];
  return entries.length === 1 && kind !== undefined && isData(data) ? { kind, data } : undefined;
}

/** The data of a node of this kind. */
export function dataOf(value: unknown, kind: string): Data | undefined {
  const node = nodeOf(value);
  return node?.kind === kind ? node.data : undefined;
}

/** A property as a list; empty when there is none. */
export function listOf(data: Data, key: string): unknown[] {
  const value = data[key];
  return Array.isArray(value) ? value : [];
}

/** The name of an identifier. */
export function nameOf(value: unknown): string | undefined {
  return isData(value) && typeof value.name === "string" ? value.name : undefined;
}

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

/** Calls `see` with every object of a tree. */
export function visit(value: unknown, see: (data: Data) => void): void {
  if (Array.isArray(value)) for (const each of value) visit(each, see);
  else if (isData(value)) {
    see(value);
    for (const inner of Object.values(value)) visit(inner, see);
  }
}
