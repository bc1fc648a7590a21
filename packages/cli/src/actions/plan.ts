// `tracklake plan`: says what apply would change, and keeps it in a file that apply carries out.
import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { isEmptyPlan, planData, renderPlan, renderPlanMarkdown } from "@tracklake/tables";
import type { ExitCode } from "../errors.js";
import { withAccount } from "../glue/account.js";
import { gluePlan } from "../glue/glue-plan.js";
import type { PlanOptions } from "../options.js";
import { jsonText } from "../print/json.js";
import type { Session } from "../session.js";

/** Carries out the command. */
export async function planCommand(session: Session, options: PlanOptions): Promise<ExitCode> {
  const made = await gluePlan(session, options);
  const plan = options.out === undefined ? made.plan : await withAccount(session, made, made.plan);
  made.client.destroy();
  const data = planData(plan, made.where);
  if (options.out !== undefined) {
    await writeFile(resolve(session.io.cwd, options.out), `${jsonText(data, 2)}\n`);
  }
  const texts = { text: renderPlan, markdown: renderPlanMarkdown, json: () => jsonText(data, 2) };
  session.result(data, () => texts[options.format](plan).trimEnd());
  if (isEmptyPlan(plan)) return 0;
  const saved = options.out === undefined ? "" : ` ${options.out}`;
  session.progress(`Run npx tracklake apply${saved} to make these changes.`);
  return 1;
}
