// A registered partition with its table's columns laid over its own; location, formats and parameters stay as they are.
// Guide, "Partition schema updates": engines compare a partition's own list with the table's, by place.
import type { Column, Partition, PartitionInput, StorageDescriptor, Table } from "@aws-sdk/client-glue";
import { canonicalJson, sha256 } from "@tracklake/schema";
import { isTablesError } from "../errors.js";
import { changesOf } from "./changes.js";
import { extendedType } from "./merge-columns.js";
import type { TableChange } from "./steps.js";
import { meaning } from "./writable-table.js";

/** What a partition is sent, and why. */
export interface PartitionUpdate {
  readonly input: PartitionInput;
  /** Empty when nothing is to be sent. */
  readonly changes: readonly TableChange[];
}

/**
 * The update of a live partition to its table's columns.
 *
 * @param table - As it is, or is going to be.
 */
export function partitionUpdate(live: Partition, table: Pick<Table, "StorageDescriptor">): PartitionUpdate {
  const { Values = [], LastAccessTime, LastAnalyzedTime, Parameters, StorageDescriptor: storage = {} } = live;
  const merged = { ...storage, Columns: followed(storage.Columns ?? [], table) };
  const changes = changesOf(comparable(storage), comparable(merged));
  const given = Object.entries({ LastAccessTime, LastAnalyzedTime, Parameters }).filter(
    ([, value]) => value !== undefined,
  );
  return { input: { Values, ...Object.fromEntries(given), StorageDescriptor: merged }, changes };
}

/** A digest of all that can be written of a partition. */
export function partitionFingerprint(partition: Partition | PartitionInput): string {
  const { Values, LastAccessTime, LastAnalyzedTime, Parameters, StorageDescriptor } = partition;
  return sha256(
    canonicalJson(meaning({ Values, LastAccessTime, LastAnalyzedTime, Parameters, StorageDescriptor }) ?? {}),
  );
}

/** The table's columns in its order, then what only the partition has. */
function followed(
  own: readonly Column[],
  { StorageDescriptor: table = {} }: Pick<Table, "StorageDescriptor">,
): Column[] {
  const before = new Map(own.map((column) => [column.Name, column]));
  // Text is read as whatever the column says; of binary files a column's own type tells what is in them.
  const keep = !/json/i.test(table.SerdeInfo?.SerializationLibrary ?? "");
  const columns = (table.Columns ?? []).map((column): Column => {
    const there = before.get(column.Name);
    before.delete(column.Name);
    return there ? { ...there, Type: followedType(there.Type, column.Type ?? "", keep) } : column;
  });
  return [...columns, ...before.values()];
}

function followedType(own: string | undefined, table: string, keep: boolean): string {
  try {
    return extendedType(own, table, keep);
  } catch (error) {
    if (!isTablesError(error)) throw error;
    return own ?? table;
  }
}

/** Comments of a partition's columns are shown nowhere: they are no reason to write it. */
function comparable({ Columns = [] }: StorageDescriptor): Pick<Table, "Name" | "StorageDescriptor"> & { Name: string } {
  return { Name: "", StorageDescriptor: { Columns: Columns.map(({ Name, Type }) => ({ Name, Type })) } };
}
