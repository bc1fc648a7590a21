// A plan as Markdown, for the comment of a pull request or the summary of a pipeline's run.
import { plain } from "./plain.js";
import {
  createdLines,
  type PlanLine,
  partitionCount,
  partitionLines,
  planCounts,
  planNotes,
  planSummary,
  updatedLines,
  viewLines,
} from "./plan-lines.js";
import type { Plan, PlanStep } from "./steps.js";

/**
 * A plan for a comment.
 *
 * @example
 * renderPlanMarkdown({ steps: [] }); // "### Glue: nothing to do\n…"
 */
export function renderPlanMarkdown(plan: Plan): string {
  const { create, change, refuse, same } = planCounts(plan);
  const parts = [
    create > 0 ? `${create} to create` : "",
    change > 0 ? `${change} to change` : "",
    refuse > 0 ? `**${refuse} refused**` : "",
  ].filter((part) => part !== "");
  const title = parts.length === 0 ? "nothing to do" : parts.join(", ");
  const rows = plan.steps.filter(({ kind }) => kind !== "unchanged");
  return `${[
    `### Glue: ${title}`,
    ...(rows.length === 0
      ? [planSummary(plan)]
      : [["| | what | changes |", "| --- | --- | --- |", ...rows.map(row)].join("\n")]),
    ...rows.flatMap(details),
    ...planNotes(plan).map((note) => `- ${escaped(note)}`),
    ...(rows.length > 0 && same > 0 ? [`${same} unchanged.`] : []),
  ].join("\n\n")}\n`;
}

function row(step: PlanStep): string {
  const cells = (sign: string, what: string, changes: string) => `| ${sign} | ${what} | ${escaped(changes)} |`;
  switch (step.kind) {
    case "create-database":
      return cells("create", `database \`${step.database}\``, "");
    case "create-table": {
      const columns = step.input.StorageDescriptor?.Columns?.length ?? 0;
      return cells("create", `\`${step.database}.${step.table}\``, `${columns} columns`);
    }
    case "update-table": {
      const signs = updatedLines(step).map(({ sign }) => sign);
      const count = (sign: string, word: string) => {
        const n = signs.filter((one) => one === sign).length;
        return n === 0 ? [] : [`${n} ${word}`];
      };
      const changes = [
        ...count("+", "added"),
        ...count("~", "changed"),
        ...count("-", "removed"),
        ...count("=", "left to others"),
      ];
      return cells(step.adopted ? "take over" : "change", `\`${step.database}.${step.table}\``, changes.join(", "));
    }
    case "update-partitions": {
      const count = partitionCount(step);
      return cells(
        "change",
        `partitions of \`${step.database}.${step.table}\``,
        `${count} ${count === 1 ? "follows" : "follow"} the table`,
      );
    }
    case "write-view": {
      const { fingerprint, was } = step;
      const lines =
        was === undefined
          ? ""
          : `${viewLines(step).filter(({ sign }) => sign === "+" || sign === "-").length} lines of SQL`;
      return cells(fingerprint === undefined ? "create" : "replace", `view \`${step.database}.${step.table}\``, lines);
    }
    case "refused":
      return cells("**refused**", `\`${step.database}.${step.table}\``, step.reason);
    default:
      return "";
  }
}

function details(step: PlanStep): string[] {
  if (step.kind === "refused") {
    const steps = step.remedy.split("\n").map((line) => (/^\d+\. /.test(line) ? escaped(line) : `- ${escaped(line)}`));
    return [`\`${step.database}.${step.table}\` by hand:\n\n${steps.join("\n")}`];
  }
  const lines = linesOf(step);
  if (!lines) return [];
  const version = step.kind === "update-table" && step.versionId !== undefined ? ` (version ${step.versionId})` : "";
  const partitions = step.kind === "update-partitions" ? "partitions of " : "";
  const body = lines.map(diffLine).join("\n");
  const longest = Math.max(2, ...[...body.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return [
    `<details><summary>${partitions}<code>${step.database}.${"table" in step ? step.table : ""}</code>${version}</summary>\n\n${fence}diff\n${body}\n${fence}\n\n</details>`,
  ];
}

function linesOf(step: PlanStep): PlanLine[] | undefined {
  switch (step.kind) {
    case "create-table":
      return createdLines(step);
    case "update-table":
      return updatedLines(step);
    case "update-partitions":
      return partitionLines(step);
    case "write-view":
      return step.was === undefined ? undefined : viewLines(step);
    default:
      return undefined;
  }
}

/** In a diff's colours: what is added, what is changed or taken away, and what only is told. */
function diffLine({ sign, text }: PlanLine): string {
  const mark = { "+": "+", "-": "-", "~": "!", "=": "#", i: "#", " ": " " }[sign];
  return `${mark} ${text}`;
}

/** Texts of others in a table's cell or a list: no markup of theirs is obeyed. */
function escaped(text: string): string {
  return plain(text).replace(/[\\`*_{}[\]<>|@#]/g, (character) => (character === "_" ? character : `\\${character}`));
}
