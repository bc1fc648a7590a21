// Which delivered table a curated one stands beside.
import { formats } from "../model/formats.js";
import type { TableModel } from "../table-model.js";

/**
 * The name of the table of delivered lines beside a curated one.
 *
 * @example
 * deliveredTable({ name: "plan_changed_v1_curated" }); // "plan_changed_v1"
 */
export function deliveredTable({ name }: Pick<TableModel, "name">): string {
  return name.slice(0, -formats.parquet.suffix.length);
}
