// The two engines that read the views, and the few places where their SQL differs.
// Athena is the public face; DuckDB answers the same questions locally.
import type { HiveField, HiveType } from "../model/hive-type.js";
import { duckdbTypeOf } from "./duckdb-types.js";
import { queryText, quoteAlways, quoteQuery } from "./quote.js";
import { trinoTypeOf } from "./trino-types.js";

/** An engine's name. */
export type SqlDialect = "athena" | "duckdb";

/** What an engine writes in its own way. */
export interface Dialect {
  name(name: string): string;
  type(type: HiveType): string;
  /** A UTC timestamp as the clock of a time zone showed it. */
  local(timestamp: string, timeZone: string): string;
  /** The relation of an array of structs: a row per element, and its position from 1. */
  unnest(array: string, alias: string, fields: readonly HiveField[], position: string): string;
  /** A field of such an element. */
  element(alias: string, path: readonly string[]): string;
}

const athena: Dialect = {
  name: quoteQuery,
  type: trinoTypeOf,
  local: (timestamp, timeZone) =>
    `CAST(at_timezone(with_timezone(${timestamp}, 'UTC'), ${queryText(timeZone)}) AS timestamp)`,
  // Trino gives a column for each field of the element's row.
  unnest: (array, alias, fields, position) =>
    `UNNEST(${array}) WITH ORDINALITY AS ${alias} (${[...fields.map(({ name }) => name), position].map(quoteQuery).join(", ")})`,
  element: (alias, path) => [alias, ...path.map(quoteQuery)].join("."),
};

const duckdb: Dialect = {
  name: quoteAlways,
  type: duckdbTypeOf,
  local: (timestamp, timeZone) => `timezone(${queryText(timeZone)}, timezone('UTC', ${timestamp}))`,
  // DuckDB gives one column, the element.
  unnest: (array, alias, _fields, position) =>
    `UNNEST(${array}) WITH ORDINALITY AS ${alias} (element, ${quoteAlways(position)})`,
  element: (alias, path) => [alias, "element", ...path.map(quoteAlways)].join("."),
};

/** The dialects by name. */
export const dialects: Readonly<Record<SqlDialect, Dialect>> = { athena, duckdb };
