// `tracklake drift`: what others changed in the tables since they were last applied.
import { drift, failureTables, isDrift, lakeDatabases, renderDrift, tableModels } from "@tracklake/tables";
import type { ExitCode } from "../errors.js";
import { type GlueTarget, glueTarget } from "../glue/glue-client.js";
import { reached } from "../glue/glue-plan.js";
import type { DriftOptions } from "../options.js";
import { readState, type State } from "../schemas/state.js";
import type { Session } from "../session.js";
import { projectViews } from "../views/project-views.js";
import { readShared } from "../views/read-shared.js";
import { viewEngineName } from "../views/view-engine.js";

/** Carries out the command. */
export async function driftCommand(session: Session, options: DriftOptions): Promise<ExitCode> {
  const state = await readState(session);
  const { project } = state;
  const target = glueTarget(options, project, session.io);
  session.progress(`reading the catalogue at ${target.where}`);
  const databases = lakeDatabases(project.lake).map(({ name }) => name);
  const found = await reached(target, () =>
    drift(target.client, databases, { expected: published(state, target, session) }),
  );
  target.client.destroy();
  session.result(found, () => renderDrift(found).trimEnd());
  if (!isDrift(found, options)) return 0;
  if (found.missing.length > 0) session.progress("npx tracklake plan says what it takes to make what is not there.");
  if (found.tables.length > 0) {
    session.progress(
      "What others changed stays. npx tracklake apply --restore puts back what was applied; what they added is theirs to remove.",
    );
  }
  return 1;
}

/** What has to be there: a table that was dropped keeps no record of having been applied. */
function published(state: State, target: GlueTarget, session: Session): { database: string; name: string }[] {
  const { project } = state;
  const revisions = state.revisions.filter(({ status }) => status === "published");
  const tables = [...tableModels(revisions, project.lake, project.delivery), ...failureTables(project.lake)];
  if (viewEngineName({}, project, target, session.io) === undefined) return tables;
  return [...tables, ...projectViews(project, revisions, readShared(project, revisions).shared)];
}
