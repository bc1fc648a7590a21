// Findings as the Markdown of a pull-request comment: a table, the worst first as they come.
import type { LocatedFinding } from "../located-finding.js";
import { code, escaped } from "../markdown.js";
import { alsoAt } from "./findings-text.js";

/** Findings as Markdown; nothing is said when there are none. */
export function renderFindingsMarkdown(findings: readonly LocatedFinding[]): string {
  if (findings.length === 0) return "";
  const rows = findings.map((finding) => {
    const { severity, path, rule, message, suggestion = "", file, line } = finding;
    const where =
      file === undefined ? code(path) : `${code(path)} in ${code(line === undefined ? file : `${file}:${line}`)}`;
    return `| ${severity} | ${where} | ${escaped(`${message}${alsoAt(finding, " ")} ${suggestion}`.trim())} (${code(rule)}) |`;
  });
  return ["### Findings", "", "| | where | what |", "| --- | --- | --- |", ...rows, ""].join("\n");
}
