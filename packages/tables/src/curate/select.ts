// The SELECT that a day's curated file is: the table's columns, each event once.
// The columns are named one by one, for a file has to match the table's list whatever the engine would add.
import { PARTITION_COLUMN } from "@tracklake/envelope";
import type { TableModel } from "../table-model.js";
import { numbered } from "../views/branches.js";
import { dialects, type SqlDialect } from "../views/dialect.js";
import { queryText } from "../views/quote.js";

/** What is read of a day. */
export interface DaySource {
  readonly delivered: TableModel;
  readonly curated: TableModel;
  readonly dt: string;
  /** Whether the day's curated rows are read too: delivered files that they were made of are gone. */
  readonly keep: boolean;
}

/**
 * The rows of a day without duplicates.
 *
 * @example
 * daySelect({ delivered, curated, dt: "2026-03-01", keep: false }, "athena"); // "SELECT\n  event_id,…"
 */
export function daySelect({ delivered, curated, dt, keep }: DaySource, which: SqlDialect): string {
  const dialect = dialects[which];
  const columns = curated.columns.map(({ name }) => dialect.name(name));
  const rowsOf = ({ database, name }: TableModel) =>
    `SELECT ${columns.join(", ")}, ${dialect.name(PARTITION_COLUMN)} FROM ${dialect.name(database)}.${dialect.name(name)} ` +
    `WHERE ${dialect.name(PARTITION_COLUMN)} = ${queryText(dt)}`;
  const all = keep ? [delivered, curated] : [delivered];
  const { relation, condition } = numbered(
    dialect,
    `(\n    ${all.map(rowsOf).join("\n    UNION ALL\n    ")}\n  ) AS day_rows`,
  );
  const select = `SELECT\n${columns.map((column) => `  ${column}`).join(",\n")}\nFROM ${relation}\nWHERE ${condition}`;
  // In the order of time, columns of time are small and a filter on them skips row groups. Athena and Trino would
  // gather the rows on one node for it.
  return which === "duckdb" ? `${select}\nORDER BY ${dialect.name("event_time")}, ${dialect.name("event_id")}` : select;
}
