// A plan as a file: what was looked at is what is carried out, by another job and after a review.
// A digest keeps it whole; the versions in it keep it from being carried out on other tables than it was made for.
import { canonicalJson, sha256 } from "@tracklake/schema";
import { TablesError } from "../errors.js";
import type { Plan, PlanStep } from "./steps.js";

/** The version of the format, raised when a reader of the one before could misread it. */
export const PLAN_FORMAT = 1;

/** A plan as JSON. */
export interface PlanData extends Plan {
  readonly format: typeof PLAN_FORMAT;
  /** Where the catalogue is: a region, or an endpoint. */
  readonly target: string;
  readonly digest: string;
}

/**
 * The plan as data to print or to keep: without the models that it was made from.
 *
 * @param target - Where the catalogue is: a region, or an endpoint.
 * @example
 * planData({ steps: [] }, "ap-northeast-1").format; // 1
 */
export function planData(plan: Plan, target: string): PlanData {
  const steps = plan.steps.map((step): PlanStep => {
    const { model: _, ...rest } = step as PlanStep & { model?: unknown };
    return rest as PlanStep;
  });
  // By way of text, so that times are what the reader finds.
  const data = JSON.parse(JSON.stringify({ format: PLAN_FORMAT, target, ...plan, steps })) as Omit<PlanData, "digest">;
  return { ...data, digest: sha256(canonicalJson(data)) };
}

/**
 * Reads what {@link planData} gave.
 *
 * @throws TablesError `plan-unreadable` when it is no such plan, of another format, or not whole.
 */
export function readPlan(text: string): PlanData {
  const refuse = (why: string, cause?: unknown) =>
    new TablesError("plan-unreadable", `the plan ${why}: make it anew with plan --out.`, { cause });
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw refuse("is no JSON", error);
  }
  if (typeof data !== "object" || data === null || !("format" in data) || !("digest" in data)) {
    throw refuse("is no saved plan");
  }
  if (data.format !== PLAN_FORMAT) throw refuse(`has format ${String(data.format)} and not ${PLAN_FORMAT}`);
  const { digest, ...rest } = data;
  if (sha256(canonicalJson(rest)) !== digest) throw refuse("was changed after it was made");
  const plan = data as PlanData;
  return { ...plan, steps: plan.steps.map(withTimes) };
}

/** API: two members of TableInput are times. */
function withTimes(step: PlanStep): PlanStep {
  if (step.kind !== "create-table" && step.kind !== "update-table") return step;
  const times = ["LastAccessTime", "LastAnalyzedTime"] as const;
  const read = times.flatMap((name) => {
    const time = step.input[name];
    return time === undefined ? [] : [[name, new Date(time)] as const];
  });
  return { ...step, input: { ...step.input, ...Object.fromEntries(read) } };
}
