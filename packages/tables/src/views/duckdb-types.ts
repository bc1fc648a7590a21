// A table's columns as DuckDB reads its NDJSON: explicit types, so that nothing is guessed from the data.
// Timestamps are TIMESTAMP without a zone, holding UTC, as in Athena.
import type { TypeModel } from "@tracklake/schema";
import { typeTree } from "../model/field-tree.js";
import { type HiveType, parseHiveType } from "../model/hive-type.js";
import type { TableModel } from "../table-model.js";
import { quoteAlways } from "./quote.js";

const primitives: Readonly<Record<string, string>> = {
  boolean: "BOOLEAN",
  tinyint: "TINYINT",
  smallint: "SMALLINT",
  int: "INTEGER",
  bigint: "BIGINT",
  float: "FLOAT",
  double: "DOUBLE",
  string: "VARCHAR",
  binary: "BLOB",
  date: "DATE",
  timestamp: "TIMESTAMP",
};

/**
 * The DuckDB type of a column.
 *
 * @param type - A Hive type's text, or the type of a field.
 * @throws TablesError `bad-type` when the text is no type.
 * @example
 * duckdbType("array<struct<end:string>>"); // 'STRUCT("end" VARCHAR)[]'
 */
export function duckdbType(type: string | TypeModel): string {
  return duckdbTypeOf(typeof type === "string" ? parseHiveType(type) : typeTree(type));
}

/** The DuckDB type of a type tree. */
export function duckdbTypeOf(type: HiveType): string {
  switch (type.kind) {
    case "primitive":
      return primitives[type.text] ?? type.text.toUpperCase();
    case "array":
      return `${duckdbTypeOf(type.items)}[]`;
    case "map":
      return `MAP(${duckdbTypeOf(type.keys)}, ${duckdbTypeOf(type.values)})`;
    case "struct":
      return `STRUCT(${type.fields.map((field) => `${quoteAlways(field.name)} ${duckdbTypeOf(field.type)}`).join(", ")})`;
  }
}

/**
 * The `columns` of DuckDB's `read_json` for a table; partition columns come from the folders.
 *
 * @example
 * duckdbColumns(table).event_id; // "VARCHAR"
 */
export function duckdbColumns(table: TableModel): Record<string, string> {
  return Object.fromEntries(table.columns.map(({ name, type }) => [name, duckdbType(type)]));
}
