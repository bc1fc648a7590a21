// `tracklake ddl`: prints the tables of events, and their views.
import { nearestName } from "@tracklake/schema";
import {
  athenaDdl,
  glueTableInput,
  type TableFormat,
  type TableModel,
  tableModels,
  viewDdl,
  views,
} from "@tracklake/tables";
import { CliError, type ExitCode } from "../errors.js";
import type { DdlOptions } from "../options.js";
import { jsonText } from "../print/json.js";
import { readState, type State, stopAtErrors } from "../schemas/state.js";
import type { Session } from "../session.js";

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
  const state = await readState(session);
  stopAtErrors(session, { ...state, findings: state.findings.filter(({ severity }) => severity === "error") });
  const revisions = revisionsOf(state, named);
  const tables = tableModels(revisions, state.project.lake, { format: formats[format] });
  const statements = [
    ...tables.map((table) => ({ kind: "table", name: table.name, ...statement(table, format) })),
    ...(withViews ? views(revisions, state.project.lake) : []).map((view) => ({
      kind: "view",
      name: view.name,
      ddl: viewDdl(view),
    })),
  ];
  session.result(statements, () => {
    const inputs = statements.flatMap((one) => ("input" in one ? [one.input] : []));
    if (format === "glue") return jsonText(inputs.length === 1 ? inputs[0] : inputs, 2);
    return statements.flatMap((one) => ("ddl" in one ? [`${one.ddl};`] : [])).join("\n\n");
  });
  return 0;
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
