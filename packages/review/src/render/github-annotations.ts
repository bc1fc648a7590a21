// Findings as GitHub's workflow commands, which become annotations at the lines of a pull request.
// Source: docs.github.com, "Workflow commands"; the escapes are those of its own toolkit: %, CR and LF, in properties : and , too.
import type { Severity } from "@tracklake/schema";
import type { LocatedFinding } from "../located-finding.js";
import { alsoAt } from "./findings-text.js";
import { CONFIG, type FileOptions } from "./sarif.js";

const commands: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", note: "notice" };

/**
 * Findings as annotations, one a line.
 *
 * @example
 * renderGithubAnnotations([{ rule: "owner", severity: "warning", path: "a", message: "no owner." }]);
 * // "::warning file=tracklake.config.ts,line=1,title=owner::a: no owner.\n"
 */
export function renderGithubAnnotations(
  findings: readonly LocatedFinding[],
  { folder = "", otherwise = CONFIG }: FileOptions = {},
): string {
  return findings
    .map(
      (finding) =>
        `${annotation(finding.file === undefined ? { ...finding, file: otherwise, line: 1 } : finding, folder)}\n`,
    )
    .join("");
}

function annotation(finding: LocatedFinding, folder: string) {
  const { rule, severity, path, message, suggestion, file, line, column } = finding;
  const properties = {
    file: file === undefined ? undefined : `${folder}${file.replaceAll("\\", "/")}`,
    line: file === undefined ? undefined : line,
    col: file === undefined || line === undefined ? undefined : column,
    title: rule,
  };
  const said = Object.entries(properties).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${property(String(value))}`],
  );
  const text = [`${path}: ${message}${alsoAt(finding, " ")}`, suggestion].filter(Boolean).join("\n");
  return `::${commands[severity]} ${said.join(",")}::${data(text)}`;
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
