// Findings as SARIF 2.1.0, for code scanning: one run, its rules, results with places and fingerprints.
// Source: docs.oasis-open.org/sarif/sarif/v2.1.0; what GitHub reads of it: "SARIF support for code scanning".
import type { RelatedPlace, Severity } from "@tracklake/schema";
import type { LocatedFinding } from "../located-finding.js";
import { escaped } from "../markdown.js";
import { ruleText } from "./rule-text.js";

/** How files are named in formats that other programs read. */
export interface FileOptions {
  /** The project's folder within its repository, such as `services/billing/`. @default the top */
  readonly folder?: string;
  /** The file of findings that have none, in formats that ask for one. @default tracklake.config.ts */
  readonly otherwise?: string;
  /** The version of the tool, in formats that say it. */
  readonly version?: string;
}

const levels: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", note: "note" };

/**
 * Findings as a SARIF log.
 *
 * @example
 * JSON.parse(renderSarif([])).runs[0].results; // []
 */
export function renderSarif(
  findings: readonly LocatedFinding[],
  { folder = "", otherwise = CONFIG, version }: FileOptions = {},
): string {
  const rules = [...new Set(findings.map(({ rule }) => rule))];
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "tracklake",
            ...(version === undefined ? {} : { version }),
            rules: rules.map((id) => descriptor(id, findings)),
          },
        },
        columnKind: "utf16CodeUnits",
        results: findings.map((finding) =>
          result({ ...finding, file: finding.file ?? otherwise }, rules.indexOf(finding.rule), folder),
        ),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** Where a finding is said that no file is the place of: code scanning takes no result without a place. */
export const CONFIG = "tracklake.config.ts";

function descriptor(id: string, findings: readonly LocatedFinding[]): object {
  const { short, uri } = ruleText(id);
  const example = findings.find(({ rule }) => rule === id);
  const help = example?.suggestion ?? short;
  return {
    id,
    name: id,
    shortDescription: { text: short },
    fullDescription: { text: short },
    help: { text: help, markdown: `${escaped(help)}\n\n[${escaped(id)}](${uri})` },
    helpUri: uri,
  };
}

function result(finding: LocatedFinding, ruleIndex: number, folder: string): object {
  const { rule, severity, path, message, suggestion, fingerprint, accepted, related } = finding;
  return {
    ruleId: rule,
    ruleIndex,
    level: levels[severity],
    message: { text: [`${path}: ${message}`, suggestion].filter(Boolean).join(" ") },
    locations: [{ ...physical(finding, folder), logicalLocations: [{ fullyQualifiedName: path, kind: "member" }] }],
    ...(related === undefined ? {} : { relatedLocations: related.map((other) => physical(other, folder)) }),
    ...(fingerprint === undefined ? {} : { partialFingerprints: { "tracklakeChange/v1": fingerprint } }),
    ...(accepted === undefined
      ? {}
      : { suppressions: [{ kind: "external", status: "accepted", justification: accepted }] }),
  };
}

function physical({ file, line, column }: Partial<RelatedPlace>, folder: string): object {
  if (file === undefined) return {};
  const uri = `${folder}${file.replaceAll("\\", "/")}`.split("/").map(encodeURIComponent).join("/");
  return {
    physicalLocation: {
      artifactLocation: { uri, uriBaseId: "%SRCROOT%" },
      region: { startLine: line ?? 1, ...(column === undefined ? {} : { startColumn: column }) },
    },
  };
}
