// Reads the catalogue and says what it takes to bring it to the desired state.
import type { GlueClient } from "@aws-sdk/client-glue";
import { APPLIED } from "../model/table-models.js";
import type { PartitionLayout } from "./adoption.js";
import { type DiffOptions, diff } from "./diff.js";
import { inParallel, type OnProgress } from "./in-parallel.js";
import { readLayout, readLive } from "./live.js";
import { hasRegisteredPartitions } from "./partition-step.js";
import { readPartitions } from "./partitions.js";
import { GlueCalls, type RetryOptions } from "./retry.js";
import { type DesiredState, type LiveState, tableKey } from "./state.js";
import type { Plan } from "./steps.js";

/** Choices of {@link plan}. */
export interface PlanOptions extends RetryOptions, Pick<DiffOptions, "writeViews" | "sameSql"> {
  /** Writes what the schemas say over what others changed in it. @default false */
  readonly restore?: boolean;
  /** Takes over tables, and writes over views, of the right name that somebody else made. @default false */
  readonly adopt?: boolean;
  /** Told as tables are read. */
  readonly onProgress?: OnProgress;
}

/**
 * What it takes to bring the Glue Data Catalog to the desired state.
 *
 * @param client - The caller's own client: its credentials, region and endpoint.
 * @throws TablesError `live-unreadable` when the catalogue cannot be read.
 * @example
 * const { steps } = await plan(client, { databases: lakeDatabases(lake), tables: tableModels(revisions, lake) });
 */
export async function plan(client: GlueClient, desired: DesiredState, options: PlanOptions = {}): Promise<Plan> {
  const { restore = false, adopt = false, writeViews = false, sameSql, onProgress } = options;
  const calls = new GlueCalls(client, options);
  const live = await withPartitions(calls, await readLive(calls, desired, onProgress), desired);
  const layouts = new Map<string, PartitionLayout>();
  for (const table of adopt ? desired.tables : []) {
    const there = live.tables.get(tableKey(table));
    if (there && there.Parameters?.[APPLIED] === undefined)
      layouts.set(tableKey(table), await readLayout(calls, there));
  }
  return diff(live, desired, { restore, adopt: layouts, writeViews, adoptViews: adopt, sameSql });
}

/** Reads the registered partitions of those tables of ours that have such. */
async function withPartitions(calls: GlueCalls, live: LiveState, desired: DesiredState): Promise<LiveState> {
  const models = [...desired.tables, ...(desired.existing ?? [])];
  const tables = models.flatMap((model) => live.tables.get(tableKey(model)) ?? []).filter(hasRegisteredPartitions);
  const read = await inParallel(tables, async ({ DatabaseName: database = "", Name: name = "" }) => {
    return [tableKey({ database, name }), await readPartitions(calls, database, name)] as const;
  });
  return { ...live, partitions: new Map(read) };
}
