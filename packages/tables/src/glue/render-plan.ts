// A plan as text: + creates, ~ changes, ! is refused; what is unchanged is only counted.
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

function created({ database, table, input }: CreateTable): string {
  const columns = input.StorageDescriptor?.Columns ?? [];
  return [
    `+ table ${database}.${table}`,
    `    location ${input.StorageDescriptor?.Location ?? ""}`,
    `    partitioned by ${(input.PartitionKeys ?? []).map(({ Name }) => Name).join(", ")}`,
    ...columns.map(({ Name, Type, Comment }) => `    + column ${Name} ${Type}${Comment ? ` "${Comment}"` : ""}`),
  ].join("\n");
}

function updated({ database, table, versionId, changes }: UpdateTable): string {
  return [
    `~ table ${database}.${table}${versionId === undefined ? "" : ` (version ${versionId})`}`,
    ...changes.map(change),
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
