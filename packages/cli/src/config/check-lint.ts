// Checks what a configuration says of lint: rules that there are, severities that there are, entries that can match.
import { type LintRuleId, type LintSettings, type LintSeverity, lintRules, nearestName } from "@tracklake/schema";

const severities: readonly LintSeverity[] = ["off", "note", "warning", "error"];

/**
 * Checks the key `lint`.
 *
 * @param say - Is told each problem, in one line.
 */
export function checkLint(value: unknown, say: (problem: string) => void): LintSettings {
  if (value === undefined) return {};
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    say(`lint is ${JSON.stringify(value)}; it is an object, such as { "event-tense": "off" }.`);
    return {};
  }
  const { ignore, ...rules } = value as Readonly<Record<string, unknown>>;
  const chosen: Partial<Record<LintRuleId, LintSeverity>> = {};
  for (const [id, severity] of Object.entries(rules)) {
    const rule = ruleOf(id, "lint.", say);
    if (!rule) continue;
    const known = severities.find((candidate) => candidate === severity);
    if (known === undefined) {
      say(`lint.${id} is ${JSON.stringify(severity)}; it is ${severities.map((name) => `"${name}"`).join(", ")}.`);
    } else if (rule.essential && known !== "error") {
      say(`lint.${id} is always an error: without it no table could be made, or no value kept. Remove it.`);
    } else chosen[rule.id] = known;
  }
  return { severities: chosen, ignore: checkIgnore(ignore, say) };
}

function checkIgnore(value: unknown, say: (problem: string) => void): readonly string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    say(`lint.ignore is ${JSON.stringify(value)}; it is a list, such as ["unit-missing@page_viewed.scroll_depth"].`);
    return [];
  }
  return value.filter((entry, index): entry is string => {
    const at = `lint.ignore[${index}]`;
    const [, id, path] = typeof entry === "string" ? (/^([^@]*)@(.+)$/.exec(entry) ?? []) : [];
    if (id === undefined || path === undefined) {
      say(`${at} is ${JSON.stringify(entry)}; it is rule@path, such as "unit-missing@page_viewed.scroll_depth".`);
      return false;
    }
    if (id.includes("*")) return true;
    const rule = ruleOf(id, `${at}: `, say);
    if (rule?.essential) say(`${at}: ${id} is always an error, and cannot be ignored. Remove the entry.`);
    return rule !== undefined && !rule.essential;
  });
}

function ruleOf(id: string, at: string, say: (problem: string) => void) {
  const rule = lintRules.find((candidate) => candidate.id === id);
  if (rule) return rule;
  const meant = nearestName(
    id,
    lintRules.map((candidate) => candidate.id),
  );
  say(`${at}${id} is no rule of lint; ${meant === undefined ? "docs/lint.md lists them." : `did you mean ${meant}?`}`);
  return undefined;
}
