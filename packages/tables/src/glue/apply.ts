// Carries out a plan, a bounded number of steps at a time. A failure is the result of its step; the others are tried.
// Databases come first; nothing is ever deleted or created anew.
import type { GlueClient } from "@aws-sdk/client-glue";
import { applyTable, type TableOutcome } from "./apply-table.js";
import { failure, type StepFailure } from "./failure.js";
import { inParallel, type OnProgress } from "./in-parallel.js";
import { errorName, GlueCalls, type RetryOptions } from "./retry.js";
import { staleSteps } from "./stale.js";
import type { CreateDatabase, Plan, PlanStep } from "./steps.js";

/** What became of one step. */
export interface StepResult {
  /** As it was carried out: planned again where somebody else was faster. */
  readonly step: PlanStep;
  /**
   * `skipped`: its database could not be created, or another step of the plan is stale; `stale`: the table is no more
   * what the plan was made for.
   */
  readonly outcome: "created" | "updated" | "unchanged" | "refused" | "failed" | "skipped" | "stale";
  /** How often it was planned again. */
  readonly replanned?: number;
  readonly failure?: StepFailure;
}

/** What became of a plan. */
export interface ApplyResult {
  /** Whether nothing was refused, failed, skipped or stale. */
  readonly ok: boolean;
  /** One for each step, in the plan's order. */
  readonly results: readonly StepResult[];
}

/** Choices of {@link apply}. */
export interface ApplyOptions extends RetryOptions {
  /** Steps carried out at once, from 1. @default 8 */
  readonly concurrency?: number;
  /** Carries out exactly this plan: nothing when any of it is stale, and nothing is planned again. @default false */
  readonly exact?: boolean;
  /** Writes what the schemas say over what others changed in it, when a step is planned again. @default false */
  readonly restore?: boolean;
  /** Told after each step. */
  readonly onProgress?: OnProgress;
}

/**
 * Carries out a plan.
 *
 * @param client - The caller's own client.
 * @returns Each step's result; it does not throw for what Glue answers.
 * @throws TablesError `live-unreadable` when `exact` is asked for and the catalogue cannot be read: nothing is changed.
 * @example
 * const { ok, results } = await apply(client, await plan(client, desired));
 */
export async function apply(client: GlueClient, plan: Plan, options: ApplyOptions = {}): Promise<ApplyResult> {
  const calls = new GlueCalls(client, options);
  const stale = options.exact ? await staleSteps(calls, plan, options.concurrency) : undefined;
  if (stale && stale.size > 0) return { ok: false, results: plan.steps.map((step) => refusedAsStale(step, stale)) };
  const results = new Map<PlanStep, StepResult>();
  const missing = new Set<string>();
  let done = 0;
  const finish = (result: StepResult, step: PlanStep) => {
    results.set(step, result);
    options.onProgress?.(++done, plan.steps.length);
  };
  for (const step of plan.steps) {
    if (step.kind !== "create-database") continue;
    const result = await attempt(step, () => createDatabase(calls, step));
    if (result.outcome === "failed") missing.add(step.database);
    finish(result, step);
  }
  const others = plan.steps.filter(({ kind }) => kind !== "create-database");
  await inParallel(others, async (step) => finish(await applied(calls, step, missing, options), step), {
    ...(options.concurrency === undefined ? {} : { concurrency: options.concurrency }),
  });
  const inOrder = plan.steps.flatMap((step) => results.get(step) ?? []);
  const good = new Set(["created", "updated", "unchanged"]);
  return { ok: inOrder.every(({ outcome }) => good.has(outcome)), results: inOrder };
}

async function applied(
  calls: GlueCalls,
  step: PlanStep,
  missing: ReadonlySet<string>,
  options: ApplyOptions,
): Promise<StepResult> {
  if (step.kind === "unchanged" || step.kind === "refused") return { step, outcome: step.kind };
  if (step.kind === "create-database") throw new TypeError("databases are created before tables");
  if (missing.has(step.database)) return { step, outcome: "skipped" };
  return attempt(step, () => applyTable(calls, step, options));
}

async function attempt(step: PlanStep, work: () => Promise<TableOutcome>): Promise<StepResult> {
  try {
    return await work();
  } catch (error) {
    return { step, outcome: "failed", failure: failure(error) };
  }
}

async function createDatabase(calls: GlueCalls, step: CreateDatabase): Promise<TableOutcome> {
  let lost = false;
  const onLost = () => {
    lost = true;
  };
  try {
    await calls.send(
      (client, glue) => client.send(new glue.CreateDatabaseCommand({ DatabaseInput: step.input })),
      onLost,
    );
    return { step, outcome: "created" };
  } catch (error) {
    if (errorName(error) !== "AlreadyExistsException") throw error;
    return { step, outcome: lost ? "created" : "unchanged" };
  }
}

function refusedAsStale(step: PlanStep, stale: ReadonlySet<PlanStep>): StepResult {
  if (stale.has(step)) return { step, outcome: "stale" };
  return { step, outcome: step.kind === "unchanged" || step.kind === "refused" ? step.kind : "skipped" };
}
