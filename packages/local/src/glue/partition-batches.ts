// Registered partitions by the batch: get, update, delete; and the deletion of one.
// API: BatchGetPartition (1,000 at a time), BatchUpdatePartition (100), BatchDeletePartition (25), DeletePartition.
import { asStructure, list, type Members, missing, requiredStructure } from "../stack/members.js";
import type { Operation } from "../stack/operation.js";
import { constraint, ServiceFault } from "../stack/service-fault.js";
import type { CatalogueFile } from "./catalogue-file.js";
import { findTable, nameOf } from "./lookup.js";
import { partitionOf, readPartition, readValues, replaced, shownPartition } from "./partition.js";
import type { PartitionRecord, TableRecord } from "./records.js";

/** API: the most that each list takes. */
const MOST = { get: 1_000, update: 100, delete: 25 } as const;

/** The operations on many partitions. */
export function partitionBatchOperations(catalogue: CatalogueFile): [string, Operation][] {
  const tableOf = (input: Members) => findTable(catalogue, nameOf(input, "DatabaseName"), nameOf(input, "TableName"));
  const keep = (table: TableRecord, partitions: readonly PartitionRecord[]) =>
    catalogue.putTable({ ...table, partitions });
  return [
    [
      "BatchGetPartition",
      (input) => {
        const table = tableOf(input);
        const found = asked(input, "PartitionsToGet", MOST.get).map((one) =>
          partitionOf(table, readValues(one, "Values")),
        );
        // One that is not there is left out, as the service does: neither an error nor an unprocessed key.
        const there = found.filter((one) => one !== undefined);
        return { Partitions: there.map((one) => shownPartition(table, one)), UnprocessedKeys: [] };
      },
    ],
    [
      "BatchUpdatePartition",
      async (input) => {
        const table = tableOf(input);
        let all = table.partitions ?? [];
        const errors: Members[] = [];
        for (const entry of asked(input, "Entries", MOST.update)) {
          const values = readValues(entry, "PartitionValueList");
          const partition = readPartition(table, requiredStructure(entry, "PartitionInput", "partitionInput"));
          const found = partitionOf({ ...table, partitions: all }, values);
          const taken = partitionOf({ ...table, partitions: all }, partition.values);
          if (found && (!taken || taken === found))
            all = all.map((one) => (one === found ? replaced(found, partition) : one));
          else errors.push({ PartitionValueList: values, ErrorDetail: found ? exists : missingOne });
        }
        await keep(table, all);
        return { Errors: errors };
      },
    ],
    [
      "BatchDeletePartition",
      async (input) => {
        const table = tableOf(input);
        const wanted = asked(input, "PartitionsToDelete", MOST.delete).map((one) => readValues(one, "Values"));
        const found = wanted.map((values) => partitionOf(table, values));
        await keep(
          table,
          (table.partitions ?? []).filter((one) => !found.includes(one)),
        );
        return {
          Errors: wanted
            .filter((_, index) => !found[index])
            .map((PartitionValues) => ({ PartitionValues, ErrorDetail: missingOne })),
        };
      },
    ],
    [
      "DeletePartition",
      async (input) => {
        const table = tableOf(input);
        const found = partitionOf(table, readValues(input, "PartitionValues"));
        if (!found) throw new ServiceFault("EntityNotFoundException", "Cannot find partition.");
        await keep(
          table,
          (table.partitions ?? []).filter((one) => one !== found),
        );
        return {};
      },
    ],
  ];
}

function asked(input: Members, name: string, most: number): Members[] {
  const path = name.charAt(0).toLowerCase() + name.slice(1);
  const all = list(input, name, path) ?? missing(path);
  if (all.length > most) throw constraint(path, `have length less than or equal to ${most}`);
  return all.map((one, index) => asStructure(one, `${path}.${index + 1}.member`));
}

const missingOne = { ErrorCode: "EntityNotFoundException", ErrorMessage: "Cannot find partition." };
const exists = { ErrorCode: "AlreadyExistsException", ErrorMessage: "Partition already exists." };
