// A plan as Markdown, for the comment of a pull request or the summary of a pipeline's run.
import { plain } from "./plain.js";
import { createdLines, type PlanLine, planCounts, planNotes, planSummary, updatedLines } from "./plan-lines.js";
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
  if (step.kind !== "create-table" && step.kind !== "update-table") return [];
  const lines = step.kind === "create-table" ? createdLines(step) : updatedLines(step);
  const version = step.kind === "update-table" && step.versionId !== undefined ? ` (version ${step.versionId})` : "";
  const body = lines.map(diffLine).join("\n");
  const longest = Math.max(2, ...[...body.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return [
    `<details><summary><code>${step.database}.${step.table}</code>${version}</summary>\n\n${fence}diff\n${body}\n${fence}\n\n</details>`,
  ];
}

/** In a diff's colours: what is added, what is changed or taken away, and what only is told. */
function diffLine({ sign, text }: PlanLine): string {
  const mark = { "+": "+", "-": "-", "~": "!", "=": "#", i: "#" }[sign];
  return `${mark} ${text}`;
}

/** Texts of others in a table's cell or a list: no markup of theirs is obeyed. */
function escaped(text: string): string {
  return plain(text).replace(/[\\`*_{}[\]<>|@#]/g, (character) => (character === "_" ? character : `\\${character}`));
}
