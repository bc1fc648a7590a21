// A plan as data: one step for each database, table and view, with what changes in it. Renderers word it.
import type { DatabaseInput, Table, TableInput } from "@aws-sdk/client-glue";
import type { TableModel } from "../table-model.js";
import type { ViewModel } from "../views/view-model.js";

/** One thing that an update changes. */
export interface TableChange {
  /** `record`: what is kept in the table of what was last applied. */
  readonly part: "column" | "parameter" | "serde parameter" | "description" | "owner" | "format" | "record";
  /** The column's name, the parameter's key; empty where there is one only. */
  readonly name: string;
  readonly action: "add" | "change" | "remove";
  readonly was?: string;
  readonly is: string;
  /** Whether somebody else changed it, or took it away, since it was last applied. */
  readonly outside?: true;
}

/** A part of ours that others changed, and that is left as they wrote it. */
export interface Kept {
  readonly part: TableChange["part"] | "comment";
  readonly name: string;
  readonly live: string;
  readonly desired: string;
}

/** The database is not there yet. */
export interface CreateDatabase {
  readonly kind: "create-database";
  readonly database: string;
  readonly input: DatabaseInput;
}
/** The table is not there yet. */
export interface CreateTable {
  readonly kind: "create-table";
  readonly database: string;
  readonly table: string;
  readonly input: TableInput;
  /** What to know of it, a sentence each. */
  readonly notes?: readonly string[];
  /** What it is made from; a plan that was saved carries out its input alone. */
  readonly model?: TableModel;
}
/** The table, or the view, is there and lacks something. */
export interface UpdateTable {
  readonly kind: "update-table";
  readonly database: string;
  readonly table: string;
  /** Whether it is a view: its text is the engine's, and only its descriptions are ours. */
  readonly view?: true;
  /** Whether the table was somebody else's until now. */
  readonly adopted?: true;
  /** The version that was read; an update of a later one is refused by Glue. */
  readonly versionId: string | undefined;
  /** A digest of the table that was read. */
  readonly fingerprint: string;
  /** The live table with ours laid over it: the call replaces everything. */
  readonly input: TableInput;
  readonly changes: readonly TableChange[];
  /** What others wrote and is left. */
  readonly kept: readonly Kept[];
  /** What to know of it, a sentence each. */
  readonly notes?: readonly string[];
  /** What it is made from; a plan that was saved carries out its input alone. */
  readonly model?: TableModel | ViewModel;
}
/** Registered partitions of a table lack columns that it has: engines read a partition by its own list. */
export interface UpdatePartitions {
  readonly kind: "update-partitions";
  readonly database: string;
  readonly table: string;
  /** Names of the partition keys. */
  readonly keys: readonly string[];
  /** Those that change in the same way. */
  readonly groups: readonly PartitionGroup[];
}
/** Partitions that change in the same way. */
export interface PartitionGroup {
  readonly changes: readonly TableChange[];
  /** In the order of their values. */
  readonly partitions: readonly PlannedPartition[];
}
/** One partition as it was read. */
export interface PlannedPartition {
  readonly values: readonly string[];
  /** A digest of the partition that was read. */
  readonly fingerprint: string;
}
/** A view as data: all but its SQL. */
export type ViewData = Omit<ViewModel, "sql">;
/** The view is not there, or its SQL is another. */
export interface WriteView {
  readonly kind: "write-view";
  readonly database: string;
  readonly table: string;
  readonly view: ViewData;
  /** The SELECT that it is to be. */
  readonly sql: string;
  /** The SELECT that was written last, or the engine's words for what is there. */
  readonly was?: string;
  /** Whether somebody else wrote it since. */
  readonly outside?: true;
  /** A digest of the view that was read; absent when there is none. */
  readonly fingerprint?: string;
  /** What it is made from; a plan that was saved writes its SQL alone. */
  readonly model?: ViewSource;
}
/** Reads a table of the catalogue. */
export type ReadTable = (table: { readonly database: string; readonly name: string }) => Promise<Table | undefined>;
/** What a view is planned by again when another is in its place by then. */
export interface ViewSource {
  /** The view by what is in the catalogue now. */
  view(read: ReadTable): Promise<ViewModel>;
  /** The live tables of its event, and that of its next major, which older schemas do not know. */
  tables(read: ReadTable): Promise<readonly Table[]>;
  readonly sameSql: ((a: string, b: string) => boolean) | undefined;
  readonly adopt: boolean;
}
/** Nothing is to be done, so nothing is called. */
export interface Unchanged {
  readonly kind: "unchanged";
  readonly database: string;
  readonly table?: string;
  /** Whether it is a view. */
  readonly view?: true;
  /** What others wrote and is left. */
  readonly kept?: readonly Kept[];
  /** Whether a later revision than ours was applied already. */
  readonly behind?: true;
}
/** Tracklake does not do this by itself. */
export interface Refused {
  readonly kind: "refused";
  readonly database: string;
  readonly table: string;
  /** Whether it is a view. */
  readonly view?: true;
  /** Why, in one sentence. */
  readonly reason: string;
  /** What to do by hand, a step a line. */
  readonly remedy: string;
}

/** A step of a plan. */
export type PlanStep = CreateDatabase | CreateTable | UpdateTable | UpdatePartitions | WriteView | Unchanged | Refused;

/** What apply would do, in its order: databases first. */
export interface Plan {
  readonly steps: readonly PlanStep[];
  /** The catalogue's account, where the service said it. */
  readonly catalogue?: string;
  /** Views that are not in the catalogue, or say something else: the engine writes them. */
  readonly outdatedViews?: readonly string[];
  /** What to know beside the steps, a sentence each. */
  readonly notes?: readonly string[];
}

/** Whether a plan has nothing to do and nothing to refuse. */
export function isEmptyPlan(plan: Plan): boolean {
  return plan.steps.every((step) => step.kind === "unchanged");
}
