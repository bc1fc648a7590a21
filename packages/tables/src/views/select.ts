// The SELECT of one major's table: each event once, its columns one by one.
// Duplicates meet in one dt; Trino pushes a filter through a window only on its PARTITION BY columns, so dt is one.
import { PARTITION_COLUMN } from "@tracklake/envelope";
import { hiveTypeText } from "../model/hive-type.js";
import type { Dialect } from "./dialect.js";
import type { Source, UnitedColumn } from "./unite.js";
import type { ViewColumn } from "./view-model.js";

/** Numbers the copies of an event; authors cannot use the name. */
const COPY = "row__copy";

/** The rows of a table, each event's copies numbered. */
export function numbered(dialect: Dialect, database: string, table: string): string {
  const names = [PARTITION_COLUMN, "event_id"].map(dialect.name).join(", ");
  return [
    "(",
    `  SELECT *, row_number() OVER (PARTITION BY ${names} ORDER BY ${dialect.name("event_sequence")}) AS ${COPY}`,
    `  FROM ${dialect.name(database)}.${dialect.name(table)}`,
    ")",
  ].join("\n");
}

/** Keeps one copy of each event, of the rows that {@link numbered} wrote. */
export const once = `${COPY} = 1`;

/** A SELECT of `[expression, name]` pairs. */
export function select(dialect: Dialect, items: readonly (readonly [string, string])[]): string {
  const lines = items.map(([expression, name]) => {
    const quoted = dialect.name(name);
    return `  ${expression === quoted ? quoted : `${expression} AS ${quoted}`}`;
  });
  return `SELECT\n${lines.join(",\n")}`;
}

/** The expression of a united column in one branch: NULL, a column, a cast, or the first that is not NULL. */
export function expression(
  dialect: Dialect,
  column: UnitedColumn,
  branch: number,
  reference: (path: readonly string[]) => string,
): string {
  const type = dialect.type(column.type);
  const read = ({ path, cast }: Source) =>
    cast ? `TRY_CAST(${reference(path)} AS ${type})` : dialect.stable(reference(path), column.type);
  const sources = (column.sources.get(branch) ?? []).map(read);
  const [first] = sources;
  if (first === undefined) return `CAST(NULL AS ${type})`;
  return sources.length === 1 ? first : `coalesce(${sources.join(", ")})`;
}

/** A united column as the view declares it. */
export function viewColumn(column: UnitedColumn): ViewColumn {
  const { name, type, comment } = column;
  return { name, type: hiveTypeText(type), ...(comment === undefined ? {} : { comment }) };
}
