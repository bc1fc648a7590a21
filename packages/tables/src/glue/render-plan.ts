// A plan as text: + creates, ~ changes, ! is refused; what is unchanged is only counted.
import { envelopeColumns } from "@tracklake/envelope";
import { APPLIED } from "../model/table-models.js";
import type { CreateTable, Plan, PlanStep, Refused, TableChange, UpdateTable } from "./steps.js";

/**
 * A plan for a terminal.
 *
 * @returns Lines, the last one a summary, without colours.
 * @example
 * renderPlan({ steps: [] }); // "Nothing to do: the catalogue is as the schemas say.\n"
 */
export function renderPlan(plan: Plan): string {
  const blocks = plan.steps.map(block).filter((text) => text !== "");
  return `${[...blocks, summary(plan)].join("\n\n")}\n`;
}

function block(step: PlanStep): string {
  switch (step.kind) {
    case "unchanged":
      return "";
    case "create-database":
      return `+ database ${step.database}`;
    case "create-table":
      return created(step);
    case "update-table":
      return updated(step);
    case "refused":
      return refused(step);
  }
}

const envelope: ReadonlySet<string> = new Set(envelopeColumns.map(({ name }) => name));

function created({ database, table, input }: CreateTable): string {
  const columns = input.StorageDescriptor?.Columns ?? [];
  const own = columns.filter(({ Name }) => !envelope.has(Name ?? ""));
  return [
    `+ table ${database}.${table}`,
    `    location ${input.StorageDescriptor?.Location ?? ""}`,
    `    partitioned by ${(input.PartitionKeys ?? []).map(({ Name }) => Name).join(", ")}`,
    `    + ${columns.length - own.length} columns of the envelope`,
    ...own.map(({ Name, Type, Comment }) => `    + column ${Name} ${Type}${Comment ? ` "${Comment}"` : ""}`),
  ].join("\n");
}

function updated({ database, table, versionId, changes }: UpdateTable): string {
  // The fingerprint changes with everything else, and says nothing by itself.
  const told = changes.filter(({ name }) => name !== APPLIED);
  return [
    `~ table ${database}.${table}${versionId === undefined ? "" : ` (version ${versionId})`}`,
    ...(told.length > 0 ? told : changes).map(change),
  ].join("\n");
}

function change({ part, name, action, was, is }: TableChange): string {
  const what = name === "" ? part : `${part} ${name}`;
  return action === "add" ? `    + ${what} ${is}` : `    ~ ${what} ${was ?? ""} -> ${is}`;
}

function refused({ database, table, reason, remedy }: Refused): string {
  return `! table ${database}.${table}: ${reason}\n    ${remedy}`;
}

function summary({ steps }: Plan): string {
  const count = (...kinds: PlanStep["kind"][]) => steps.filter(({ kind }) => kinds.includes(kind)).length;
  const create = count("create-database", "create-table");
  const update = count("update-table");
  const refuse = count("refused");
  if (create + update + refuse === 0) return "Nothing to do: the catalogue is as the schemas say.";
  return `Plan: ${create} to create, ${update} to change, ${refuse} refused, ${count("unchanged")} unchanged.`;
}
