// Carries out a plan, step by step. A failure is the result of its step; the others are still tried.
// Guide: a stale VersionId gives ConcurrentModification; a create that timed out may have succeeded.
import type { GlueClient } from "@aws-sdk/client-glue";
import { tableStep } from "./diff.js";
import { failure, type StepFailure } from "./failure.js";
import { readTable } from "./live.js";
import { errorName, withRetry } from "./retry.js";
import type { CreateTable, Plan, PlanStep, UpdateTable } from "./steps.js";

/** What became of one step. */
export interface StepResult {
  readonly step: PlanStep;
  /** `skipped`: its database could not be created. */
  readonly outcome: "created" | "updated" | "unchanged" | "refused" | "failed" | "skipped";
  readonly failure?: StepFailure;
}

/** What became of a plan. */
export interface ApplyResult {
  /** Whether nothing was refused, failed or skipped. */
  readonly ok: boolean;
  /** One for each step, in the plan's order. */
  readonly results: readonly StepResult[];
}

/** How often a table is read and planned again after somebody else changed it in between. */
const REPLANS = 3;

/**
 * Carries out a plan.
 *
 * @param client - The caller's own client.
 * @returns Each step's result; it does not throw for what Glue answers.
 * @example
 * const { ok, results } = await apply(client, await plan(client, desired));
 */
export async function apply(client: GlueClient, { steps }: Plan): Promise<ApplyResult> {
  const results: StepResult[] = [];
  const missing = new Set<string>();
  for (const step of steps) {
    const result = await applied(client, step, missing);
    if (step.kind === "create-database" && result.outcome === "failed") missing.add(step.database);
    results.push(result);
  }
  const fine = results.every(({ outcome }) => outcome !== "refused" && outcome !== "failed" && outcome !== "skipped");
  return { ok: fine, results };
}

async function applied(client: GlueClient, step: PlanStep, missing: ReadonlySet<string>): Promise<StepResult> {
  try {
    switch (step.kind) {
      case "unchanged":
      case "refused":
        return { step, outcome: step.kind };
      case "create-database":
        return { step, outcome: await createDatabase(client, step.input) };
      default:
        return missing.has(step.database) ? { step, outcome: "skipped" } : await applyTable(client, step);
    }
  } catch (error) {
    return { step, outcome: "failed", failure: failure(error) };
  }
}

async function createDatabase(
  client: GlueClient,
  input: { Name: string | undefined; Description?: string | undefined },
): Promise<"created" | "unchanged"> {
  const { CreateDatabaseCommand } = await import("@aws-sdk/client-glue");
  try {
    await withRetry(() => client.send(new CreateDatabaseCommand({ DatabaseInput: input })));
    return "created";
  } catch (error) {
    if (errorName(error) === "AlreadyExistsException") return "unchanged";
    throw error;
  }
}

/** Sends the step; when the table is no more as it was planned for, reads it and plans it again. */
async function applyTable(client: GlueClient, step: CreateTable | UpdateTable): Promise<StepResult> {
  let current: CreateTable | UpdateTable = step;
  for (let replan = 0; ; replan++) {
    try {
      await send(client, current);
      return { step: current, outcome: current.kind === "create-table" ? "created" : "updated" };
    } catch (error) {
      const changed = ["ConcurrentModificationException", "AlreadyExistsException"].includes(errorName(error));
      if (!changed || replan >= REPLANS) throw error;
    }
    const next = tableStep(await readTable(client, step.database, step.table), step.model);
    if (next.kind === "refused" || next.kind === "unchanged") return { step: next, outcome: next.kind };
    if (next.kind === "create-database") throw new TypeError("a table's step creates no database");
    current = next;
  }
}

async function send(client: GlueClient, step: CreateTable | UpdateTable): Promise<void> {
  const { CreateTableCommand, UpdateTableCommand } = await import("@aws-sdk/client-glue");
  const { database: DatabaseName, input: TableInput } = step;
  if (step.kind === "create-table") {
    await withRetry(() => client.send(new CreateTableCommand({ DatabaseName, TableInput })));
    return;
  }
  const VersionId = step.versionId;
  await withRetry(() =>
    client.send(
      new UpdateTableCommand({ DatabaseName, TableInput, ...(VersionId === undefined ? {} : { VersionId }) }),
    ),
  );
}
