// Whether a view in the catalogue is what it should be, by its SQL; and the step that writes it where it is not.
// A view of somebody else's is never written over: it is refused, unless it is to be adopted.
import type { Table } from "@aws-sdk/client-glue";
import { APPLIED } from "../model/table-models.js";
import { decodeView } from "../views/presto-view.js";
import type { ViewModel } from "../views/view-model.js";
import type { PlanStep, ViewData, ViewSource } from "./steps.js";
import { viewColumns } from "./view-columns.js";
import { decodeViewRecord, sqlDigest, storedDigest, VIEW_RECORD } from "./view-record.js";
import { viewIsBehind } from "./view-revisions.js";
import { viewStep } from "./view-update.js";
import { tableFingerprint } from "./writable-table.js";

/** Whether two SELECTs mean the same. */
export type SameSql = (a: string, b: string) => boolean;

/** What a view in the catalogue is to the one that should be there. */
export interface ViewState {
  /** `current`: it says what it should; `other`: it does not; `none`: there is none; `table`: a table has its name. */
  readonly is: "current" | "other" | "none" | "table";
  /** Whether it was last written by us. */
  readonly ours: boolean;
  /** The SELECT that was last written, or the engine's words for what is there. */
  readonly was?: string;
  /** Whether somebody else wrote it since. */
  readonly outside?: true;
  /** Whether it carries a record of what is there now. */
  readonly recorded: boolean;
}

/** Compares a view with what is in the catalogue. */
export function viewState(live: Table | undefined, view: ViewModel, sameSql: SameSql = sameText): ViewState {
  if (!live) return { is: "none", ours: false, recorded: false };
  if (live.TableType !== "VIRTUAL_VIEW") return { is: "table", ours: false, recorded: false };
  const desired = view.sql("athena");
  const stored = decodeView(live.ViewOriginalText)?.sql;
  const record = decodeViewRecord(live.Parameters?.[VIEW_RECORD]);
  const untouched = record !== undefined && record.stored === storedDigest(live);
  const current = untouched
    ? record.written === sqlDigest(desired)
    : stored !== undefined && columnsFit(live, view) && sameSql(stored, desired);
  // What numbers the copies of an event is nobody's but ours, though the view was written by hand from our DDL.
  const ours = record !== undefined || live.Parameters?.[APPLIED] !== undefined || /\brow__copy\b/.test(stored ?? "");
  const was = (untouched ? record?.sql : undefined) ?? stored;
  return {
    is: current ? "current" : "other",
    ours: ours || current,
    recorded: untouched,
    ...(was === undefined ? {} : { was }),
    ...(record && !untouched ? { outside: true as const } : {}),
  };
}

/** Choices of {@link viewWriteStep}. */
export interface ViewStepOptions {
  readonly sameSql?: SameSql | undefined;
  /** Whether a view of somebody else's is written over. */
  readonly adopt?: boolean;
  /** The live tables of its event. */
  readonly tables?: readonly Table[] | undefined;
  /** What the view should be, whenever it is asked for. */
  readonly source?: Pick<ViewSource, "view" | "tables"> | undefined;
}

/** The step of a view. */
export function viewWriteStep(live: Table | undefined, view: ViewModel, options: ViewStepOptions): PlanStep {
  const { sameSql, adopt = false, tables, source } = options;
  const at = { database: view.database, table: view.name };
  const state = viewState(live, view, sameSql);
  const sql = view.sql("athena");
  if ((state.ours || !live) && viewIsBehind(live, view, tables))
    return { kind: "unchanged", ...at, view: true, behind: true };
  if (live && state.is === "current") return viewStep(live, view, state.recorded ? undefined : sql);
  if (state.is === "table") {
    const reason = "a table of this name is there; the view cannot have its place.";
    return {
      kind: "refused",
      ...at,
      view: true,
      reason,
      remedy: "Rename the table by hand, or give the event or query another name.",
    };
  }
  if (state.is === "other" && !state.ours && !adopt) {
    const reason = "a view of this name is there that Tracklake did not write.";
    const remedy = "Give the event or query another name. Or write over it: apply --adopt.";
    return { kind: "refused", ...at, view: true, reason, remedy };
  }
  return {
    kind: "write-view",
    ...at,
    view: viewData(view),
    sql,
    ...(state.was === undefined ? {} : { was: state.was }),
    ...(state.outside ? { outside: true as const } : {}),
    ...(live ? { fingerprint: tableFingerprint(live) } : {}),
    model: { view: async () => view, tables: async () => [], ...source, sameSql, adopt },
  };
}

/** The step of a view of ours whose text is not what it should be, when nobody is to write it: its descriptions. */
export function viewDescribeStep(live: Table | undefined, view: ViewModel): PlanStep | undefined {
  const state = viewState(live, view);
  const same = live && viewColumns(live).join() === view.columns.map(({ name }) => name).join();
  return live && state.is === "other" && state.ours && same ? viewStep(live, view) : undefined;
}

/** A view without the function that writes its SQL. */
export function viewData({ database, name, description, event, reads, columns, revisions }: ViewModel): ViewData {
  return {
    database,
    name,
    description,
    ...(event === undefined ? {} : { event }),
    ...(reads === undefined ? {} : { reads }),
    columns,
    ...(revisions === undefined ? {} : { revisions }),
  };
}

/** Columns of a shared query may not be known here: then there is nothing to compare. */
function columnsFit(live: Table, { columns }: ViewModel): boolean {
  const names = viewColumns(live);
  return columns.length === 0 || names.length === 0 || columns.every(({ name }) => names.includes(name));
}

function sameText(a: string, b: string): boolean {
  return sqlDigest(a) === sqlDigest(b);
}
