// What doctor found, as lines and as counts.
import type { Check, CheckLevel } from "../doctor/check.js";
import type { Session } from "../session.js";

/** How many of each. */
export interface CheckCounts {
  readonly errors: number;
  readonly warnings: number;
}

/** Counts them. */
export function checkCounts(checks: readonly Check[]): CheckCounts {
  const count = (level: CheckLevel) => checks.filter((check) => check.level === level).length;
  return { errors: count("error"), warnings: count("warning") };
}

/** A line for each, and under it what mends it. */
export function checkLines({ colors }: Pick<Session, "colors">, checks: readonly Check[]): string[] {
  const mark = { ok: colors.green("ok"), note: "note", warning: colors.yellow("warning"), error: colors.red("error") };
  return checks.flatMap(({ level, message, fix }) => [
    `${mark[level]}${" ".repeat(9 - level.length)}${message}`,
    ...(fix === undefined || level === "ok" ? [] : [`         mend: ${fix}`]),
  ]);
}

/** The last line. */
export function countsLine({ errors, warnings }: CheckCounts): string {
  return `${counted(errors, "error")}, ${counted(warnings, "warning")}.`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
