// What of a drift counts: what others only added is told, and fails no nightly check unless that is asked for.
import type { Drift, TableDrift } from "./drift.js";

/**
 * Whether what was applied is no more what is there.
 *
 * @param strict - Whether what others added beside it counts as well. @default false
 * @example
 * isDrift({ looked: 3, tables: [], missing: [] }); // false
 */
export function isDrift({ tables, missing }: Drift, { strict = false } = {}): boolean {
  return missing.length > 0 || tables.some((table) => differs(table) || (strict && table.items.length > 0));
}

/** Whether a table differs in more than what others added beside it. */
export function differs({ items, unrecorded }: TableDrift): boolean {
  return unrecorded === true || items.some(({ beside }) => !beside);
}
