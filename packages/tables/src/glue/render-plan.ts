// A plan as text: + creates, ~ changes, ! is refused; what is unchanged is only counted.
import { plain } from "./plain.js";
import {
  createdLines,
  type PlanLine,
  partitionLines,
  planNotes,
  planSummary,
  updatedLines,
  viewLines,
} from "./plan-lines.js";
import type { Plan, PlanStep } from "./steps.js";

/**
 * A plan for a terminal.
 *
 * @returns Lines, the last one a summary, without colours.
 * @example
 * renderPlan({ steps: [] }); // "Nothing to do: the catalogue is as the schemas say.\n"
 */
export function renderPlan(plan: Plan): string {
  const blocks = plan.steps.map(block).filter((text) => text !== "");
  const notes = planNotes(plan);
  return `${[...blocks, ...(notes.length > 0 ? [notes.join("\n")] : []), planSummary(plan)].join("\n\n")}\n`;
}

function block(step: PlanStep): string {
  switch (step.kind) {
    case "unchanged":
      return "";
    case "create-database":
      return `+ database ${step.database}`;
    case "create-table":
      return [`+ table ${step.database}.${step.table}`, ...createdLines(step).map(indented)].join("\n");
    case "update-table": {
      const what = step.view ? "view" : "table";
      const version = step.versionId === undefined ? "" : ` (version ${step.versionId})`;
      const taken = step.adopted ? ", taken over" : "";
      return [`~ ${what} ${step.database}.${step.table}${version}${taken}`, ...updatedLines(step).map(indented)].join(
        "\n",
      );
    }
    case "update-partitions":
      return [`~ partitions of ${step.database}.${step.table}`, ...partitionLines(step).map(indented)].join("\n");
    case "write-view": {
      const sign = step.fingerprint === undefined ? "+" : "~";
      return [`${sign} view ${step.database}.${step.table}`, ...viewLines(step).map(indented)].join("\n");
    }
    case "refused":
      return [
        `! ${step.view ? "view" : "table"} ${step.database}.${step.table}: ${plain(step.reason)}`,
        ...step.remedy.split("\n").map((line) => `    ${plain(line)}`),
      ].join("\n");
  }
}

function indented({ sign, text }: PlanLine): string {
  return `    ${sign} ${text}`;
}
