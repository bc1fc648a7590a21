// `tracklake plan`: says what apply would change.
import { isEmptyPlan, renderPlan } from "@tracklake/tables";
import type { ExitCode } from "../errors.js";
import { gluePlan } from "../glue/glue-plan.js";
import type { PlanOptions } from "../options.js";
import type { Session } from "../session.js";

/** Carries out the command. */
export async function planCommand(session: Session, options: PlanOptions): Promise<ExitCode> {
  const { plan, client } = await gluePlan(session, options);
  client.destroy();
  session.result(plan, () => renderPlan(plan).trimEnd());
  if (isEmptyPlan(plan)) return 0;
  session.progress("Run npx tracklake apply to make these changes.");
  return 1;
}
