// From published revisions (and drafts) to tables: one for each event and major.
// Columns: envelope, contexts, properties; what a later revision adds comes last.
import {
  envelopeColumns,
  glueLimits,
  isTimeZone,
  type Lake,
  PARTITION_COLUMN,
  storeDatabase,
  streamPrefix,
  tableName,
} from "@tracklake/envelope";
import type { EventRevision, RegisteredEvent } from "@tracklake/registry";
import { canonicalJson, sha256 } from "@tracklake/schema";
import { TablesError } from "../errors.js";
import type { ColumnModel, TableFormat, TableModel } from "../table-model.js";
import { formats } from "./formats.js";
import { type HiveField, hiveTypeText } from "./hive-type.js";
import { type Delivery, layoutProblems } from "./layout-problems.js";
import { checkLimits } from "./limits.js";
import { type EventMajor, mergeRevisions } from "./merge-revisions.js";
import { oneLine } from "./one-line.js";
import { keyColumns, type PartitionKey } from "./partition-keys.js";

/** Parameter that says that a table is ours, and what we last applied: a fingerprint of the table's model. */
export const APPLIED = "tracklake.applied";

/** Choices of {@link tableModels}. */
export interface TableModelOptions {
  /** How the files are written. @default "json" */
  readonly format?: TableFormat | undefined;
  /** The first day of projected partitions, `YYYY-MM-DD`; days before it are never read. @default "2020-01-01" */
  readonly firstDay?: string | undefined;
  /**
   * Partition keys of delivered lines beside `dt`, in the order of their folders after it.
   *
   * @default none
   */
  readonly keys?: readonly PartitionKey[] | undefined;
  /** How the stream writes: checked against the keys. @default the product's own stream */
  readonly delivery?: Delivery | undefined;
}

/**
 * The tables of a lake: one for each event and major, over all revisions given.
 *
 * @param revisions - Every published revision and, locally, the drafts.
 * @returns By event name, then major.
 * @throws TablesError `type-changed`, `name-collision`, `over-limit`, `bad-lake`; `bad-layout` when the stream writes
 * elsewhere than where the keys look.
 * @example
 * const lake = { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" };
 * tableModels([], lake); // []
 */
export function tableModels(
  revisions: readonly (EventRevision | RegisteredEvent)[],
  lake: Lake,
  { format = "json", firstDay = "2020-01-01", keys: more = [], delivery }: TableModelOptions = {},
): TableModel[] {
  checkLake(lake, firstDay);
  const keys = [{ ...dtKey, from: firstDay }, ...(format === "json" ? more : [])];
  if (format === "json" && (more.length > 0 || delivery)) {
    const problems = layoutProblems(keys, delivery ?? { prefix: streamPrefix }, lake.timeZone);
    if (problems.length > 0) throw new TablesError("bad-layout", problems.join("\n"));
  }
  return mergeRevisions(revisions).map((event) => tableModel(event, lake, format, keys));
}

/** @throws TablesError `bad-lake` when the lake's settings cannot name databases, locations and days. */
export function checkLake(lake: Lake, firstDay = "2020-01-01"): void {
  const problem = lakeProblem(lake, firstDay);
  if (problem) throw new TablesError("bad-lake", `${problem}: correct "lake" in tracklake.config.ts.`);
}

/**
 * Why a lake's settings cannot name databases, locations and days, or `undefined` when they can.
 *
 * @example
 * lakeProblem({ name: "acme", bucket: "acme-lake", timeZone: "Mars/Base" }); // '"Mars/Base" is no IANA time zone'
 */
export function lakeProblem(lake: Lake, firstDay = "2020-01-01"): string | undefined {
  return !/^[a-z][a-z0-9_]*$/.test(lake.name)
    ? `the name "${lake.name}" is not lower_snake`
    : !/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(lake.bucket)
      ? `"${lake.bucket}" is no name of an S3 bucket`
      : !isTimeZone(lake.timeZone)
        ? `"${lake.timeZone}" is no IANA time zone`
        : !/^\d{4}-\d{2}-\d{2}$/.test(firstDay)
          ? `the first day "${firstDay}" is not YYYY-MM-DD`
          : undefined;
}

function tableModel(event: EventMajor, lake: Lake, format: TableFormat, keys: readonly PartitionKey[]): TableModel {
  const traits = formats[format];
  const base = tableName(event.name, event.major);
  const location = `s3://${lake.bucket}/${traits.folder(base)}`;
  const iceberg = format === "iceberg";
  const { latest } = event;
  const deprecated = latest.deprecated ? `Deprecated: ${latest.deprecated.reason}` : "";
  const description = oneLine(`${latest.description ?? ""} ${deprecated}`, glueLimits.descriptionCharacters);
  const table: TableModel = {
    database: storeDatabase(lake),
    name: `${base}${traits.suffix}`,
    format,
    // Athena's statement for Iceberg has no place for a description or an owner.
    ...(iceberg || description === "" ? {} : { description }),
    ...(iceberg || latest.owner === undefined ? {} : { owner: oneLine(latest.owner, glueLimits.nameCharacters) }),
    columns: [...envelopeFields(), ...event.columns.map(column)],
    partitionKeys: iceberg ? [icebergPartition] : keyColumns(keys),
    location,
    ...(traits.inputFormat === undefined ? {} : { inputFormat: traits.inputFormat }),
    ...(traits.outputFormat === undefined ? {} : { outputFormat: traits.outputFormat }),
    ...(traits.serde === undefined ? {} : { serde: traits.serde }),
    parameters: traits.parameters(location, keys),
  };
  const marked = iceberg ? table : { ...table, parameters: { ...table.parameters, ...marks(event, lake, table) } };
  checkLimits(marked);
  return marked;
}

function marks(event: EventMajor, lake: Lake, table: TableModel): Record<string, string> {
  const parameters = {
    "tracklake.event": event.name,
    "tracklake.major": String(event.major),
    "tracklake.revision": String(event.revision),
    "tracklake.time_zone": lake.timeZone,
    ...(table.owner === undefined ? {} : { "tracklake.owner": table.owner }),
  };
  const applied = { ...table, parameters: { ...table.parameters, ...parameters } };
  return { ...parameters, [APPLIED]: sha256(canonicalJson(applied)) };
}

const dtKey = {
  name: PARTITION_COLUMN,
  type: "date",
  description: "The date of event_time in the lake's time zone, YYYY-MM-DD.",
} as const;
const icebergPartition: ColumnModel = { name: "event_date", type: "date" };

/** The envelope's columns as fields. */
export function envelopeFields(): ColumnModel[] {
  return envelopeColumns.map(({ name, type, description }) => ({
    name,
    type,
    comment: oneLine(description, glueLimits.columnCommentCharacters),
  }));
}

function column(field: HiveField): ColumnModel {
  return {
    name: field.name,
    type: hiveTypeText(field.type),
    ...(field.comment === undefined ? {} : { comment: field.comment }),
  };
}
