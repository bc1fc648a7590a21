// The difference of what is in the catalogue and what should be, as steps. Pure: nothing is called here.
// Nothing is ever dropped; a table of somebody else's is refused, never overwritten, unless it is adopted.
import type { Table } from "@aws-sdk/client-glue";
import { curatedThrough } from "../curate/boundary.js";
import { deliveredTable } from "../curate/curated-tables.js";
import { APPLIED } from "../model/table-models.js";
import type { TableModel } from "../table-model.js";
import type { ViewModel } from "../views/view-model.js";
import { adoptStep } from "./adopt-step.js";
import type { PartitionLayout } from "./adoption.js";
import { decodeApplied } from "./applied.js";
import { appliedInput } from "./created-input.js";
import type { MergeMode } from "./merge-text.js";
import { partitionStep } from "./partition-step.js";
import { pinnedByRecord } from "./pinned.js";
import { icebergStep, refusal } from "./refusal.js";
import { type DesiredState, type LiveState, tableKey, viewsOf } from "./state.js";
import type { Plan, PlanStep, UpdatePartitions } from "./steps.js";
import { glueTableInput } from "./table-input.js";
import { recordOf, tableUpdate } from "./table-update.js";
import { type SameSql, viewDescribeStep, viewState, viewWriteStep } from "./view-diff.js";
import { viewIsBehind } from "./view-revisions.js";
import { viewSource } from "./view-source.js";
import { viewStep } from "./view-update.js";
import { tableFingerprint } from "./writable-table.js";

/** Choices of {@link diff}. */
export interface DiffOptions {
  /** Writes what the schemas say over what others changed in it. @default false */
  readonly restore?: boolean;
  /** Layouts of the partitions of tables that are to be adopted, by `<database>.<table>`. @default none is adopted */
  readonly adopt?: ReadonlyMap<string, PartitionLayout>;
  /** Views that are missing or other are steps of the plan. @default false: they are named in it */
  readonly writeViews?: boolean;
  /** Writes over views of the right name that somebody else wrote. @default false */
  readonly adoptViews?: boolean;
  /** Whether two SELECTs mean the same. @default they are the same text but for white space */
  readonly sameSql?: SameSql | undefined;
}

/**
 * The plan that brings a live state to the desired one.
 *
 * @example
 * diff({ databases: new Set(), tables: new Map() }, { databases: [], tables: [] }); // { steps: [] }
 */
export function diff(live: LiveState, desired: DesiredState, options: DiffOptions = {}): Plan {
  const databases = desired.databases.map(({ name, description }): PlanStep => {
    if (live.databases.has(name)) return { kind: "unchanged", database: name };
    return { kind: "create-database", database: name, input: { Name: name, Description: description } };
  });
  const there = (desired.existing ?? []).filter((model) => live.tables.has(tableKey(model)));
  const models = [...desired.tables, ...there];
  const tables = models.map((model) => tableStep(live.tables.get(tableKey(model)), model, options));
  const partitions = tables.flatMap((step) => partitionsOf(live, step) ?? []);
  const boundaries = there.flatMap((model) => {
    const table = live.tables.get(tableKey(model));
    return table ? [[deliveredTable(model), table] as const] : [];
  });
  const through = curatedThrough(boundaries);
  const views = viewsOf(desired, through);
  const ofEvents = tablesByEvent(live);
  const { writeViews = false, adoptViews = false, sameSql } = options;
  const written = views.map((view) =>
    viewWriteStep(live.tables.get(tableKey(view)), view, {
      sameSql,
      adopt: adoptViews,
      tables: ofEvents.get(view.event),
      source: viewSource(view, desired, through),
    }),
  );
  const isOutdated = ({ kind }: PlanStep) => kind === "write-view" || kind === "refused";
  const outdated = writeViews ? [] : views.filter((_, index) => isOutdated(written[index] as PlanStep)).map(tableKey);
  const described = written.flatMap((step, index) => {
    if (!isOutdated(step)) return [step];
    const view = views[index];
    // Who writes its text is another question: a view of ours gets its descriptions all the same.
    return (view && viewDescribeStep(live.tables.get(tableKey(view)), view)) ?? [];
  });
  const notes = desired.notes?.(views) ?? [];
  const shown = writeViews ? written : described;
  return {
    steps: [...databases, ...tables, ...partitions, ...shown, ...(desired.refused ?? [])],
    ...(live.catalogue === undefined ? {} : { catalogue: live.catalogue }),
    ...(outdated.length > 0 ? { outdatedViews: outdated } : {}),
    ...(notes.length > 0 ? { notes } : {}),
  };
}

function tablesByEvent({ tables }: LiveState): ReadonlyMap<string | undefined, readonly Table[]> {
  const found = new Map<string | undefined, Table[]>();
  for (const table of tables.values()) {
    const event = table.Parameters?.["tracklake.event"];
    if (event === undefined || table.TableType === "VIRTUAL_VIEW") continue;
    found.set(event, [...(found.get(event) ?? []), table]);
  }
  return found;
}

/** The step of one table or view. @param live - `undefined` when it is not there. */
export function tableStep(live: Table | undefined, model: TableModel | ViewModel, options: DiffOptions = {}): PlanStep {
  const at = { database: model.database, table: model.name };
  // Another pipeline that wrote the view puts its descriptions to it.
  if ("sql" in model)
    return live && viewState(live, model).recorded && !viewIsBehind(live, model)
      ? viewStep(live, model)
      : { kind: "unchanged", ...at };
  if (model.format === "iceberg") return icebergStep(live, at);
  if (!live) return { kind: "create-table", ...at, input: appliedInput(model), model };
  const adopting = options.adopt?.get(tableKey(model));
  if (adopting && live.Parameters?.[APPLIED] === undefined) return adoptStep(live, model, adopting);
  const record = recordOf(live);
  const ours = record ? pinnedByRecord(model, record) : model;
  const refused = refusal(live, ours, at);
  if (refused) return refused;
  const mode = modeOf(live, ours, options.restore ?? false);
  const adopted = record?.adopted === true;
  const { input, changes, kept } = tableUpdate(live, glueTableInput(ours), { mode, adopted });
  if (changes.length === 0) {
    const told = { ...(kept.length > 0 ? { kept } : {}), ...(mode === "behind" ? { behind: true as const } : {}) };
    return { kind: "unchanged", ...at, ...told };
  }
  const read = { versionId: live.VersionId, fingerprint: tableFingerprint(live) };
  return { kind: "update-table", ...at, ...read, input, changes, kept, model };
}

/** The step of a table's registered partitions: they follow the table as it is going to be. */
function partitionsOf(live: LiveState, step: PlanStep): UpdatePartitions | undefined {
  if (step.kind !== "update-table" && step.kind !== "unchanged") return undefined;
  const { database, table } = step;
  if (table === undefined) return undefined;
  const key = tableKey({ database, name: table });
  const [before, partitions] = [live.tables.get(key), live.partitions?.get(key)];
  const after = step.kind === "update-table" ? step.input : before;
  return after && partitions ? partitionStep({ database, table }, after, partitions) : undefined;
}

/** A pipeline of an older commit adds what is missing and takes nothing back. */
function modeOf(live: Table, model: TableModel, restore: boolean): MergeMode {
  const revision = (parameters: Readonly<Record<string, string>> | undefined) =>
    Number(parameters?.["tracklake.revision"] ?? 0);
  const known = decodeApplied(live.Parameters?.[APPLIED]) !== undefined;
  if (known && revision(live.Parameters) > revision(model.parameters)) return "behind";
  return restore ? "restore" : "merge";
}
