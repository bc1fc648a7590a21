// What a view reads of one major: delivered lines, each event once, and up to the boundary curated files instead.
// The boundary is a literal, so that either side is pruned to nothing where a query's days lie on the other.
import { type Lake, PARTITION_COLUMN, storeDatabase, tableName } from "@tracklake/envelope";
import { curatedTable } from "../model/formats.js";
import type { Dialect, Dialects } from "./dialect.js";
import { queryText } from "./quote.js";

/** By the name of a delivered table, such as `plan_changed_v1`: the last day that is read from its curated files. */
export type CuratedThrough = ReadonlyMap<string, string>;

/** What shapes all views of a lake. */
export interface ViewShape {
  readonly curatedThrough: CuratedThrough;
  readonly dialects: Dialects;
}

/** A relation of rows and the condition on them, which begins with a column's name. */
export interface ViewSource {
  readonly relation: string;
  readonly condition: string;
}

/** Numbers the copies of an event; authors cannot use the name. */
const COPY = "row__copy";

/** The relations that one major's rows come from. Curated files hold each event once already. */
export function viewSources(
  dialect: Dialect,
  lake: Lake,
  event: string,
  major: number,
  curatedThrough: CuratedThrough,
): ViewSource[] {
  const table = tableName(event, major);
  const database = dialect.name(storeDatabase(lake));
  const through = curatedThrough.get(table);
  const delivered = numbered(dialect, `${database}.${dialect.name(table)}`, through);
  if (through === undefined) return [delivered];
  const condition = `${dialect.name(PARTITION_COLUMN)} <= ${queryText(through)}`;
  return [{ relation: `${database}.${dialect.name(curatedTable(table))}`, condition }, delivered];
}

/**
 * The rows of a table, each event's copies numbered, and the condition that keeps one.
 *
 * Duplicates meet in one dt; Trino pushes a filter through a window only on its PARTITION BY columns, so dt is one.
 * Rows without an id, which an adopted table may have from before, are no copies of each other.
 */
export function numbered(dialect: Dialect, table: string, after?: string): ViewSource {
  const dt = dialect.name(PARTITION_COLUMN);
  const id = dialect.name("event_id");
  const copies = `row_number() OVER (PARTITION BY ${dt}, ${id} ORDER BY ${dialect.name("event_sequence")})`;
  const lines = [
    "(",
    `  SELECT *, CASE WHEN ${id} IS NULL THEN 1 ELSE ${copies} END AS ${COPY}`,
    `  FROM ${table}`,
    ...(after === undefined ? [] : [`  WHERE ${dt} > ${queryText(after)}`]),
    ")",
  ];
  return { relation: lines.join("\n"), condition: `${COPY} = 1` };
}
