// Findings as text for people, by file, each with what to do.
import type { Finding, Severity } from "@tracklake/schema";
import type { LocatedFinding } from "../located-finding.js";
import { visible } from "../markdown.js";
import { plural } from "./review-words.js";

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
export function renderFindingsText(findings: readonly LocatedFinding[]): string {
  if (findings.length === 0) return "No findings.\n";
  const files = new Map<string, LocatedFinding[]>();
  for (const finding of findings) files.set(finding.file ?? "", [...(files.get(finding.file ?? "") ?? []), finding]);
  const blocks = [...files].map(([file, list]) =>
    [...(file === "" ? [] : [file]), ...list.map(findingLines)].join("\n"),
  );
  const { error, warning, note } = countFindings(findings);
  const counts = [plural(error, "error"), plural(warning, "warning"), plural(note, "note")].filter(
    (text) => text !== "",
  );
  return visible(`${blocks.join("\n\n")}\n\n${counts.join(", ")}\n`);
}

function findingLines(finding: LocatedFinding): string {
  const { severity, path, rule, message, was, is, suggestion, line, column } = finding;
  const place = line === undefined ? "" : `${line}:${column ?? 1}  `;
  const change = was === undefined && is === undefined ? "" : `\n    ${was ?? "nothing"} → ${is ?? "nothing"}`;
  return `  ${place}${severity}  ${path}  ${message}  [${rule}]${change}${alsoAt(finding, "\n    ")}${suggestion === undefined ? "" : `\n    ${suggestion}`}`;
}

/** The other places of a finding, after a text; nothing where there are none. */
export function alsoAt({ related = [] }: LocatedFinding, before: string): string {
  const places = related.map(({ file, line, column }) =>
    [file, line, column].filter((part) => part !== undefined).join(":"),
  );
  return places.length === 0 ? "" : `${before}The other is at ${places.join(", ")}.`;
}
