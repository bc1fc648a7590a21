// The last day that views read from curated files, kept in the curated table's own parameters.
// There, because whoever writes a view finds it there: the next curate, apply of any checkout, the local query.
import type { Table } from "@aws-sdk/client-glue";
import type { CuratedThrough } from "../views/branches.js";

/** Parameter of a curated table: all that was delivered up to this day is in its registered partitions. */
export const CURATED_THROUGH = "tracklake.curated_through";

/**
 * The boundary of a curated table, or `undefined` when it has none.
 *
 * @param parameters - Those of the live table.
 */
export function boundaryOf(parameters: Table["Parameters"]): string | undefined {
  const day = parameters?.[CURATED_THROUGH];
  return day !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : undefined;
}

/**
 * The boundaries for `views`, from the live curated tables.
 *
 * @param tables - By the name of the delivered table.
 * @example
 * curatedThrough([["plan_changed_v1", live]]).get("plan_changed_v1"); // "2026-03-01"
 */
export function curatedThrough(tables: Iterable<readonly [string, Pick<Table, "Parameters">]>): CuratedThrough {
  const all = new Map<string, string>();
  for (const [name, { Parameters }] of tables) {
    const day = boundaryOf(Parameters);
    if (day !== undefined) all.set(name, day);
  }
  return all;
}
