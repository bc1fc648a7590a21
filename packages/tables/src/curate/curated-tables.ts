// The curated tables that a lake has, and how far each is curated: what plan, apply and views have to go by.
// A table without a curated one beside it is read as it was delivered.
import type { GlueClient } from "@aws-sdk/client-glue";
import { readLive } from "../glue/live.js";
import { GlueCalls, type RetryOptions } from "../glue/retry.js";
import { tableKey } from "../glue/state.js";
import { formats } from "../model/formats.js";
import type { TableModel } from "../table-model.js";
import type { CuratedThrough } from "../views/branches.js";
import { curatedThrough } from "./boundary.js";

/** The curated tables of a lake. */
export interface CuratedTables {
  /** Those of the models that are in the catalogue. */
  readonly tables: readonly TableModel[];
  readonly curatedThrough: CuratedThrough;
}

/**
 * Reads which curated tables are there.
 *
 * @param models - Of `tableModels` with the format `parquet`.
 * @throws TablesError `live-unreadable`
 * @example
 * const { tables, curatedThrough } = await readCuratedTables(client, tableModels(revisions, lake, { format: "parquet" }));
 */
export async function readCuratedTables(
  client: GlueClient,
  models: readonly TableModel[],
  options: RetryOptions = {},
): Promise<CuratedTables> {
  const live = await readLive(new GlueCalls(client, options), { databases: [], tables: models });
  const there = models.filter((model) => live.tables.has(tableKey(model)));
  const boundaries = there.map((model) => [deliveredTable(model), live.tables.get(tableKey(model)) ?? {}] as const);
  return { tables: there, curatedThrough: curatedThrough(boundaries) };
}

/** The name of the table of delivered lines beside a curated one. */
export function deliveredTable({ name }: Pick<TableModel, "name">): string {
  return name.slice(0, -formats.parquet.suffix.length);
}
