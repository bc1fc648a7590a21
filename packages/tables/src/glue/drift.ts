// What others changed in our tables since they were last applied, by the record that each table carries.
// Needs no schema: the record is enough. What engines and crawlers keep for themselves is no drift.
import type { GlueClient, Partition, Table } from "@aws-sdk/client-glue";
import { CURATED_THROUGH } from "../curate/boundary.js";
import { APPLIED } from "../model/table-models.js";
import { decodeView } from "../views/presto-view.js";
import { type Applied, decodeApplied, isApplied } from "./applied.js";
import type { OnProgress } from "./in-parallel.js";
import { tablePages } from "./live.js";
import { hasRegisteredPartitions } from "./partition-step.js";
import { partitionUpdate } from "./partition-update.js";
import { readPartitions } from "./partitions.js";
import { GlueCalls, type RetryOptions } from "./retry.js";
import { decodeViewRecord, storedDigest, VIEW_RECORD } from "./view-record.js";
import { bookkeeping, type Writer, writersOf } from "./writers.js";

/** One difference between what was applied and what is there. */
export interface DriftItem {
  readonly part:
    | "column"
    | "comment"
    | "column parameter"
    | "parameter"
    | "serde parameter"
    | "description"
    | "owner"
    | "location"
    | "serde"
    | "input format"
    | "output format"
    /** The SELECT of a view. */
    | "view"
    /** A registered one: `applied` are the table's columns that it lacks. */
    | "partition";
  /** The column's name, the parameter's key; empty where there is one only. */
  readonly name: string;
  readonly action: "added" | "removed" | "changed";
  /** What was applied; a hash where there was too much to keep. */
  readonly applied?: string;
  readonly live?: string;
  /** Whether it stands beside what is ours, such as a tag or a column of others: nothing reads otherwise for it. */
  readonly beside?: true;
}

/** The drift of one table. */
export interface TableDrift {
  readonly database: string;
  readonly table: string;
  readonly versionId?: string;
  /** When it was last written, as ISO 8601. */
  readonly updated?: string;
  /** Who created it, as the service says. */
  readonly createdBy?: string;
  /** Who else left a trace in it. */
  readonly writers: readonly Writer[];
  /** Whether it has no record to compare with: its DDL was run by hand, or somebody cut the record. */
  readonly unrecorded?: true;
  readonly items: readonly DriftItem[];
}

/** A table or view that should be there and is not; without a name, all of a database. */
export interface Missing {
  readonly database: string;
  readonly table?: string;
}

/** What {@link drift} found. */
export interface Drift {
  /** Tables and views of ours that were looked at. */
  readonly looked: number;
  /** Those that differ, or have no record. */
  readonly tables: readonly TableDrift[];
  readonly missing: readonly Missing[];
}

/** Choices of {@link drift}. */
export interface DriftOptions extends RetryOptions {
  /** Tables and views that have to be there. @default none: of what was dropped no record is left */
  readonly expected?: readonly { readonly database: string; readonly name: string }[];
  readonly onProgress?: OnProgress;
}

/**
 * What others changed in the tables of some databases.
 *
 * @param databases - Names; tables that are not ours are passed over.
 * @throws TablesError `live-unreadable`
 * @example
 * const { tables } = await drift(client, ["acme_store", "acme"]);
 */
export async function drift(
  client: GlueClient,
  databases: readonly string[],
  options: DriftOptions = {},
): Promise<Drift> {
  const calls = new GlueCalls(client, options);
  const tables: TableDrift[] = [];
  const missing: Missing[] = [];
  let looked = 0;
  for (const database of databases) {
    const names = new Set<string | undefined>();
    let there = false;
    for await (const page of tablePages(calls, database)) {
      there = true;
      for (const table of page) {
        names.add(table.Name);
        if (table.Parameters?.[APPLIED] === undefined) continue;
        looked++;
        const own = { DatabaseName: database, ...table };
        const partitions = hasRegisteredPartitions(own) ? await readPartitions(calls, database, own.Name ?? "") : [];
        const found = tableDrift(own, partitions);
        if (found.items.length > 0 || found.unrecorded) tables.push(found);
      }
      options.onProgress?.(looked, looked);
    }
    const gone = (options.expected ?? []).filter((one) => one.database === database && !names.has(one.name));
    missing.push(...(there ? gone.map(({ name }) => ({ database, table: name })) : [{ database }]));
  }
  return { looked, tables, missing };
}

/** The drift of a live table of ours. @param partitions - Its registered partitions: they have to have its columns. */
export function tableDrift(live: Table, partitions: readonly Partition[] = []): TableDrift {
  const base = decodeApplied(live.Parameters?.[APPLIED]);
  return {
    database: live.DatabaseName ?? "",
    table: live.Name ?? "",
    ...(live.VersionId === undefined ? {} : { versionId: live.VersionId }),
    ...(live.UpdateTime === undefined ? {} : { updated: live.UpdateTime.toISOString() }),
    ...(live.CreatedBy === undefined ? {} : { createdBy: live.CreatedBy }),
    writers: writersOf(live),
    ...(base ? {} : { unrecorded: true as const }),
    items: [
      ...(base ? items(live, base) : []),
      ...viewItem(live),
      ...partitions.flatMap((one) => partitionItem(live, one)),
    ],
  };
}

/** A view whose text is no more what the engine made of what was written. */
function viewItem(live: Table): DriftItem[] {
  const record = decodeViewRecord(live.Parameters?.[VIEW_RECORD]);
  if (!record || live.TableType !== "VIRTUAL_VIEW" || record.stored === storedDigest(live)) return [];
  const now = decodeView(live.ViewOriginalText)?.sql ?? "";
  return [{ part: "view", name: "", action: "changed", applied: record.sql ?? record.written, live: now }];
}

/** A partition that lacks columns of its table, or has them of other types. */
function partitionItem(live: Table, partition: Partition): DriftItem[] {
  const { changes } = partitionUpdate(partition, live);
  if (changes.length === 0) return [];
  const keys = live.PartitionKeys ?? [];
  const name = (partition.Values ?? []).map((value, index) => `${keys[index]?.Name ?? "?"}=${value}`).join("/");
  const texts = (which: "was" | "is") =>
    changes.map((change) => `${change.name} ${change[which] ?? "missing"}`).join(", ");
  return [{ part: "partition", name, action: "changed", applied: texts("is"), live: texts("was") }];
}

/** Without what the engine marks its views by. */
function ofView(parameters: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(parameters).filter(([key]) => key !== "presto_view" && key !== "comment"));
}

type Texts = Readonly<Record<string, string | undefined>>;

function items(live: Table, base: Applied): DriftItem[] {
  const { StorageDescriptor: storage = {}, Parameters = {} } = live;
  const { [APPLIED]: _, ...parameters } = Parameters;
  const columns = storage.Columns ?? [];
  const compared = (part: DriftItem["part"], applied: Texts = {}, now: Texts = {}, ours = false) =>
    compare(base, part, applied, now, ours);
  const ours = new Map(base.columns.map((column) => [column.name, column]));
  const known = columns.filter(({ Name }) => ours.has(Name ?? ""));
  return [
    ...compared("description", { "": base.description }, { "": live.Description }),
    ...compared("owner", { "": base.owner }, { "": live.Owner }),
    // A view has no location or format of ours.
    ...compared("location", { "": base.location }, { "": storage.Location }, true),
    ...compared("serde", { "": base.serde }, { "": storage.SerdeInfo?.SerializationLibrary }, true),
    ...compared("input format", { "": base.inputFormat }, { "": storage.InputFormat }, true),
    ...compared("output format", { "": base.outputFormat }, { "": storage.OutputFormat }, true),
    ...compared(
      "column",
      Object.fromEntries(base.columns.map(({ name, type }) => [name, type])),
      Object.fromEntries(columns.map(({ Name, Type }) => [Name, Type])),
    ),
    ...compared(
      "comment",
      Object.fromEntries(base.columns.map(({ name, comment }) => [name, comment])),
      Object.fromEntries(known.map(({ Name, Comment }) => [Name, Comment])),
    ).filter(({ name, action }) => action !== "removed" || known.some(({ Name }) => Name === name)),
    ...compared(
      "column parameter",
      {},
      Object.fromEntries(
        columns.flatMap(({ Name, Parameters: tags = {} }) =>
          Object.entries(tags).map(([key, value]) => [`${Name}.${key}`, value]),
        ),
      ),
    ),
    ...compared("parameter", base.parameters, live.TableType === "VIRTUAL_VIEW" ? ofView(parameters) : parameters),
    ...compared("serde parameter", base.serdeParameters, storage.SerdeInfo?.Parameters),
  ];
}

function compare(base: Applied, part: DriftItem["part"], applied: Texts, now: Texts, ours: boolean): DriftItem[] {
  const names = [...new Set([...Object.keys(applied), ...Object.keys(now)])];
  return names.flatMap((name): DriftItem[] => {
    // The boundary is ours, though no plan applies it: curation moves it.
    if (part === "parameter" && (bookkeeping.has(name) || name === CURATED_THROUGH)) return [];
    const was = applied[name] || undefined;
    const is = now[name] || undefined;
    if (was === undefined) {
      if (is === undefined || ours) return [];
      return [{ part, name, action: "added", live: is, ...(isBeside(part, name) ? { beside: true as const } : {}) }];
    }
    if (is === undefined) return [{ part, name, action: "removed", applied: was }];
    return isApplied(base, was, is) ? [] : [{ part, name, action: "changed", applied: was, live: is }];
  });
}

/** What others add changes what is read where it is a property of the SerDe, or tells where files lie. */
function isBeside(part: DriftItem["part"], name: string): boolean {
  if (part === "parameter") return !/^(projection|storage|skip|serialization|tracklake)\./.test(name);
  return part !== "serde parameter";
}
