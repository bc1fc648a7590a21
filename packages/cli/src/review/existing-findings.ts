// Findings of lint that the base has too: they are told as notes and stop nothing, since the change did not bring them.
// The base is linted with the rules as they are now, and with what it ignored itself.
import type { Finding } from "@tracklake/schema";
import type { Project } from "../config/load-config.js";
import { lintOptions } from "../schemas/lint-options.js";
import { lintFindings } from "../schemas/load-schemas.js";
import type { BaseState } from "./base-state.js";

/**
 * The findings, those of the base as notes.
 *
 * @param findings - What lint says now.
 */
export function withExisting(findings: readonly Finding[], project: Project, base: BaseState): Finding[] {
  const { schemas, registry, config } = base;
  if (findings.length === 0 || schemas === undefined) return [...findings];
  const lint = { ...project.lint, ignore: config?.lint.ignore ?? [] };
  const there = lintFindings(
    { files: [], ...schemas },
    { phase: "publish", ...lintOptions({ ...project, lint }, registry) },
  );
  const known = new Set(there.map(keyOf));
  return findings.map((finding): Finding => {
    if (finding.severity === "note" || !known.has(keyOf(finding))) return finding;
    return { ...finding, severity: "note", message: `It is so at the base already: ${finding.message}` };
  });
}

/** Wherever the definition's file lies. */
function keyOf({ rule, path, message }: Finding): string {
  return `${rule}\n${path}\n${message}`;
}
