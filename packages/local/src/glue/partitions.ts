// Registered partitions of a table: create, get, list, replace. One that is there is not created again.
// API: CreatePartition, BatchCreatePartition (100 at a time), GetPartition, GetPartitions, UpdatePartition.
import {
  asStructure,
  integer,
  list,
  type Members,
  missing,
  requiredStructure,
  structure,
  text,
} from "../stack/members.js";
import type { Operation } from "../stack/operation.js";
import { constraint, ServiceFault } from "../stack/service-fault.js";
import type { CatalogueFile } from "./catalogue-file.js";
import { findTable, nameOf } from "./lookup.js";
import { page } from "./page.js";
import { partitionOf, readPartition, readValues, replaced, shownPartition, valuesKey } from "./partition.js";
import { partitionFilter } from "./partition-expression.js";
import type { PartitionRecord, TableRecord } from "./records.js";

/** API: BatchCreatePartition's list, at most 100. */
const BATCH = 100;
/** API: GetPartitions' MaxResults. */
const PAGE = 1_000;
/** API: Segment, a part of the partitions for each of several readers: TotalSegments at most 10. */
const SEGMENTS = 10;

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
        const partition = readPartition(table, requiredStructure(input, "PartitionInput", "partitionInput"));
        if (partitionOf(table, partition.values)) throw exists();
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
          const partition = readPartition(table, asStructure(one, "partitionInputList.member"));
          if (partitionOf({ ...table, partitions: all }, partition.values)) {
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
        const found = partitionOf(table, readValues(input, "PartitionValues"));
        if (!found) throw new ServiceFault("EntityNotFoundException", "Cannot find partition.");
        return { Partition: shownPartition(table, found) };
      },
    ],
    [
      "GetPartitions",
      (input) => {
        const table = tableOf(input);
        const wanted = filter(table, input);
        const sorted = [...(table.partitions ?? [])]
          .sort((a, b) => (valuesKey(a.values) < valuesKey(b.values) ? -1 : 1))
          .filter(({ values }, index) => wanted(values, index));
        const { items, next } = page(input, sorted, PAGE);
        return { Partitions: items.map((partition) => shownPartition(table, partition)), ...next };
      },
    ],
    [
      "UpdatePartition",
      async (input) => {
        const table = tableOf(input);
        const before = readValues(input, "PartitionValueList");
        const partition = readPartition(table, requiredStructure(input, "PartitionInput", "partitionInput"));
        const found = partitionOf(table, before);
        if (!found) throw new ServiceFault("EntityNotFoundException", "Cannot find partition.");
        if (valuesKey(before) !== valuesKey(partition.values) && partitionOf(table, partition.values)) throw exists();
        const all = (table.partitions ?? []).map((one) => (one === found ? replaced(found, partition) : one));
        await keep(table, all);
        return {};
      },
    ],
  ];
}

/** The condition and the segment that a request asks for. */
function filter(table: TableRecord, input: Members): (values: readonly string[], index: number) => boolean {
  const keys = (table.current.input.PartitionKeys ?? []) as readonly { Name: string; Type?: string }[];
  const expression = text(input, "Expression", { max: 2_048 }, "expression")?.trim();
  const asked = expression
    ? partitionFilter(
        expression,
        keys.map(({ Name, Type = "string" }) => ({ name: Name, type: Type })),
      )
    : () => true;
  const segment = structure(input, "Segment", "segment");
  if (!segment) return asked;
  const total =
    integer(segment, "TotalSegments", 1, SEGMENTS, "segment.totalSegments") ?? missing("segment.totalSegments");
  const number = integer(segment, "SegmentNumber", 0, SEGMENTS - 1, "segment.segmentNumber") ?? 0;
  return (values, index) => index % total === number && asked(values);
}

function exists(): ServiceFault {
  return new ServiceFault("AlreadyExistsException", "Partition already exists.");
}
