// Findings for a person and for a program; every message of this command that lists findings comes from here.
import type { Finding, Severity } from "@tracklake/schema";
import type { Colors } from "../session.js";
import { jsonText } from "./json.js";

/** The lines of a finding, indented by two: what is wrong, and what to do. */
export function findingLines({ file, path, rule, message, suggestion }: Finding): string[] {
  const first = `  ${file === undefined ? "" : `${file}  `}${path}: ${message} (${rule})`;
  return suggestion === undefined ? [first] : [first, `    ${suggestion}`];
}

/** A report of findings, with a count at its end. */
export function findingsText(findings: readonly Finding[], colors: Colors): string {
  if (findings.length === 0) return "The schemas and their history are fine.";
  const paint = { error: colors.red, warning: colors.yellow, note: colors.cyan };
  const blocks = findings.map((finding) => {
    const [first = "", ...rest] = findingLines(finding);
    return [`${paint[finding.severity](finding.severity)}${first.slice(1)}`, ...rest].join("\n");
  });
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  return [...blocks, "", `${count("error")} errors, ${count("warning")} warnings, ${count("note")} notes.`].join("\n");
}

/** A report of findings for programs. */
export function findingsJson(findings: readonly Finding[]): string {
  return `${jsonText({ findings }, 2)}\n`;
}
