// Findings as JSON for programs; json-schema/findings.schema.json says what is in it.
import type { LocatedFinding } from "../located-finding.js";
import { countFindings } from "./findings-text.js";

/** Findings as JSON: `{ findings, counts }`. */
export function renderFindingsJson(findings: readonly LocatedFinding[]): string {
  return `${JSON.stringify({ findings, counts: countFindings(findings) }, null, 2)}\n`;
}
