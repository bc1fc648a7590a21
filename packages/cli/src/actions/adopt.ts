// `tracklake adopt`: compares a table of somebody else's with an event, says what would change, and takes it over.
import {
  apply,
  type ExistingTable,
  isEmptyPlan,
  lakeDatabases,
  planAdoption,
  planData,
  renderPlan,
  type TableModel,
  tableModels,
} from "@tracklake/tables";
import { CliError, type ExitCode } from "../errors.js";
import { agreed } from "../glue/agreed.js";
import type { GlueTarget } from "../glue/glue-client.js";
import { glueProject, reached, wantedRevisions } from "../glue/glue-plan.js";
import type { AdoptOptions } from "../options.js";
import { appliedData, appliedExit, appliedText } from "../print/apply-results.js";
import type { State } from "../schemas/state.js";
import type { Session } from "../session.js";

/** Carries out the command. */
export async function adoptCommand(session: Session, options: AdoptOptions, event: string): Promise<ExitCode> {
  const { state, target } = await glueProject(session, options);
  const model = modelOf(state, target, options, event);
  const { lake } = state.project;
  const existing = options.table === undefined ? undefined : existingTable(options.table, model);
  session.progress(`reading the catalogue at ${target.where}`);
  const plan = await reached(target, () => planAdoption(target.client, lakeDatabases(lake), model, existing));
  try {
    const changes = !isEmptyPlan(plan);
    const refused = plan.steps.some(({ kind }) => kind === "refused");
    const go = changes && !refused && (options.yes || (session.io.interactive && (await asked(session, plan))));
    if (!go) {
      session.result(planData(plan, target.where), () => renderPlan(plan).trimEnd());
      if (changes && !refused) session.progress("Nothing was changed. Give it --yes to take the table over.");
      return changes ? 1 : 0;
    }
    const applied = await apply(target.client, plan);
    session.result(appliedData(applied, []), () => appliedText(applied, []));
    return appliedExit(applied, []);
  } finally {
    target.client.destroy();
  }
}

async function asked(session: Session, plan: Parameters<typeof renderPlan>[0]): Promise<boolean> {
  session.progress(renderPlan(plan).trimEnd());
  return agreed("Take it over?");
}

/** @throws CliError `event-unknown` */
function modelOf(state: State, target: GlueTarget, options: AdoptOptions, event: string): TableModel {
  const { lake, delivery } = state.project;
  const { major } = options;
  const of = (revisions: State["revisions"]) =>
    tableModels(revisions, lake, delivery).filter(
      ({ parameters }) =>
        parameters["tracklake.event"] === event &&
        (major === undefined || parameters["tracklake.major"] === String(major)),
    );
  const model = of(wantedRevisions(state, target, options)).at(-1);
  if (model) return model;
  target.client.destroy();
  const which = major === undefined ? event : `${event} with major ${major}`;
  if (of(state.revisions).length > 0) {
    throw new CliError("event-unknown", `${which} is not published yet. Publish it, or take it with --drafts.`);
  }
  throw new CliError("event-unknown", `No event is called ${which}. Define it first: see schemas/.`);
}

/** @throws CliError `wrong-use` */
function existingTable(text: string, model: TableModel): ExistingTable {
  const parts = text.toLowerCase().split(".");
  const [first = "", second] = parts;
  if (parts.length > 2 || parts.includes("")) {
    throw new CliError("wrong-use", `"${text}" is no table: write it as database.table.`);
  }
  return second === undefined ? { database: model.database, name: first } : { database: first, name: second };
}
