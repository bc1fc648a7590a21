// What plan and apply both begin with: the desired tables, compared with the catalogue.
import { lakeDatabases, type Plan, plan, tableModels } from "@tracklake/tables";
import { CliError } from "../errors.js";
import type { PlanOptions } from "../options.js";
import { readState, stopAtErrors } from "../schemas/state.js";
import type { Session } from "../session.js";
import { type GlueTarget, glueTarget } from "./glue-client.js";

/** A plan with the client that it was made by. */
export interface GluePlan extends GlueTarget {
  readonly plan: Plan;
}

/** Reads the project and the catalogue, and plans. */
export async function gluePlan(session: Session, options: PlanOptions): Promise<GluePlan> {
  const state = await readState(session);
  stopAtErrors(session, { findings: state.findings.filter(({ severity }) => severity === "error") });
  const { project, revisions, events } = state;
  const target = glueTarget(options, project, session.io);
  const withDrafts = options.drafts ?? target.local;
  const drafts = events.filter(({ status }) => status === "draft").map(({ model }) => model.name);
  if (drafts.length > 0 && !withDrafts) {
    session.warn(`left out, not published yet: ${drafts.join(", ")}. Publish them, or take them with --drafts.`);
  }
  const wanted = withDrafts ? revisions : revisions.filter(({ status }) => status === "published");
  session.progress(`reading the catalogue at ${target.where}`);
  const desired = { databases: lakeDatabases(project.lake), tables: tableModels(wanted, project.lake) };
  try {
    return { ...target, plan: await plan(target.client, desired) };
  } catch (error) {
    target.client.destroy();
    if (!target.local || !isRefused(error)) throw error;
    const text = `Nothing answers at ${target.where}. Start npx tracklake dev there, or name another --endpoint.`;
    throw new CliError("not-reachable", text, { cause: error });
  }
}

/** Whether a connection was refused, at any depth of causes. */
function isRefused(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (error as NodeJS.ErrnoException).code === "ECONNREFUSED" || isRefused(error.cause);
}
