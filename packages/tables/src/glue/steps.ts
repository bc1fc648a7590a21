// A plan as data: one step for each database and table, with what changes in it. Renderers word it.
import type { DatabaseInput, TableInput } from "@aws-sdk/client-glue";
import type { TableModel } from "../table-model.js";

/** One thing that an update changes. */
export interface TableChange {
  readonly part: "column" | "parameter" | "serde parameter" | "description" | "owner" | "format";
  /** The column's name, the parameter's key; empty where there is one only. */
  readonly name: string;
  readonly action: "add" | "change";
  readonly was?: string;
  readonly is: string;
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
  readonly model: TableModel;
}
/** The table is there and lacks something. */
export interface UpdateTable {
  readonly kind: "update-table";
  readonly database: string;
  readonly table: string;
  /** The version that was read; an update of a later one is refused by Glue. */
  readonly versionId: string | undefined;
  /** The live table with ours laid over it: the call replaces everything. */
  readonly input: TableInput;
  readonly changes: readonly TableChange[];
  readonly model: TableModel;
}
/** Nothing is to be done, so nothing is called. */
export interface Unchanged {
  readonly kind: "unchanged";
  readonly database: string;
  readonly table?: string;
}
/** Tracklake does not do this by itself. */
export interface Refused {
  readonly kind: "refused";
  readonly database: string;
  readonly table: string;
  /** Why, in one sentence. */
  readonly reason: string;
  /** What to do, in one sentence. */
  readonly remedy: string;
}

/** A step of a plan. */
export type PlanStep = CreateDatabase | CreateTable | UpdateTable | Unchanged | Refused;

/** What apply would do, in its order: databases first. */
export interface Plan {
  readonly steps: readonly PlanStep[];
}

/** Whether a plan has nothing to do and nothing to refuse. */
export function isEmptyPlan(plan: Plan): boolean {
  return plan.steps.every((step) => step.kind === "unchanged");
}
