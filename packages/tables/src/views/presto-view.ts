// A view as the Data Catalog keeps it: base64 of JSON in a comment, as Presto, Trino and Athena write it.
// Source: trinodb/trino, ViewReaderUtil and ConnectorViewDefinition; facts of Athena's own texts are (unproven).
import { hiveTypeText, parseHiveType } from "../model/hive-type.js";
import { trinoTypeOf } from "./trino-types.js";
import type { ViewColumn } from "./view-model.js";

/** What a stored view says. */
export interface StoredView {
  /** The SELECT, as the engine wrote it down. */
  readonly sql: string;
  readonly catalog?: string;
  readonly schema?: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

const text = /^\/\* Presto View: ([A-Za-z0-9+/=\s]+) \*\/$/;

/**
 * Reads `ViewOriginalText`.
 *
 * @returns `undefined` for a text that is no such view, Hive's own for one.
 * @example
 * decodeView("SELECT 1"); // undefined
 */
export function decodeView(original: string | undefined): StoredView | undefined {
  const encoded = text.exec(original?.trim() ?? "")?.[1];
  if (encoded === undefined) return undefined;
  let read: unknown;
  try {
    read = JSON.parse(Buffer.from(encoded, "base64").toString("utf8"));
  } catch {
    // Not ours to judge: a text that is no view of these engines is as good as none.
    return undefined;
  }
  if (typeof read !== "object" || read === null) return undefined;
  const { originalSql, catalog, schema, columns } = read as Record<string, unknown>;
  if (typeof originalSql !== "string") return undefined;
  return {
    sql: originalSql,
    ...(typeof catalog === "string" ? { catalog } : {}),
    ...(typeof schema === "string" ? { schema } : {}),
    columns: Array.isArray(columns) ? columns : [],
  };
}

/**
 * Writes `ViewOriginalText` for a view whose columns' types are known.
 *
 * @param catalog - As the engine calls the Data Catalog: `awsdatacatalog` in Athena.
 * @throws TablesError `bad-type`
 */
export function encodeView(
  view: { readonly database: string; readonly columns: readonly ViewColumn[] },
  sql: string,
  catalog = "awsdatacatalog",
): string {
  const columns = view.columns.map(({ name, type }) => ({ name, type: storedType(type) }));
  const json = JSON.stringify({ originalSql: sql, catalog, schema: view.database, columns, runAsInvoker: true });
  return `/* Presto View: ${Buffer.from(json).toString("base64")} */`;
}

/** A type as a stored view names it. A timestamp of these tables has milliseconds. */
function storedType(type: string): string {
  return trinoTypeOf(parseHiveType(hiveTypeText(parseHiveType(type)))).replace(/\btimestamp\b/g, "timestamp(3)");
}
