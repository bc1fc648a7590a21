// `tracklake verify`: whether every event that was tracked is in the lake, by instance and table.
import { datePattern, timestampText } from "@tracklake/envelope";
import { openLake } from "@tracklake/local";
import { type CompletenessOptions, completenessQueries, tableModels } from "@tracklake/tables";
import { CliError, type ExitCode } from "../errors.js";
import { lakeFolder } from "../lake/lake-folder.js";
import { queryFailure } from "../lake/query-failure.js";
import type { VerifyOptions } from "../options.js";
import { table } from "../print/table.js";
import { readState, type State } from "../schemas/state.js";
import type { Session } from "../session.js";
import { type Completeness, completeness, type InstanceTable } from "../verify/completeness.js";

/** Carries out the command. */
export async function verify(session: Session, options: VerifyOptions): Promise<ExitCode> {
  const { from, to, grace } = options;
  for (const [name, day] of Object.entries({ from, to })) {
    if (day !== undefined && !datePattern.test(day)) {
      throw new CliError("wrong-use", `--${name} is "${day}"; it is a day of the lake, such as 2026-01-31.`);
    }
  }
  if (from !== undefined && to !== undefined && from > to) {
    throw new CliError("wrong-use", `--from ${from} comes after --to ${to}. Swap the two.`);
  }
  const state = await readState(session);
  const asked = { from, to, watermark: timestampText(Date.now() - grace * 60_000) ?? "" };
  const tables = tableModels(state.revisions, state.project.lake);
  if (options.sql) {
    const queries = completenessQueries(state.project.lake, tables, asked);
    session.result({ queries }, () => queries.map((query) => `${query};`).join("\n\n"));
    return 0;
  }
  const found = await askLake(session, state, tables, asked, options.lake);
  for (const warning of found.warnings) session.warn(warning);
  for (const name of found.unknownTables) {
    session.warn(`heartbeats name the table ${name}, which this project does not define; it was not looked at.`);
  }
  print(session, found, asked, options.maxRows);
  const wrong: readonly string[] = options.strict
    ? ["lost", "conflict", "unknown head", "unknown tail"]
    : ["lost", "conflict"];
  const unread = options.strict && (found.warnings.length > 0 || found.unknownTables.length > 0);
  return unread || found.rows.some(({ status }) => wrong.includes(status)) ? 1 : 0;
}

async function askLake(
  session: Session,
  { project, revisions }: State,
  tables: ReturnType<typeof tableModels>,
  asked: CompletenessOptions,
  folder: string | undefined,
): Promise<Completeness> {
  const directory = lakeFolder(session, project.root, folder);
  const lake = await openLake({ directory, lake: project.lake, revisions });
  try {
    return await completeness(lake, project.lake.name, tables, asked);
  } catch (error) {
    throw queryFailure(error);
  } finally {
    lake.close();
  }
}

function print(session: Session, found: Completeness, asked: CompletenessOptions, most: number): void {
  const { rows } = found;
  const total = (count: (row: InstanceTable) => number) => rows.reduce((sum, row) => sum + count(row), 0);
  const having = (status: InstanceTable["status"]) => rows.filter((row) => row.status === status).length;
  const summary = {
    instances: new Set(rows.map(({ instance }) => instance)).size,
    tables: new Set(rows.map((row) => row.table)).size,
    events: total(({ events }) => events),
    lost: total(({ lost }) => lost),
    under_way: total(({ under_way }) => under_way),
    duplicates: total(({ duplicates }) => duplicates),
    conflicts: total(({ conflicts }) => conflicts),
    unknown_heads: having("unknown head"),
    unknown_tails: having("unknown tail"),
  };
  const { from = null, to = null, watermark } = asked;
  session.result({ from, to, watermark, ...summary, rows, unknown_tables: found.unknownTables }, () => {
    if (rows.length === 0) return "No lines in these days.";
    const shown = rows.slice(0, most);
    const { stdout } = session.io;
    const printed = table(
      { columns: [...shownColumns], rows: shown.map((row) => shownColumns.map(({ name }) => cell(row, name))) },
      { colors: session.colors, columns: stdout.isTTY ? stdout.columns : undefined },
    );
    return `${printed}\n${sentence(summary)}`;
  });
  const left = rows.length - most;
  if (left > 0 && !session.json) session.warn(`${left} more rows; --max-rows shows them, --json prints all.`);
  if (summary.lost > 0) {
    session.progress("What is lost may still lie in a spool or in the dead letters: npx tracklake redrive --dry-run.");
  }
}

const shownColumns = [
  { name: "status", type: "varchar" },
  { name: "table", type: "varchar" },
  { name: "instance", type: "varchar" },
  { name: "service", type: "varchar" },
  { name: "events", type: "bigint" },
  { name: "lost", type: "bigint" },
  { name: "first_missing", type: "bigint" },
  { name: "under_way", type: "bigint" },
  { name: "duplicates", type: "bigint" },
  { name: "last_sequence", type: "bigint" },
  { name: "last_time", type: "varchar" },
] as const;

function cell(row: InstanceTable, column: (typeof shownColumns)[number]["name"]): unknown {
  return row[column];
}

function sentence(summary: Readonly<Record<string, number>>): string {
  const { events = 0, instances = 0, lost = 0, under_way = 0, duplicates = 0, conflicts = 0 } = summary;
  const { unknown_tails = 0, unknown_heads = 0 } = summary;
  const parts = [
    `${events} events of ${instances} ${instances === 1 ? "instance" : "instances"}: ${lost} lost`,
    `${under_way} under way`,
    `${duplicates} duplicates (the views leave them out)`,
    ...(conflicts > 0 ? [`${conflicts} sequence numbers with two events (the lake was changed)`] : []),
    ...(unknown_heads > 0 ? [`${unknown_heads} unknown heads`] : []),
    ...(unknown_tails > 0 ? [`${unknown_tails} unknown tails`] : []),
  ];
  return `${parts.join(", ")}.`;
}
