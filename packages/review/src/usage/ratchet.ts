// A committed file of the findings that a project lives with: those are tolerated, new ones fail, and it only shrinks.
// Lines move with every edit, so findings are counted by rule, event, field and file.
import type { UsageFinding } from "./usage-report.js";

/** How many findings of one kind are tolerated. */
export interface Tolerated {
  readonly rule: string;
  readonly event: string;
  readonly field?: string;
  readonly file?: string;
  readonly count: number;
}

/**
 * Reads a ratchet file.
 *
 * @throws TypeError when the text is none.
 */
export function readRatchet(text: string): Tolerated[] {
  const value: unknown = JSON.parse(text);
  const list = typeof value === "object" && value !== null && "tolerated" in value ? value.tolerated : undefined;
  if (!Array.isArray(list) || !list.every(isTolerated)) {
    throw new TypeError('it is { "tolerated": [{ "rule", "event", "count" }] }');
  }
  return list;
}

/** The findings beyond what is tolerated. */
export function beyond(findings: readonly UsageFinding[], tolerated: readonly Tolerated[]): UsageFinding[] {
  const left = new Map(tolerated.map((each) => [keyOf(each), each.count]));
  return findings.filter((finding) => {
    const count = left.get(keyOf(finding)) ?? 0;
    left.set(keyOf(finding), count - 1);
    return count <= 0;
  });
}

/** The ratchet that tolerates the findings and nothing that it did not before; all of them where there is none yet. */
export function shrunk(findings: readonly UsageFinding[], before: readonly Tolerated[] | undefined): Tolerated[] {
  const counts = new Map<string, Tolerated>();
  for (const { rule, event, field, file } of findings) {
    const key = keyOf({ rule, event, field, file });
    const count = (counts.get(key)?.count ?? 0) + 1;
    counts.set(key, {
      rule,
      event,
      ...(field === undefined ? {} : { field }),
      ...(file === undefined ? {} : { file }),
      count,
    });
  }
  const most = before === undefined ? undefined : new Map(before.map((each) => [keyOf(each), each.count]));
  return [...counts]
    .map(([key, each]) => ({
      ...each,
      count: Math.min(each.count, most?.get(key) ?? (most === undefined ? each.count : 0)),
    }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** A ratchet file's text. */
export function ratchetText(tolerated: readonly Tolerated[]): string {
  return `${JSON.stringify({ tolerated }, null, 2)}\n`;
}

interface Key {
  readonly rule: string;
  readonly event: string;
  readonly field?: string | undefined;
  readonly file?: string | undefined;
}

function keyOf({ rule, event, field = "", file = "" }: Key): string {
  return JSON.stringify([rule, event, field, file]);
}

function isTolerated(value: unknown): value is Tolerated {
  if (typeof value !== "object" || value === null) return false;
  const { rule, event, count } = value as Partial<Tolerated>;
  return typeof rule === "string" && typeof event === "string" && Number.isInteger(count);
}
