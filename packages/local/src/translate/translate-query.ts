// Athena SQL to DuckDB's: the gates over the tokens, then the tree, then the text for DuckDB.
// Everything that the local engine would answer differently is either mended here or refused with its place.

import { nodeOf } from "@tracklake/sql";
import { bareNames } from "./bare-names.js";
import { functionCalls, type Replacement } from "./function-calls.js";
import { errorAt } from "./place.js";
import { rewriteQuery } from "./rewrite-query.js";
import type { MapUnnests } from "./rewrite-unnest.js";
import { readStatement, type Statement } from "./statement.js";
import { syntaxGate } from "./syntax-gate.js";
import { parseStatement, render } from "./syntax-tree.js";
import { type TableUse, tablesUsed } from "./tables-used.js";
import { readTokens, type Token } from "./token.js";

/** A translated statement with what the lake needs to run it. */
export interface Translation {
  readonly statement: Statement;
  /** DuckDB's SQL; empty for SHOW and DESCRIBE, which the lake answers itself. */
  readonly sql: string;
  readonly tables: readonly TableUse[];
  readonly tokens: readonly Token[];
  /** How many UNNESTs may open a map, which only the types tell. */
  readonly mapCandidates: number;
}

const reading = new Set(["select", "union", "intersect", "except", "subquery", "values"]);

/**
 * Translates a query for the lake.
 *
 * @param maps - The UNNESTs that open maps, by their number.
 */
export function translate(sql: string, maps: MapUnnests = new Set()): Translation {
  const tokens = readTokens(sql);
  const statement = readStatement(sql, tokens);
  if (statement.kind !== "query" && statement.kind !== "explain") {
    return { statement, sql: "", tables: [], tokens, mapCandidates: 0 };
  }
  const end = tokens.findLast((token) => token.kind !== "SEMICOLON")?.end ?? 0;
  const from = statement.kind === "explain" ? statement.from : 0;
  const blank = `${" ".repeat(from)}${Array.from(sql).slice(from, end).join("")}`;
  const body = tokens.filter((token) => token.start >= from && token.end <= end);
  const names = bareNames(body);
  const replacements = [...names, ...syntaxGate(sql, body), ...functionCalls(sql, body)];
  // Each quoted name moves what follows it by its two quotes.
  const place = (offset: number): number => offset - 2 * names.filter(({ end }) => end < offset).length;
  const original = parseStatement(replaceAll(blank, names), sql, place);
  const kind = nodeOf(original)?.kind ?? "";
  if (!reading.has(kind)) throw errorAt("read-only", sql, from, "Only queries that read are answered");
  const changed = replaceAll(blank, replacements);
  const { tree, mapCandidates } = rewriteQuery(parseStatement(changed, sql), maps);
  const text = render(tree);
  return {
    statement,
    sql: statement.kind === "explain" ? `EXPLAIN ${text}` : text,
    tables: tablesUsed(original).map((table) => ({ ...table, start: place(table.start) })),
    tokens,
    mapCandidates,
  };
}

/**
 * Translates Athena SQL to the SQL of DuckDB, for the engine that {@link openLake} opens (it has macros of its own).
 *
 * @param sql - One statement that reads.
 * @returns The SQL (empty for SHOW and DESCRIBE, which the lake answers itself) and the tables that it names,
 * `database.table` where the query says so.
 * @throws LocalError `syntax`, `read-only` or `function-not-supported`, with line, column and a caret.
 * @example
 * translateQuery("SELECT date_diff('day', a, b) FROM t").tables; // ["t"]
 */
export function translateQuery(sql: string): { sql: string; tables: string[] } {
  const { sql: text, tables } = translate(sql);
  return {
    sql: text,
    tables: tables.map(({ database, name }) => (database === undefined ? name : `${database}.${name}`)),
  };
}

function replaceAll(sql: string, replacements: readonly Replacement[]): string {
  const characters = Array.from(sql);
  const ordered = [...replacements].sort((a, b) => b.start - a.start);
  for (const { start, end, text } of ordered) characters.splice(start, end - start, text);
  return characters.join("");
}
