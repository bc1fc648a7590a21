// Findings as text for people and as JSON for programs: the renderers of `check`.
import type { Finding, Severity } from "@tracklake/schema";
import { code, escaped } from "./markdown.js";

/** How many findings there are of each severity. */
export function countFindings(findings: readonly Finding[]): Record<Severity, number> {
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  return { error: count("error"), warning: count("warning"), note: count("note") };
}

/**
 * Findings as text, by file, each with what to do.
 *
 * @example
 * renderFindingsText([]); // "No findings.\n"
 */
export function renderFindingsText(findings: readonly Finding[]): string {
  if (findings.length === 0) return "No findings.\n";
  const files = new Map<string, Finding[]>();
  for (const finding of findings) files.set(finding.file ?? "", [...(files.get(finding.file ?? "") ?? []), finding]);
  const blocks = [...files].map(([file, list]) =>
    [...(file === "" ? [] : [file]), ...list.map(findingLines)].join("\n"),
  );
  const { error, warning, note } = countFindings(findings);
  const counts = [plural(error, "error"), plural(warning, "warning"), plural(note, "note")].filter(
    (text) => text !== "",
  );
  return `${blocks.join("\n\n")}\n\n${counts.join(", ")}\n`;
}

function findingLines({ severity, path, rule, message, was, is, suggestion }: Finding): string {
  const change = was === undefined && is === undefined ? "" : `\n    ${was ?? "nothing"} → ${is ?? "nothing"}`;
  return `  ${severity}  ${path}  ${message}  [${rule}]${change}${suggestion === undefined ? "" : `\n    ${suggestion}`}`;
}

function plural(count: number, noun: string): string {
  return count === 0 ? "" : `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** Findings as JSON: `{ findings, counts }`. */
export function renderFindingsJson(findings: readonly Finding[]): string {
  return `${JSON.stringify({ findings, counts: countFindings(findings) }, null, 2)}\n`;
}

/** Findings as the Markdown of a pull-request comment; nothing is said when there are none. */
export function renderFindingsMarkdown(findings: readonly Finding[]): string {
  if (findings.length === 0) return "";
  const rows = findings.map(({ severity, path, rule, message, suggestion = "", file }) => {
    const where = file === undefined ? code(path) : `${code(path)} in ${code(file)}`;
    return `| ${severity} | ${where} | ${escaped(`${message} ${suggestion}`.trim())} (${code(rule)}) |`;
  });
  return ["### Findings", "", "| | where | what |", "| --- | --- | --- |", ...rows, ""].join("\n");
}
