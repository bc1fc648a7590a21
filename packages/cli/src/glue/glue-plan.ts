// What plan and apply both begin with: the desired tables, compared with the catalogue.
import { sameSql } from "@tracklake/sql";
import {
  allEventsNotes,
  type DesiredState,
  failureTables,
  lakeDatabases,
  type Plan,
  plan,
  tableModels,
} from "@tracklake/tables";
import type { Project } from "../config/load-config.js";
import { CliError } from "../errors.js";
import type { GlueOptions, WantedOptions } from "../options.js";
import { progressBar } from "../print/progress-bar.js";
import { readState, type State, stopAtErrors } from "../schemas/state.js";
import type { Session } from "../session.js";
import { projectViews } from "../views/project-views.js";
import { readShared, refusedQueries } from "../views/read-shared.js";
import { viewEngineName } from "../views/view-engine.js";
import { type GlueTarget, glueTarget } from "./glue-client.js";

/** A plan with the client that it was made by. */
export interface GluePlan extends GlueTarget {
  readonly plan: Plan;
  readonly project: Project;
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
  const engine = viewEngineName(options, state.project, target, session.io);
  const configured = state.project.views.engine;
  if (engine === undefined && options.views === undefined && configured !== undefined) {
    session.progress(`views are left out: ${configured} of the configuration is not where this catalogue is`);
  }
  const wanted = desiredState(session, state, target, options, engine !== undefined);
  session.progress(`reading the catalogue at ${target.where}`);
  const bar = progressBar(session, "tables read");
  const made = await reached(target, () =>
    plan(target.client, wanted, {
      adopt,
      restore,
      writeViews: engine !== undefined,
      sameSql,
      onProgress: bar.onProgress,
    }).finally(bar.end),
  );
  return { ...target, plan: made, project: state.project };
}

/** Reads the project and makes the client. @throws CliError `lint-failed`, `wrong-use` */
export async function glueProject(session: Session, options: GlueOptions): Promise<GlueProject> {
  const state = await readState(session);
  stopAtErrors(session, { ...state, findings: state.findings.filter(({ severity }) => severity === "error") });
  return { state, target: glueTarget(options, state.project, session.io) };
}

/** What tables are made from: what is published, and drafts on this machine or where they are asked for. */
export function wantedRevisions(
  { revisions }: State,
  { local }: Pick<GlueTarget, "local">,
  { drafts = local }: { readonly drafts?: boolean },
): State["revisions"] {
  return drafts ? revisions : revisions.filter(({ status }) => status === "published");
}

/** What should be in the catalogue. */
function desiredState(
  session: Session,
  state: State,
  target: GlueTarget,
  options: WantedOptions,
  writes: boolean,
): DesiredState {
  const { project, events } = state;
  const wanted = wantedRevisions(state, target, options);
  const drafts = events.filter(({ status }) => status === "draft").map(({ model }) => model.name);
  if (drafts.length > 0 && wanted.every(({ status }) => status === "published")) {
    session.warn(`left out, not published yet: ${drafts.join(", ")}. Publish them, or take them with --drafts.`);
  }
  // The local engine makes its views itself and keeps none of them in the catalogue, unless somebody writes them there.
  const shared = target.local && !writes ? undefined : readShared(project, wanted);
  for (const file of shared?.private ?? []) {
    session.progress(`not published, it has no comment at its head: ${file}`);
  }
  return {
    databases: lakeDatabases(project.lake),
    tables: [...tableModels(wanted, project.lake, project.delivery), ...failureTables(project.lake)],
    // Curation creates its tables; what it has created follows the schemas.
    existing: tableModels(wanted, project.lake, { format: "parquet" }),
    ...(shared === undefined
      ? {}
      : {
          views: (curatedThrough) => projectViews(project, wanted, shared.shared, { curatedThrough }),
          notes: allEventsNotes,
          refused: refusedQueries(project, shared),
        }),
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
