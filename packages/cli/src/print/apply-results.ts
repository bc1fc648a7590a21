// What became of a plan, as data, as text and as an exit code.
import type { ApplyResult, PlanStep, PruneResult, StepFailure, StepResult } from "@tracklake/tables";
import type { ExitCode } from "../errors.js";

/** What is long of a step. */
type Long = Partial<Record<"input" | "model" | "groups" | "sql" | "was", unknown>>;

/** The results as data: without the inputs, which are long and were shown by the plan. */
export function appliedData({ ok, results }: ApplyResult, pruned: readonly PruneResult[]) {
  return {
    ok: ok && pruned.every(({ failures }) => failures.length === 0),
    results: told(results).map(({ step, ...rest }) => {
      const { input: _, model: __, groups: ___, sql: ____, was: _____, ...short } = step as PlanStep & Long;
      return { ...rest, ...short };
    }),
    ...(pruned.length > 0
      ? { pruned: pruned.filter(({ deleted, failures }) => deleted > 0 || failures.length > 0) }
      : {}),
  };
}

/** The results as lines. */
export function appliedText({ results }: ApplyResult, pruned: readonly PruneResult[]): string {
  const deleted = pruned.reduce((sum, one) => sum + one.deleted, 0);
  const failed = pruned.flatMap(({ database, table, failures }) =>
    failures.slice(0, 3).map((failure) => `failed    versions of ${database}.${table}${failureText(failure)}`),
  );
  const lines = [...told(results).map(line), ...failed];
  if (pruned.length > 0) lines.push(`deleted   ${deleted} old ${deleted === 1 ? "version" : "versions"} of tables`);
  return lines.join("\n");
}

/** How the run ends. */
export function appliedExit({ ok, results }: ApplyResult, pruned: readonly PruneResult[]): ExitCode {
  const broken = results.some(({ outcome }) => outcome === "failed" || outcome === "skipped");
  const stale = results.some(({ outcome }) => outcome === "stale");
  if (pruned.some(({ failures }) => failures.length > 0)) return 3;
  if (stale) return 1;
  return ok ? 0 : broken ? 3 : 1;
}

function told(results: readonly StepResult[]): StepResult[] {
  return results.filter(({ outcome, replanned }) => outcome !== "unchanged" || replanned !== undefined);
}

function line({ step, outcome, failure, replanned }: StepResult): string {
  const what = whatOf(step);
  const name = "table" in step && step.table !== undefined ? `${step.database}.${step.table}` : step.database;
  const again = replanned === undefined ? "" : ` (planned again: somebody else changed it meanwhile)`;
  const first = `${outcome.padEnd(9)} ${what} ${name}${again}`;
  if (failure) return first + failureText(failure);
  return step.kind === "refused" ? `${first}\n  ${step.reason}\n  ${step.remedy.replaceAll("\n", "\n  ")}` : first;
}

function whatOf(step: PlanStep): string {
  if (step.kind === "create-database") return "database";
  if (step.kind === "update-partitions") return "partitions of";
  if (step.kind === "write-view") return "view";
  return (step.kind === "update-table" || step.kind === "refused") && step.view ? "view" : "table";
}

function failureText({ code, message, remedy }: StepFailure): string {
  return `\n  ${code}: ${message}\n  ${remedy}`;
}
