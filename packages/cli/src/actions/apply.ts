// `tracklake apply`: shows the plan, asks, and carries it out step by step.
import { confirm, isCancel } from "@clack/prompts";
import { apply, isEmptyPlan, type PlanStep, renderPlan, type StepResult } from "@tracklake/tables";
import { CliError, type ExitCode } from "../errors.js";
import { gluePlan } from "../glue/glue-plan.js";
import type { ApplyOptions } from "../options.js";
import type { Session } from "../session.js";

/** Carries out the command. */
export async function applyCommand(session: Session, options: ApplyOptions): Promise<ExitCode> {
  const { io } = session;
  if (!options.yes && !io.interactive) {
    throw new CliError("not-a-terminal", "apply asks before it changes anything. Without a terminal, give it --yes.");
  }
  const { plan, client, where } = await gluePlan(session, options);
  try {
    if (isEmptyPlan(plan)) {
      session.result({ ok: true, results: [] }, () => renderPlan(plan).trimEnd());
      return 0;
    }
    session.progress(renderPlan(plan).trimEnd());
    if (!options.yes && !(await agreed(`Change the catalogue at ${where}?`))) {
      session.progress("Nothing was changed.");
      return 1;
    }
    const { ok, results } = await apply(client, plan);
    const done = results.filter(({ outcome }) => outcome !== "unchanged");
    const data = done.map(({ step: { input: _, model: __, ...step }, ...rest }: Described) => ({ ...rest, ...step }));
    session.result({ ok, results: data }, () => done.map(line).join("\n"));
    if (!ok) session.warn("Some steps were not carried out; correct what they say and run apply again.");
    return ok ? 0 : results.some(({ outcome }) => outcome === "failed" || outcome === "skipped") ? 3 : 1;
  } finally {
    client.destroy();
  }
}

type Described = Omit<StepResult, "step"> & { readonly step: PlanStep & { input?: unknown; model?: unknown } };

function line({ step, outcome, failure }: StepResult): string {
  const what = step.kind === "create-database" ? `database ${step.database}` : `table ${step.database}.${nameOf(step)}`;
  const first = `${outcome.padEnd(9)} ${what}`;
  if (failure) return `${first}\n  ${failure.code}: ${failure.message}\n  ${failure.remedy}`;
  return step.kind === "refused" ? `${first}\n  ${step.reason}\n  ${step.remedy}` : first;
}

function nameOf(step: PlanStep): string {
  return "table" in step ? (step.table ?? "") : "";
}

async function agreed(message: string): Promise<boolean> {
  const answer = await confirm({ message, initialValue: false });
  return !isCancel(answer) && answer;
}
