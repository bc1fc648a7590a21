// UpdateTable replaces a table's whole input, so ours is laid over the live one: what others wrote is sent again.
// Three ways: what was last applied (kept in the table), what is there, what should be.
import type { SerDeInfo, Table, TableInput } from "@aws-sdk/client-glue";
import { APPLIED } from "../model/table-models.js";
import { type Applied, appliedOf, decodeApplied, encodeApplied, sameApplied } from "./applied.js";
import { changesOf } from "./changes.js";
import { extendedType, mergeColumns } from "./merge-columns.js";
import { type MergeMode, type Merging, mergeText, mergeTexts } from "./merge-text.js";
import type { Kept, TableChange } from "./steps.js";
import { writableTable } from "./writable-table.js";

/** What an update sends and why. */
export interface TableUpdate {
  readonly input: TableInput;
  /** Empty when nothing is to be sent. */
  readonly changes: readonly TableChange[];
  readonly kept: readonly Kept[];
}

/**
 * The update of a live table to what is desired.
 *
 * @param desired - Of ours alone; its own record is not looked at.
 * @param adopted - Whether the table keeps what it had when it was taken over.
 */
export function tableUpdate(
  live: Table,
  desired: TableInput,
  { mode = "merge", adopted = false }: { mode?: MergeMode; adopted?: boolean } = {},
): TableUpdate {
  const base = recordOf(live, desired);
  const merging: Merging = { base, mode, kept: [] };
  const merged = mergedInput(merging, live, desired);
  const record = nextRecord(base, appliedOf(desired), mode, adopted);
  const changes = changesOf(live, merged, base);
  const old = decodeApplied(live.Parameters?.[APPLIED]);
  if (sameApplied(old, record)) {
    const kept = { ...merged.Parameters, [APPLIED]: live.Parameters?.[APPLIED] ?? "" };
    return { input: { ...merged, Parameters: kept }, changes, kept: merging.kept };
  }
  const input = { ...merged, Parameters: { ...merged.Parameters, [APPLIED]: encodeApplied(record) } };
  const told: TableChange = { part: "record", name: APPLIED, action: old ? "change" : "add", is: "what was applied" };
  return { input, changes: [...changes, told], kept: merging.kept };
}

/** What was last applied: the table's record; or, where its DDL was run by hand, the model if it is still that one. */
export function recordOf(live: Table, desired?: TableInput): Applied | undefined {
  const value = live.Parameters?.[APPLIED];
  if (desired && value !== undefined && value === desired.Parameters?.[APPLIED]) return appliedOf(desired);
  return decodeApplied(value);
}

function mergedInput(merging: Merging, live: Table, desired: TableInput): TableInput {
  const { base } = merging;
  const { StorageDescriptor: storage = {}, Description, Owner, Parameters, ...rest } = writableTable(live);
  const wanted = desired.StorageDescriptor ?? {};
  const description = mergeText(
    merging,
    { part: "description", name: "" },
    { was: base?.description, live: Description, desired: desired.Description },
  );
  const owner = mergeText(
    merging,
    { part: "owner", name: "" },
    { was: base?.owner, live: Owner, desired: desired.Owner },
  );
  const { [APPLIED]: _, ...theirs } = Parameters ?? {};
  const { [APPLIED]: __, ...ours } = desired.Parameters ?? {};
  const behind = merging.mode === "behind";
  // What says whose a table is and which revision it has is ours whatever others wrote.
  const isMark = ([key]: readonly [string, string]) => key.startsWith("tracklake.");
  const marks = Object.entries(ours).filter(isMark);
  const unmarked = Object.fromEntries(Object.entries(ours).filter((entry) => !isMark(entry)));
  const parameters = mergeTexts(merging, "parameter", { was: base?.parameters, live: theirs, desired: unmarked });
  return {
    ...rest,
    ...(description === undefined ? {} : { Description: description }),
    ...(owner === undefined ? {} : { Owner: owner }),
    PartitionKeys: live.PartitionKeys ?? [],
    Parameters: behind ? parameters : { ...parameters, ...Object.fromEntries(marks) },
    StorageDescriptor: {
      ...storage,
      Columns: mergeColumns(merging, storage.Columns ?? [], wanted.Columns ?? []),
      ...(wanted.InputFormat === undefined || behind ? {} : { InputFormat: wanted.InputFormat }),
      ...(wanted.OutputFormat === undefined || behind ? {} : { OutputFormat: wanted.OutputFormat }),
      ...serde(merging, storage.SerdeInfo, wanted.SerdeInfo),
    },
  };
}

function serde(merging: Merging, live: SerDeInfo | undefined, desired: SerDeInfo | undefined) {
  if (!desired || merging.mode === "behind") return live ? { SerdeInfo: live } : {};
  const texts = { was: merging.base?.serdeParameters, live: live?.Parameters, desired: desired.Parameters ?? {} };
  return { SerdeInfo: { ...live, ...desired, Parameters: mergeTexts(merging, "serde parameter", texts) } };
}

/** The record after an update: columns that were ours once stay ours. */
function nextRecord(base: Applied | undefined, applied: Applied, mode: MergeMode, adopted: boolean): Applied {
  const flag = adopted ? { adopted: true as const } : {};
  if (!base || base.hashed) return { ...applied, ...flag };
  const before = new Map(base.columns.map((column) => [column.name, column]));
  const now = new Map(applied.columns.map((column) => [column.name, column]));
  if (mode === "behind") {
    const added = applied.columns.filter(({ name }) => !before.has(name));
    return { ...base, columns: [...base.columns.map(grown(now, true)), ...added] };
  }
  const gone = base.columns.filter(({ name }) => !now.has(name));
  return { ...applied, ...flag, columns: [...applied.columns.map(grown(before, false)), ...gone] };
}

function grown(others: ReadonlyMap<string, Applied["columns"][number]>, keep: boolean) {
  return (column: Applied["columns"][number]) => {
    const other = others.get(column.name);
    if (!other || other.type === column.type) return column;
    return {
      ...column,
      type: keep ? extendedType(column.type, other.type, true) : extendedType(other.type, column.type),
    };
  };
}
