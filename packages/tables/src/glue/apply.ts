// Carries out a plan, a bounded number of steps at a time. A failure is the result of its step; the others are tried.
// Databases come first; nothing is ever deleted or created anew.
import type { GlueClient } from "@aws-sdk/client-glue";
import { applyPartitions } from "./apply-partitions.js";
import { applyTable, type TableOutcome } from "./apply-table.js";
import { applyView } from "./apply-view.js";
import { failure, type StepFailure } from "./failure.js";
import { inOrder } from "./in-order.js";
import { inParallel, type OnProgress } from "./in-parallel.js";
import { errorName, GlueCalls, type RetryOptions } from "./retry.js";
import { staleSteps } from "./stale.js";
import type { CreateDatabase, Plan, PlanStep, UpdatePartitions, WriteView } from "./steps.js";
import type { ViewWriter } from "./view-writer.js";

/** What became of one step. */
export interface StepResult {
  /** As it was carried out: planned again where somebody else was faster. */
  readonly step: PlanStep;
  /**
   * `skipped`: what it needs could not be made, nothing writes views, or another step of the plan is stale; `stale`: the table is no more
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
  /** Writes the views of the plan; without it they are skipped. */
  readonly views?: ViewWriter | undefined;
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
  const bound = options.concurrency === undefined ? {} : { concurrency: options.concurrency };
  const inTurn = (kinds: (kind: PlanStep["kind"]) => boolean) =>
    inParallel(
      plan.steps.filter(({ kind }) => kinds(kind)),
      async (step) => finish(await applied(calls, step, missing, results, options), step),
      bound,
    );
  const late = new Set<PlanStep["kind"]>(["create-database", "update-partitions", "write-view"]);
  await inTurn((kind) => !late.has(kind));
  // Partitions follow their table as it is now; views read tables.
  await inTurn((kind) => kind === "update-partitions");
  const views = plan.steps.filter((step) => step.kind === "write-view");
  await inOrder(views, (step, failed) => writeView(calls, step, failed, options), finish, options.concurrency);
  const all = plan.steps.flatMap((step) => results.get(step) ?? []);
  return { ok: all.every(({ outcome }) => good.has(outcome)), results: all };
}

async function applied(
  calls: GlueCalls,
  step: PlanStep,
  missing: ReadonlySet<string>,
  before: ReadonlyMap<PlanStep, StepResult>,
  options: ApplyOptions,
): Promise<StepResult> {
  if (step.kind === "unchanged" || step.kind === "refused") return { step, outcome: step.kind };
  if (step.kind === "create-database") throw new TypeError("databases are created before tables");
  if (missing.has(step.database)) return { step, outcome: "skipped" };
  if (step.kind === "write-view") throw new TypeError("views are written after tables");
  if (step.kind !== "update-partitions") return attempt(step, () => applyTable(calls, step, options));
  const ofTable = [...before.values()].find(({ step: one }) => isOf(one, step));
  if (ofTable && !good.has(ofTable.outcome)) return { step, outcome: "skipped" };
  return attempt(step, async () => {
    const { updated } = await applyPartitions(calls, step);
    return { step, outcome: updated > 0 ? "updated" : "unchanged" };
  });
}

const good: ReadonlySet<StepResult["outcome"]> = new Set(["created", "updated", "unchanged"]);

function isOf(step: PlanStep, { database, table }: UpdatePartitions): boolean {
  return step.kind !== "create-database" && step.database === database && step.table === table;
}

async function writeView(
  calls: GlueCalls,
  step: WriteView,
  waited: readonly StepResult[],
  { views, exact }: ApplyOptions,
): Promise<StepResult> {
  if (!views || waited.some(({ outcome }) => !good.has(outcome))) return { step, outcome: "skipped" };
  return attempt(step, () => applyView(calls, views, step, { exact }));
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
