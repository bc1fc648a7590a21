// What a project decided of lint: how severe each rule is, and what is not to be said.
// A decision that matches nothing any more is reported, so that the list stays true.
import type { Finding } from "../finding.js";
import type { LintSeverity } from "./rule.js";
import type { LintRuleId } from "./rule-ids.js";

/** The decisions; everything is as the rules say where there is none. */
export interface LintSettings {
  readonly severities?: Partial<Readonly<Record<LintRuleId, LintSeverity>>>;
  /** Findings that are not said, as `rule@path`; `*` stands for any text. */
  readonly ignore?: readonly string[];
}

/**
 * Findings without those that are to be ignored.
 *
 * @returns Also the entries that matched none.
 */
export function withoutIgnored(
  findings: readonly Finding[],
  ignore: readonly string[],
): { readonly findings: Finding[]; readonly stale: readonly string[] } {
  const used = new Set<string>();
  const entries = ignore.map((entry) => ({ entry, pattern: patternOf(entry) }));
  const kept = findings.filter(({ rule, path }) => {
    const matching = entries.filter(({ pattern }) => pattern.test(`${rule}@${path}`));
    for (const { entry } of matching) used.add(entry);
    return matching.length === 0;
  });
  return { findings: kept, stale: ignore.filter((entry) => !used.has(entry)) };
}

function patternOf(entry: string): RegExp {
  const escaped = entry.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${escaped.join(".*")}$`, "u");
}

/** The finding of an entry that matches nothing. */
export function staleIgnore(entry: string): Finding {
  return {
    rule: STALE_IGNORE,
    severity: "warning",
    path: "lint.ignore",
    message: `"${entry}" matches no finding any more.`,
    suggestion: "Remove it from lint.ignore in tracklake.config.ts.",
    fix: { kind: "remove-ignore", path: "lint.ignore", entry },
  };
}

/** The id of findings about the settings themselves. */
export const STALE_IGNORE = "stale-ignore";
