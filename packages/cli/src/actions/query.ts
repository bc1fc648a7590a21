// `tracklake query`: opens the local lake with the project's tables, asks, and prints rows.
import { type LocalLake, openLake, type QueryResult } from "@tracklake/local";
import { CliError, type ExitCode } from "../errors.js";
import { lakeFolder } from "../lake/lake-folder.js";
import { postgresDimension } from "../lake/postgres-dimension.js";
import { queryFailure } from "../lake/query-failure.js";
import { readSql } from "../lake/read-sql.js";
import type { QueryOptions } from "../options.js";
import { csv } from "../print/csv.js";
import { queryJson } from "../print/query-json.js";
import { table } from "../print/table.js";
import { readState } from "../schemas/state.js";
import type { Session } from "../session.js";
import { sharedViews } from "../views/project-views.js";
import { readShared, refusedQueries } from "../views/read-shared.js";

/** Carries out the command. */
export async function query(session: Session, options: QueryOptions, argument: string | undefined): Promise<ExitCode> {
  const { io, json } = session;
  if (json && options.format !== undefined && options.format !== "json") {
    throw new CliError("wrong-use", `--json and --format ${options.format} contradict each other. Leave one out.`);
  }
  const sql = await readSql(argument, options, io);
  const { project, revisions, findings } = await readState(session, {
    // Half-written definitions of one event are no reason to refuse questions about the others.
    onBroken: ({ message }) =>
      session.warn(`${message}\nUntil then the tables are those of the other schemas and of what is published.`),
  });
  const broken = findings.filter(({ severity }) => severity === "error").length;
  if (broken > 0)
    session.warn(`the schemas have ${broken} ${broken === 1 ? "error" : "errors"}; npx tracklake check lists them.`);
  const checked = readShared(project, revisions);
  for (const { name, reason } of refusedQueries(project, checked).map((one) => ({ name: one.table, ...one }))) {
    if (new RegExp(`\\b${name}\\b`, "i").test(sql)) session.warn(`${name} is no view: ${reason}`);
  }
  const { rows, seconds } = { rows: options.dimensionRows, seconds: options.timeout };
  const lake = await openLake({
    directory: lakeFolder(session, project.root, options.lake),
    lake: project.lake,
    revisions,
    shared: sharedViews(project, checked.shared),
    personal: project.views.personal,
    dimensions: Object.fromEntries(
      Object.entries(project.dimensions).map(([name, dimension]) => [
        name,
        postgresDimension(name, dimension, { rows, seconds }, io.env),
      ]),
    ),
  });
  try {
    const started = performance.now();
    const result = await asked(lake, sql);
    const elapsed = performance.now() - started;
    if (options.showSql) session.progress(result.sql);
    print(session, result, json ? "json" : (options.format ?? "table"), options.maxRows);
    for (const warning of result.warnings) session.warn(warning);
    const count = result.rows.length;
    session.progress(`${count} row${count === 1 ? "" : "s"} in ${time(elapsed)}`);
    return 0;
  } finally {
    lake.close();
  }
}

async function asked(lake: LocalLake, sql: string): Promise<QueryResult> {
  try {
    return await lake.query(sql);
  } catch (error) {
    throw queryFailure(error);
  }
}

function print(session: Session, result: QueryResult, format: "table" | "csv" | "json", most: number): void {
  const { stdout } = session.io;
  if (format === "json") return void stdout.write(queryJson(result, result.warnings));
  if (format === "csv") return void stdout.write(csv(result));
  const rows = result.rows.slice(0, most);
  const columns = stdout.isTTY ? stdout.columns : undefined;
  stdout.write(`${table({ columns: result.columns, rows }, { colors: session.colors, columns })}\n`);
  if (rows.length < result.rows.length) {
    session.warn(`only the first ${most} rows are shown; --format csv prints all, --max-rows shows more.`);
  }
}

function time(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(2)} s`;
}
