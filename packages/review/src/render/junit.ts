// Findings as JUnit XML, which every CI shows: a suite for each event or file, a case for each finding.
// Errors are failures; warnings and notes pass, and say what they are in the case's output.
import type { LocatedFinding } from "../located-finding.js";
import { alsoAt } from "./findings-text.js";
import type { FileOptions } from "./sarif.js";

/**
 * Findings as JUnit XML.
 *
 * @param names - What was checked: each has a suite, and without findings a case that passes.
 * @example
 * renderJunit([], ["plan_changed"]).includes('failures="0"'); // true
 */
export function renderJunit(
  given: readonly LocatedFinding[],
  names: readonly string[] = [],
  { folder = "" }: Pick<FileOptions, "folder"> = {},
): string {
  // As annotations and code scanning name files: from the repository's folder.
  const findings = given.map((finding) =>
    finding.file === undefined ? finding : { ...finding, file: `${folder}${finding.file.replaceAll("\\", "/")}` },
  );
  const suites = new Map<string, LocatedFinding[]>(names.map((name) => [name, []]));
  for (const finding of findings) {
    const name = finding.path.split(/[.:[{ ]/)[0] ?? finding.path;
    suites.set(name, [...(suites.get(name) ?? []), finding]);
  }
  const failures = findings.filter(({ severity }) => severity === "error").length;
  const tests = [...suites.values()].reduce((sum, list) => sum + Math.max(1, list.length), 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="tracklake" tests="${tests}" failures="${failures}" errors="0">`,
    ...[...suites].flatMap(([name, list]) => suite(name, list)),
    "</testsuites>",
    "",
  ].join("\n");
}

function suite(name: string, findings: readonly LocatedFinding[]): string[] {
  const failures = findings.filter(({ severity }) => severity === "error").length;
  const counts = `tests="${Math.max(1, findings.length)}" failures="${failures}" errors="0" skipped="0"`;
  return [
    `  <testsuite name="${xml(name)}" ${counts}>`,
    ...(findings.length === 0
      ? [`    <testcase name="${xml(name)}" classname="tracklake"/>`]
      : findings.flatMap(testCase)),
    "  </testsuite>",
  ];
}

function testCase(finding: LocatedFinding): string[] {
  const { rule, severity, path, message, suggestion, file, line, accepted } = finding;
  const place = file === undefined ? "" : ` file="${xml(file)}"${line === undefined ? "" : ` line="${line}"`}`;
  const text = [
    `${message}${alsoAt(finding, " ")}`,
    suggestion,
    accepted,
    file && `${file}${line === undefined ? "" : `:${line}`}`,
  ].filter(Boolean);
  const body =
    severity === "error"
      ? [`      <failure type="${xml(rule)}" message="${xml(message)}">${xml(text.join("\n"))}</failure>`]
      : [`      <system-out>${xml([severity, ...text].join("\n"))}</system-out>`];
  return [
    `    <testcase name="${xml(`${path} ${rule}`)}" classname="tracklake.${xml(rule)}"${place}>`,
    ...body,
    "    </testcase>",
  ];
}

/** XML 1.0 has no place for most control characters, escaped or not. */
function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replace(/[&<>"'\n\r\t]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
