// `tracklake drift`: what others changed in the tables since they were last applied.
import { drift, lakeDatabases, renderDrift } from "@tracklake/tables";
import { loadConfig } from "../config/load-config.js";
import type { ExitCode } from "../errors.js";
import { glueTarget } from "../glue/glue-client.js";
import { reached } from "../glue/glue-plan.js";
import type { DriftOptions } from "../options.js";
import type { Session } from "../session.js";

/** Carries out the command. */
export async function driftCommand(session: Session, options: DriftOptions): Promise<ExitCode> {
  const project = await loadConfig(session);
  const target = glueTarget(options, project, session.io);
  session.progress(`reading the catalogue at ${target.where}`);
  const databases = lakeDatabases(project.lake).map(({ name }) => name);
  const found = await reached(target, () => drift(target.client, databases));
  target.client.destroy();
  session.result(found, () => renderDrift(found).trimEnd());
  if (found.tables.length === 0) return 0;
  session.progress("What others changed stays. npx tracklake apply --restore puts back what was applied.");
  return 1;
}
