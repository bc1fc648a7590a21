// `tracklake ddl`: prints the tables of events, and their views.
import { allRevisions } from "@tracklake/registry";
import { nearestName } from "@tracklake/schema";
import {
  athenaDdl,
  failureTables,
  glueTableInput,
  icebergChanges,
  icebergMaintenance,
  type TableFormat,
  type TableModel,
  tableModels,
  type ViewModel,
  viewDdl,
} from "@tracklake/tables";
import type { Project } from "../config/load-config.js";
import { CliError, type ExitCode } from "../errors.js";
import type { DdlOptions } from "../options.js";
import { jsonText } from "../print/json.js";
import { registryFrom } from "../schemas/history-from.js";
import { readState, type State, stopAtErrors } from "../schemas/state.js";
import type { Session } from "../session.js";
import { eventViews, projectViews } from "../views/project-views.js";
import { readShared, refusedQueries } from "../views/read-shared.js";

const formats: Readonly<Record<DdlOptions["format"], TableFormat>> = {
  athena: "json",
  glue: "json",
  parquet: "parquet",
  iceberg: "iceberg",
};

/** Carries out the command. */
export async function ddl(session: Session, options: DdlOptions, named: readonly string[]): Promise<ExitCode> {
  const { format, views: withViews = false } = options;
  if (withViews && format === "glue") {
    throw new CliError("wrong-use", "Views are SQL; leave --views or --format glue out.");
  }
  if (options.from !== undefined && format !== "iceberg") {
    throw new CliError("wrong-use", "--from belongs to --format iceberg: other tables are changed by apply.");
  }
  const state = await readState(session);
  stopAtErrors(session, { ...state, findings: state.findings.filter(({ severity }) => severity === "error") });
  const revisions = revisionsOf(state, named);
  const { project } = state;
  const ofLake = named.length === 0 && formats[format] === "json";
  const tables = [
    ...tableModels(revisions, project.lake, { format: formats[format], ...project.delivery }),
    ...(ofLake ? failureTables(project.lake) : []),
  ];
  const statements: Statement[] = [
    ...(format === "iceberg"
      ? await icebergStatements(session, state, tables, options.from)
      : tables.map((table) => ({ kind: "table", name: table.name, ...statement(table, format) }))),
    ...(withViews ? viewsToPrint(session, state, revisions, named.length === 0) : []).map((view) => ({
      kind: "view",
      name: view.name,
      ddl: viewDdl(view),
    })),
  ];
  session.result(statements, () => {
    const inputs = statements.flatMap((one) => (one.input === undefined ? [] : [one.input]));
    if (format === "glue") return jsonText(inputs.length === 1 ? inputs[0] : inputs, 2);
    return statements.flatMap((one) => (one.ddl === undefined ? [] : [`${said(one)}${one.ddl};`])).join("\n\n");
  });
  return 0;
}

/** What is printed. */
interface Statement {
  readonly kind: string;
  readonly name: string;
  readonly ddl?: string;
  readonly input?: unknown;
  readonly purpose?: string;
  readonly when?: string;
  readonly schedule?: string;
  readonly timeZone?: string;
}

/** What a statement is for and when to run it, as comments. */
function said({ purpose, when, schedule, timeZone }: Statement): string {
  if (purpose === undefined) return "";
  return `-- ${purpose}\n-- When: ${when}; EventBridge Scheduler: ${schedule} in ${timeZone}\n`;
}

/** Creating, or changing what is there; and what each table needs from time to time. */
async function icebergStatements(
  session: Session,
  { project }: State,
  tables: readonly TableModel[],
  from: string | undefined,
): Promise<Statement[]> {
  const before = from === undefined ? [] : await tablesOf(session, project, from);
  const all = tables.flatMap((table): Statement[] => {
    const was = before.find(({ name }) => name === table.name);
    if (!was) return [{ kind: "table", name: table.name, ddl: athenaDdl(table) }];
    const { statements, refused } = icebergChanges(was, table);
    for (const reason of refused) session.warn(`${table.name}: ${reason}`);
    return statements.map((ddl) => ({ kind: "change", name: table.name, ddl }));
  });
  if (from !== undefined) return all;
  const upkeep = tables.flatMap((table) =>
    icebergMaintenance(table, project.lake.timeZone).map(({ statement: ddl, ...rest }) => {
      return { kind: "maintenance", name: table.name, ddl, ...rest };
    }),
  );
  return [...all, ...upkeep];
}

async function tablesOf(session: Session, project: Project, from: string): Promise<TableModel[]> {
  const registry = await registryFrom(from, session.io.cwd, project);
  const events = registry.current().map((event) => ({ ...event, status: "published" as const }));
  return tableModels(allRevisions(registry, events), project.lake, { format: "iceberg" });
}

/** The views of the events named; of all events the lake's own too, and shared queries. */
function viewsToPrint(
  session: Session,
  { project }: State,
  revisions: State["revisions"],
  all: boolean,
): readonly ViewModel[] {
  if (!all) return eventViews(project, revisions);
  const shared = readShared(project, revisions);
  for (const { reason } of refusedQueries(project, shared)) session.warn(`left out: ${reason}`);
  return projectViews(project, revisions, shared.shared);
}

function statement(table: TableModel, format: DdlOptions["format"]) {
  return format === "glue" ? { input: glueTableInput(table) } : { ddl: athenaDdl(table) };
}

/** The revisions of the events named, or of all; `plan_changed_v2` names one major. */
function revisionsOf({ revisions }: State, named: readonly string[]) {
  if (named.length === 0) return revisions;
  const known = [...new Set(revisions.map(({ model }) => model.name))];
  for (const name of named) {
    if (revisions.some(({ model }) => isNamed(model, name))) continue;
    const meant = nearestName(name, known);
    const next = meant === undefined ? `The events are ${known.sort().join(", ")}.` : `Did you mean ${meant}?`;
    throw new CliError("event-unknown", `There is no event "${name}". ${next}`);
  }
  return revisions.filter(({ model }) => named.some((name) => isNamed(model, name)));
}

function isNamed({ name, major }: { readonly name: string; readonly major: number }, wanted: string): boolean {
  return wanted === name || wanted === `${name}_v${major}`;
}
