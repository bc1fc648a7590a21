// One registered partition: read from a request, found by its values, shown.
// API: PartitionInput, Partition.
import { asStructure, checkText, list, type Members, missing } from "../stack/members.js";
import { ServiceFault } from "../stack/service-fault.js";
import { given, kept, parameters } from "./check-members.js";
import type { PartitionRecord, TableRecord } from "./records.js";
import { storageDescriptor } from "./table-input.js";

/** Reads a PartitionInput of a table. */
export function readPartition(table: TableRecord, asked: Members): PartitionRecord {
  const storage = asked.StorageDescriptor;
  const input = given({
    LastAccessTime: kept(asked, "LastAccessTime"),
    LastAnalyzedTime: kept(asked, "LastAnalyzedTime"),
    Parameters: parameters(asked, "Parameters", "partitionInput.parameters"),
    StorageDescriptor:
      storage === undefined || storage === null
        ? undefined
        : storageDescriptor(
            asStructure(storage, "partitionInput.storageDescriptor"),
            "partitionInput.storageDescriptor",
          ),
  });
  const found = readValues(asked, "Values");
  const keys = (table.current.input.PartitionKeys ?? []) as readonly unknown[];
  if (found.length !== keys.length) {
    const text = "The number of partition keys do not match the number of partition values";
    throw new ServiceFault("InvalidInputException", text);
  }
  return { values: found, input, created: Date.now() / 1000 };
}

/** The values of a partition, as a request names them. */
export function readValues(input: Members, name: string): string[] {
  const all = list(input, name) ?? missing(name.charAt(0).toLowerCase() + name.slice(1));
  return all.map((value) => {
    checkText(value, { max: 1_024 }, name);
    return value as string;
  });
}

/** The partition of these values. */
export function partitionOf({ partitions = [] }: TableRecord, wanted: readonly string[]): PartitionRecord | undefined {
  return partitions.find(({ values: one }) => valuesKey(one) === valuesKey(wanted));
}

/** What takes a partition's place keeps when it was created, and its columns' statistics. */
export function replaced({ created, statistics }: PartitionRecord, next: PartitionRecord): PartitionRecord {
  return { ...next, created, ...(statistics ? { statistics } : {}) };
}

/** The values as one text, to compare and to sort by. */
export function valuesKey(all: readonly string[]): string {
  return JSON.stringify(all);
}

/** A partition as GetPartition shows it. */
export function shownPartition(
  { database, name }: TableRecord,
  { values: Values, input, created }: PartitionRecord,
): Members {
  return {
    Values,
    ...input,
    DatabaseName: database,
    TableName: name,
    CreationTime: created,
    CatalogId: "000000000000",
  };
}
