// Registered partitions of a table: create, get, list, replace. One that is there is not created again.
// API: CreatePartition, BatchCreatePartition (100 at a time), GetPartition, GetPartitions, UpdatePartition.
import { asStructure, checkText, list, type Members, missing, requiredStructure, text } from "../stack/members.js";
import type { Operation } from "../stack/operation.js";
import { constraint, ServiceFault } from "../stack/service-fault.js";
import type { CatalogueFile } from "./catalogue-file.js";
import { given, kept, parameters } from "./check-members.js";
import { findTable, nameOf } from "./lookup.js";
import { page } from "./page.js";
import type { PartitionRecord, TableRecord } from "./records.js";
import { storageDescriptor } from "./table-input.js";

/** API: BatchCreatePartition's list, at most 100. */
const BATCH = 100;
/** API: GetPartitions' MaxResults. */
const PAGE = 1_000;

/** The operations on partitions. */
export function partitionOperations(catalogue: CatalogueFile): [string, Operation][] {
  const tableOf = (input: Members) => findTable(catalogue, nameOf(input, "DatabaseName"), nameOf(input, "TableName"));
  const keep = (table: TableRecord, partitions: readonly PartitionRecord[]) =>
    catalogue.putTable({ ...table, partitions });
  return [
    [
      "CreatePartition",
      async (input) => {
        const table = tableOf(input);
        const partition = read(table, requiredStructure(input, "PartitionInput", "partitionInput"));
        if (find(table, partition.values)) throw exists();
        await keep(table, [...(table.partitions ?? []), partition]);
        return {};
      },
    ],
    [
      "BatchCreatePartition",
      async (input) => {
        const table = tableOf(input);
        const asked = list(input, "PartitionInputList", "partitionInputList") ?? missing("partitionInputList");
        if (asked.length > BATCH) throw constraint("partitionInputList", `have length less than or equal to ${BATCH}`);
        const all = [...(table.partitions ?? [])];
        const errors: Members[] = [];
        for (const one of asked) {
          const partition = read(table, asStructure(one, "partitionInputList.member"));
          if (find({ ...table, partitions: all }, partition.values)) {
            const { type, message } = exists();
            errors.push({ PartitionValues: partition.values, ErrorDetail: { ErrorCode: type, ErrorMessage: message } });
          } else all.push(partition);
        }
        await keep(table, all);
        return { Errors: errors };
      },
    ],
    [
      "GetPartition",
      (input) => {
        const table = tableOf(input);
        const found = find(table, values(input, "PartitionValues"));
        if (!found) throw new ServiceFault("EntityNotFoundException", "Cannot find partition.");
        return { Partition: shown(table, found) };
      },
    ],
    [
      "GetPartitions",
      (input) => {
        const table = tableOf(input);
        // What is not evaluated is refused: answering more than was asked for would hide a fault.
        if (text(input, "Expression"))
          throw new ServiceFault("InvalidInputException", "Expression is not spoken here.");
        const sorted = [...(table.partitions ?? [])].sort((a, b) => (key(a.values) < key(b.values) ? -1 : 1));
        const { items, next } = page(input, sorted, PAGE);
        return { Partitions: items.map((partition) => shown(table, partition)), ...next };
      },
    ],
    [
      "UpdatePartition",
      async (input) => {
        const table = tableOf(input);
        const before = values(input, "PartitionValueList");
        const partition = read(table, requiredStructure(input, "PartitionInput", "partitionInput"));
        const found = find(table, before);
        if (!found) throw new ServiceFault("EntityNotFoundException", "Cannot find partition.");
        if (key(before) !== key(partition.values) && find(table, partition.values)) throw exists();
        const all = (table.partitions ?? []).map((one) =>
          one === found ? { ...partition, created: found.created } : one,
        );
        await keep(table, all);
        return {};
      },
    ],
  ];
}

function read(table: TableRecord, asked: Members): PartitionRecord {
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
  const found = values(asked, "Values");
  const keys = (table.current.input.PartitionKeys ?? []) as readonly unknown[];
  if (found.length !== keys.length) {
    const text = "The number of partition keys do not match the number of partition values";
    throw new ServiceFault("InvalidInputException", text);
  }
  return { values: found, input, created: Date.now() / 1000 };
}

function values(input: Members, name: string): string[] {
  const all = list(input, name) ?? missing(name.charAt(0).toLowerCase() + name.slice(1));
  return all.map((value) => {
    checkText(value, { max: 1_024 }, name);
    return value as string;
  });
}

function find({ partitions = [] }: TableRecord, wanted: readonly string[]): PartitionRecord | undefined {
  return partitions.find(({ values: one }) => key(one) === key(wanted));
}

function key(all: readonly string[]): string {
  return JSON.stringify(all);
}

function exists(): ServiceFault {
  return new ServiceFault("AlreadyExistsException", "Partition already exists.");
}

function shown({ database, name }: TableRecord, { values: Values, input, created }: PartitionRecord): Members {
  return {
    Values,
    ...input,
    DatabaseName: database,
    TableName: name,
    CreationTime: created,
    CatalogId: "000000000000",
  };
}
