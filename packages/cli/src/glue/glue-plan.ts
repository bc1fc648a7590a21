// What plan and apply both begin with: the desired tables, compared with the catalogue.
import { type DesiredState, lakeDatabases, type Plan, plan, tableModels, views } from "@tracklake/tables";
import { CliError } from "../errors.js";
import type { GlueOptions, WantedOptions } from "../options.js";
import { progressBar } from "../print/progress-bar.js";
import { readState, type State, stopAtErrors } from "../schemas/state.js";
import type { Session } from "../session.js";
import { type GlueTarget, glueTarget } from "./glue-client.js";

/** A plan with the client that it was made by. */
export interface GluePlan extends GlueTarget {
  readonly plan: Plan;
}

/** The project, and the catalogue that its tables stand in. */
export interface GlueProject {
  readonly state: State;
  readonly target: GlueTarget;
}

/** Reads the project and the catalogue, and plans. */
export async function gluePlan(session: Session, options: WantedOptions): Promise<GluePlan> {
  const { state, target } = await glueProject(session, options);
  const { adopt = false, restore = false } = options;
  const wanted = desiredState(session, state, target, options);
  session.progress(`reading the catalogue at ${target.where}`);
  const bar = progressBar(session, "tables read");
  const made = await reached(target, () =>
    plan(target.client, wanted, { adopt, restore, onProgress: bar.onProgress }).finally(bar.end),
  );
  return { ...target, plan: made };
}

/** Reads the project and makes the client. @throws CliError `lint-failed`, `wrong-use` */
export async function glueProject(session: Session, options: GlueOptions): Promise<GlueProject> {
  const state = await readState(session);
  stopAtErrors(session, { ...state, findings: state.findings.filter(({ severity }) => severity === "error") });
  return { state, target: glueTarget(options, state.project, session.io) };
}

/** What should be in the catalogue: what is published, and drafts on this machine or where they are asked for. */
function desiredState(session: Session, state: State, target: GlueTarget, options: WantedOptions): DesiredState {
  const { project, revisions, events } = state;
  const withDrafts = options.drafts ?? target.local;
  const drafts = events.filter(({ status }) => status === "draft").map(({ model }) => model.name);
  if (drafts.length > 0 && !withDrafts) {
    session.warn(`left out, not published yet: ${drafts.join(", ")}. Publish them, or take them with --drafts.`);
  }
  const wanted = withDrafts ? revisions : revisions.filter(({ status }) => status === "published");
  return {
    databases: lakeDatabases(project.lake),
    tables: tableModels(wanted, project.lake),
    // The local engine makes its views itself and keeps none of them in the catalogue.
    ...(target.local ? {} : { views: views(wanted, project.lake) }),
  };
}

/** Does what needs the catalogue; the client is destroyed when it fails. @throws CliError `not-reachable` */
export async function reached<T>(target: GlueTarget, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
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
