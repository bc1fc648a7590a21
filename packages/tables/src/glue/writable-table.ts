// The part of a table that UpdateTable takes, and a fingerprint of it: what a plan was made for.
// API: TableInput; read-only fields (CreateTime, VersionId…) are left out, or the call is refused.
import type { Table, TableInput } from "@aws-sdk/client-glue";
import { canonicalJson, sha256 } from "@tracklake/schema";

/** A live table as an input. */
export function writableTable(live: Table | TableInput): TableInput {
  const { Name, Description, Owner, LastAccessTime, LastAnalyzedTime, Retention } = live;
  const { StorageDescriptor, PartitionKeys, ViewOriginalText, ViewExpandedText, TableType, Parameters, TargetTable } =
    live;
  const input = {
    Description,
    Owner,
    LastAccessTime,
    LastAnalyzedTime,
    Retention,
    StorageDescriptor,
    PartitionKeys,
    ViewOriginalText,
    ViewExpandedText,
    TableType,
    Parameters,
    TargetTable,
  };
  return { Name, ...Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) };
}

/** A digest of all that can be written of a table; what the service fills in by itself does not count. */
export function tableFingerprint(table: Table | TableInput): string {
  const { Name, ...rest } = writableTable(table);
  return sha256(canonicalJson(meaning({ Name: Name?.toLowerCase(), ...rest }) ?? {}));
}

/** Without members that say nothing: the service answers them whether they were given or not. */
export function meaning(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map((item) => meaning(item) ?? null);
  if (typeof value !== "object" || value === null) {
    return value === "" || value === 0 || value === false || value === null ? undefined : value;
  }
  const members = Object.entries(value)
    .map(([key, part]) => [key, meaning(part)] as const)
    .filter(([, part]) => part !== undefined);
  return members.length === 0 ? undefined : Object.fromEntries(members);
}
