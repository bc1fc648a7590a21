// Statistics of columns, of a table and of a partition: kept as they are given, shown, deleted by the column.
// API: GetColumnStatisticsFor… (100 names at a time), UpdateColumnStatisticsFor… (25), DeleteColumnStatisticsFor….
import { asStructure, list, type Members, missing, requiredText } from "../stack/members.js";
import type { Operation } from "../stack/operation.js";
import { constraint, ServiceFault } from "../stack/service-fault.js";
import type { CatalogueFile } from "./catalogue-file.js";
import { findTable, nameOf } from "./lookup.js";
import { nameText } from "./model-limits.js";
import { partitionOf, readValues } from "./partition.js";
import type { Statistics, TableRecord } from "./records.js";

/** API: the most columns that are read and written at a time. */
const MOST = { read: 100, write: 25 } as const;

/** Where statistics are kept: of what a request names. */
interface Holder {
  readonly statistics: Statistics;
  keep(statistics: Statistics): Promise<void>;
}

/** The operations on statistics. */
export function statisticsOperations(catalogue: CatalogueFile): [string, Operation][] {
  const tableOf = (input: Members) => findTable(catalogue, nameOf(input, "DatabaseName"), nameOf(input, "TableName"));
  return [
    ...operationsOn("Table", (input) => ofTable(catalogue, tableOf(input))),
    ...operationsOn("Partition", (input) => ofPartition(catalogue, tableOf(input), input)),
  ];
}

function operationsOn(what: "Table" | "Partition", holderOf: (input: Members) => Holder): [string, Operation][] {
  return [
    [
      `GetColumnStatisticsFor${what}`,
      (input) => {
        const { statistics } = holderOf(input);
        const names = asked(input, "ColumnNames", MOST.read).map((name) => String(name).toLowerCase());
        return {
          ColumnStatisticsList: names.flatMap((name) => statistics[name] ?? []),
          Errors: names
            .filter((name) => !statistics[name])
            .map((ColumnName) => ({
              ColumnName,
              Error: { ErrorCode: "EntityNotFoundException", ErrorMessage: `No statistics of ${ColumnName}.` },
            })),
        };
      },
    ],
    [
      `UpdateColumnStatisticsFor${what}`,
      async (input) => {
        const { statistics, keep } = holderOf(input);
        const given = asked(input, "ColumnStatisticsList", MOST.write).map((one, index) => {
          const members = asStructure(one, `columnStatisticsList.${index + 1}.member`);
          return [requiredText(members, "ColumnName", nameText, "columnName").toLowerCase(), members] as const;
        });
        await keep({ ...statistics, ...Object.fromEntries(given) });
        return { Errors: [] };
      },
    ],
    [
      `DeleteColumnStatisticsFor${what}`,
      async (input) => {
        const { statistics, keep } = holderOf(input);
        const { [nameOf(input, "ColumnName")]: found, ...rest } = statistics;
        // What is not there is deleted too: Trino asks it of every column without statistics of a table that it has just
        // made, and takes a refusal for a table that is gone. Source: trinodb/trino, GlueHiveMetastore.
        if (found) await keep(rest);
        return {};
      },
    ],
  ];
}

function asked(input: Members, name: string, most: number): readonly unknown[] {
  const path = name.charAt(0).toLowerCase() + name.slice(1);
  const all = list(input, name, path) ?? missing(path);
  if (all.length > most) throw constraint(path, `have length less than or equal to ${most}`);
  return all;
}

function ofTable(catalogue: CatalogueFile, table: TableRecord): Holder {
  return {
    statistics: table.statistics ?? {},
    keep: (statistics) => catalogue.putTable({ ...table, statistics }),
  };
}

function ofPartition(catalogue: CatalogueFile, table: TableRecord, input: Members): Holder {
  const found = partitionOf(table, readValues(input, "PartitionValues"));
  if (!found) throw new ServiceFault("EntityNotFoundException", "Cannot find partition.");
  return {
    statistics: found.statistics ?? {},
    keep: (statistics) => {
      const partitions = (table.partitions ?? []).map((one) => (one === found ? { ...one, statistics } : one));
      return catalogue.putTable({ ...table, partitions });
    },
  };
}
