// `tracklake apply`: shows the plan, asks, and carries it out step by step; a saved plan exactly as it is.
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { apply, isEmptyPlan, type Plan, pruneVersions, readPlan, renderPlan } from "@tracklake/tables";
import { loadConfig } from "../config/load-config.js";
import { CliError, type ExitCode } from "../errors.js";
import { checkAccount } from "../glue/account.js";
import { agreed } from "../glue/agreed.js";
import { glueTarget } from "../glue/glue-client.js";
import { type GluePlan, gluePlan } from "../glue/glue-plan.js";
import type { ApplyOptions } from "../options.js";
import { appliedData, appliedExit, appliedText } from "../print/apply-results.js";
import { progressBar } from "../print/progress-bar.js";
import type { Session } from "../session.js";
import { viewEngine, viewEngineName } from "../views/view-engine.js";

/** Carries out the command. */
export async function applyCommand(session: Session, options: ApplyOptions, file?: string): Promise<ExitCode> {
  if (!options.yes && !session.io.interactive) {
    throw new CliError("not-a-terminal", "apply asks before it changes anything. Without a terminal, give it --yes.");
  }
  const made = file === undefined ? await gluePlan(session, options) : await savedPlan(session, options, file);
  try {
    return await carryOut(session, options, made, file !== undefined);
  } finally {
    made.client.destroy();
  }
}

async function carryOut(session: Session, options: ApplyOptions, made: GluePlan, exact: boolean): Promise<ExitCode> {
  const { plan, client, where, project } = made;
  const prune = options.pruneVersions;
  if (isEmptyPlan(plan) && prune === undefined) {
    session.result({ ok: true, results: [] }, () => renderPlan(plan).trimEnd());
    return 0;
  }
  session.progress(renderPlan(plan).trimEnd());
  const too = prune === undefined ? "" : ` and delete all versions of its tables but the last ${prune}`;
  const engine = viewEngineName(options, project, made, session.io);
  const writes = plan.steps.some(({ kind }) => kind === "write-view");
  const views = writes && engine !== undefined ? viewEngine(engine, options, project, made, session.io) : undefined;
  if (writes && !views) {
    session.warn("Nobody writes the views of this plan: name one with --views athena, trino or glue.");
  }
  const by = views === undefined ? "" : `, views by ${views.name}`;
  if (!options.yes && !(await agreed(`Change the catalogue at ${where}${by}${too}?`))) {
    session.progress("Nothing was changed.");
    return 1;
  }
  const { concurrency, restore = false } = options;
  const bar = progressBar(session, "steps");
  const applied = await apply(client, plan, { concurrency, exact, restore, views, onProgress: bar.onProgress }).finally(
    () => {
      bar.end();
      views?.close();
    },
  );
  const pruned = prune === undefined ? [] : await pruneVersions(client, tablesOf(plan), prune, { concurrency });
  session.result(appliedData(applied, pruned), () => appliedText(applied, pruned));
  const stale = applied.results.some(({ outcome }) => outcome === "stale");
  if (stale && !exact) {
    session.warn("A later revision was applied meanwhile: run apply again with the schemas that it was applied from.");
  } else if (stale) {
    session.warn("The catalogue is no more what the plan was made for: nothing of it was carried out. Plan again.");
  } else if (!applied.ok) {
    session.warn("Some steps were not carried out; correct what they say and run apply again.");
  }
  return appliedExit(applied, pruned);
}

/** @throws CliError `wrong-use` for a plan of another catalogue, `not-reachable`; TablesError `plan-unreadable` */
async function savedPlan(session: Session, options: ApplyOptions, file: string): Promise<GluePlan> {
  if (options.adopt || options.restore || options.drafts) {
    throw new CliError(
      "wrong-use",
      "A saved plan is carried out as it is: --adopt, --restore and --drafts belong to plan.",
    );
  }
  let text: string;
  try {
    text = await readFile(resolve(session.io.cwd, file), "utf8");
  } catch (cause) {
    throw new CliError("wrong-use", `The plan ${file} cannot be read. Make it with plan --out ${file}.`, { cause });
  }
  const plan = readPlan(text);
  const project = await loadConfig(session);
  const target = glueTarget(options, project, session.io);
  if (target.where !== plan.target) {
    target.client.destroy();
    const said = `The plan was made for ${plan.target}, and this is ${target.where}. Plan again for it.`;
    throw new CliError("wrong-use", said);
  }
  await checkAccount(target, plan);
  return { ...target, plan, project };
}

/** The tables of a plan that are there after it. */
function tablesOf({ steps }: Plan): { database: string; table: string }[] {
  return steps.flatMap((step) => {
    if (step.kind === "refused" || step.kind === "create-database" || step.table === undefined) return [];
    return [{ database: step.database, table: step.table }];
  });
}
