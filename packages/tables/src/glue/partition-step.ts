// The step that brings a table's registered partitions to its columns. None is ever created, moved or deleted.
import type { Partition, Table, TableInput } from "@aws-sdk/client-glue";
import { canonicalJson } from "@tracklake/schema";
import { APPLIED } from "../model/table-models.js";
import { partitionFingerprint, partitionUpdate } from "./partition-update.js";
import type { PartitionGroup, UpdatePartitions } from "./steps.js";

/** Whether a table's partitions are registered ones: with projection engines look at none of them. */
export function hasRegisteredPartitions({ Parameters = {}, PartitionKeys = [], TableType }: Table): boolean {
  return (
    TableType !== "VIRTUAL_VIEW" &&
    Parameters[APPLIED] !== undefined &&
    PartitionKeys.length > 0 &&
    Parameters["projection.enabled"]?.toLowerCase() !== "true" &&
    Parameters.table_type?.toUpperCase() !== "ICEBERG"
  );
}

/**
 * The step of the partitions of a table, or `undefined` when all of them have its columns.
 *
 * @param table - As it is going to be.
 */
export function partitionStep(
  at: { readonly database: string; readonly table: string },
  table: Table | TableInput,
  partitions: readonly Partition[],
): UpdatePartitions | undefined {
  const groups = new Map<string, PartitionGroup & { partitions: PartitionGroup["partitions"][number][] }>();
  const ordered = [...partitions].sort((a, b) => compare(a.Values ?? [], b.Values ?? []));
  for (const partition of ordered) {
    const { changes } = partitionUpdate(partition, table);
    if (changes.length === 0) continue;
    const key = canonicalJson(changes);
    const group = groups.get(key) ?? { changes, partitions: [] };
    group.partitions.push({ values: partition.Values ?? [], fingerprint: partitionFingerprint(partition) });
    groups.set(key, group);
  }
  if (groups.size === 0) return undefined;
  const keys = (table.PartitionKeys ?? []).map(({ Name = "" }) => Name);
  return { kind: "update-partitions", database: at.database, table: at.table, keys, groups: [...groups.values()] };
}

function compare(a: readonly string[], b: readonly string[]): number {
  const [one, two] = [a.join("\0"), b.join("\0")];
  return one < two ? -1 : one > two ? 1 : 0;
}
