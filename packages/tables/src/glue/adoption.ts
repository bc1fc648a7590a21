// Whether a table of somebody else's can be taken over for an event, and what it keeps: data, nothing is called.
// What cannot be taken over without loss is refused with what to do by hand.
import type { Table } from "@aws-sdk/client-glue";
import { isTablesError } from "../errors.js";
import { type HiveType, hiveTypeText, parseHiveType } from "../model/hive-type.js";
import type { TableModel } from "../table-model.js";
import { isProjection, type Pins } from "./pinned.js";

/** Where the registered partitions of a table lie, as far as they were read. */
export interface PartitionLayout {
  /** Whether each lies at `<location>/dt=<value>/`; without any it counts as daily. */
  readonly daily: boolean;
  readonly count: number;
  /** The least value of all. */
  readonly firstDay?: string;
}

/** What stands in the way of an adoption. */
export interface Obstacle {
  readonly reason: string;
  readonly remedy: string;
}

const jsonSerdes: ReadonlySet<string> = new Set([
  "org.apache.hive.hcatalog.data.JsonSerDe",
  "org.openx.data.jsonserde.JsonSerDe",
]);
const parquetSerde = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe";
/** A new major has a table of its own; the view unites them. */
const otherTable = "Leave it as it is, let Tracklake create a table of its own, and unite the two by a view of yours.";

/** What keeps a table from being adopted, or `undefined`. */
export function obstacle(live: Table, model: TableModel): Obstacle | undefined {
  const { StorageDescriptor: storage = {}, Parameters = {}, TableType, PartitionKeys = [] } = live;
  const serde = storage.SerdeInfo?.SerializationLibrary ?? "";
  if (TableType === "VIRTUAL_VIEW") return { reason: "it is a view, not a table.", remedy: "Name the table under it." };
  if (Parameters.table_type?.toUpperCase() === "ICEBERG" || model.format === "iceberg") {
    const remedy = "Add the missing columns in Athena: compare `tracklake ddl --format iceberg`.";
    return { reason: "an Iceberg table is changed by its own DDL alone, never through the Glue API.", remedy };
  }
  if (!/^s3[an]?:\/\//.test(storage.Location ?? "")) {
    return { reason: "it has no location in S3 (a link to another table, or a federated one).", remedy: otherTable };
  }
  const readable = model.format === "json" ? jsonSerdes.has(serde) : serde === parquetSerde;
  if (!readable) {
    const reason = `its files are read by ${serde === "" ? "no SerDe" : serde}; events are written as ${model.format}.`;
    return { reason, remedy: otherTable };
  }
  const keys = PartitionKeys.map(({ Name, Type }) => `${Name} ${Type}`).join(", ");
  const wanted = model.partitionKeys.map(({ name, type }) => `${name} ${type}`).join(", ");
  if (keys !== wanted) {
    const reason = `it is partitioned by (${keys}) and the event's table by (${wanted}); Glue cannot change that in place.`;
    return { reason, remedy: otherTable };
  }
  return typeObstacle(live, model);
}

/** What the table keeps. */
export function pinsOf(live: Table, layout: PartitionLayout): Pins {
  const { StorageDescriptor: storage = {}, Parameters = {} } = live;
  const theirs = Object.keys(Parameters).some(isProjection) || !layout.daily;
  const location = storage.Location ?? "";
  return {
    location: location.endsWith("/") || theirs ? location : `${location}/`,
    serde: storage.SerdeInfo?.SerializationLibrary ?? "",
    ...(storage.InputFormat === undefined ? {} : { inputFormat: storage.InputFormat }),
    ...(storage.OutputFormat === undefined ? {} : { outputFormat: storage.OutputFormat }),
    projection: theirs ? "theirs" : "ours",
    firstDay: layout.firstDay,
  };
}

function typeObstacle(live: Table, model: TableModel): Obstacle | undefined {
  const types = new Map(live.StorageDescriptor?.Columns?.map(({ Name, Type }) => [Name, Type ?? ""]));
  const clashes = model.columns.flatMap(({ name, type }) => {
    const theirs = types.get(name);
    return theirs === undefined || fits(theirs, type) ? [] : [`${name} is ${theirs} and should be ${type}`];
  });
  if (clashes.length === 0) return undefined;
  const remedy = [
    "1. Look at the files: which of the two types do their values have?",
    "2. If the event's, correct the column's type in Glue by hand and run this again.",
    "3. Else correct the event's definition, or leave the table and let Tracklake create one of its own.",
  ].join("\n");
  return { reason: `columns have another type: ${clashes.join("; ")}.`, remedy };
}

const widening = ["tinyint", "smallint", "int", "bigint"];
const floating = ["float", "double"];

/** Whether values of the first type are read by the second. */
function fits(live: string, desired: string): boolean {
  try {
    return holds(parseHiveType(live), parseHiveType(desired));
  } catch (error) {
    if (isTablesError(error)) return false;
    throw error;
  }
}

function holds(live: HiveType, desired: HiveType): boolean {
  if (live.kind === "array" && desired.kind === "array") return holds(live.items, desired.items);
  if (live.kind === "map" && desired.kind === "map") return holds(live.values, desired.values);
  if (live.kind === "struct" && desired.kind === "struct") {
    const theirs = new Map(live.fields.map((field) => [field.name, field.type]));
    return desired.fields.every(({ name, type }) => {
      const before = theirs.get(name);
      return before === undefined || holds(before, type);
    });
  }
  const [a, b] = [hiveTypeText(live), hiveTypeText(desired)];
  const wider = (order: readonly string[]) => order.includes(a) && order.indexOf(a) <= order.indexOf(b);
  return a === b || wider(widening) || wider(floating) || decimals(a, b);
}

function decimals(a: string, b: string): boolean {
  const parts = (text: string) => /^decimal\((\d+),(\d+)\)$/.exec(text);
  const [live, desired] = [parts(a), parts(b)];
  return !!live && !!desired && live[2] === desired[2] && Number(live[1]) <= Number(desired[1]);
}
