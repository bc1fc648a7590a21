// The difference of what is in the catalogue and what should be, as steps. Pure: nothing is called here.
// Nothing is ever dropped; a table of somebody else's is refused, never overwritten, unless it is adopted.
import type { Table } from "@aws-sdk/client-glue";
import { APPLIED } from "../model/table-models.js";
import type { TableModel } from "../table-model.js";
import type { ViewModel } from "../views/view-model.js";
import { adoptStep } from "./adopt-step.js";
import type { PartitionLayout } from "./adoption.js";
import { decodeApplied } from "./applied.js";
import { appliedInput } from "./created-input.js";
import type { MergeMode } from "./merge-text.js";
import { pinnedByRecord } from "./pinned.js";
import { icebergStep, refusal } from "./refusal.js";
import { type DesiredState, type LiveState, tableKey } from "./state.js";
import type { Plan, PlanStep } from "./steps.js";
import { glueTableInput } from "./table-input.js";
import { recordOf, tableUpdate } from "./table-update.js";
import { isCurrentView, viewStep } from "./view-update.js";
import { tableFingerprint } from "./writable-table.js";

/** Choices of {@link diff}. */
export interface DiffOptions {
  /** Writes what the schemas say over what others changed in it. @default false */
  readonly restore?: boolean;
  /** Layouts of the partitions of tables that are to be adopted, by `<database>.<table>`. @default none is adopted */
  readonly adopt?: ReadonlyMap<string, PartitionLayout>;
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
  const tables = desired.tables.map((model) => tableStep(live.tables.get(tableKey(model)), model, options));
  const views = desired.views ?? [];
  const current = views.flatMap((view) => {
    const there = live.tables.get(tableKey(view));
    return isCurrentView(there, view) ? [viewStep(there, view)] : [];
  });
  const outdated = views.filter((view) => !isCurrentView(live.tables.get(tableKey(view)), view)).map(tableKey);
  return {
    steps: [...databases, ...tables, ...current],
    ...(live.catalogue === undefined ? {} : { catalogue: live.catalogue }),
    ...(outdated.length > 0 ? { outdatedViews: outdated } : {}),
  };
}

/** The step of one table or view. @param live - `undefined` when it is not there. */
export function tableStep(live: Table | undefined, model: TableModel | ViewModel, options: DiffOptions = {}): PlanStep {
  const at = { database: model.database, table: model.name };
  if ("sql" in model) return isCurrentView(live, model) ? viewStep(live, model) : { kind: "unchanged", ...at };
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

/** A pipeline of an older commit adds what is missing and takes nothing back. */
function modeOf(live: Table, model: TableModel, restore: boolean): MergeMode {
  const revision = (parameters: Readonly<Record<string, string>> | undefined) =>
    Number(parameters?.["tracklake.revision"] ?? 0);
  const known = decodeApplied(live.Parameters?.[APPLIED]) !== undefined;
  if (known && revision(live.Parameters) > revision(model.parameters)) return "behind";
  return restore ? "restore" : "merge";
}
