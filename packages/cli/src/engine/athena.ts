// Statements on Athena: started, asked after with growing pauses, cancelled when somebody interrupts.
// API: StartQueryExecution, GetQueryExecution, GetQueryResults, StopQueryExecution; results come as text.
import { randomUUID } from "node:crypto";
import {
  type AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  type QueryExecution,
  type Row,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from "@aws-sdk/client-athena";
import {
  byClock,
  type Engine,
  type EngineResult,
  type EngineStats,
  engineFailed,
  interrupted,
  type Pause,
  type RunOptions,
} from "./engine.js";

/** Choices of {@link athenaEngine}. */
export interface AthenaOptions {
  /** @default the account's own, `primary` */
  readonly workgroup?: string | undefined;
  /** `s3://…` of the results; needed where the workgroup names none. */
  readonly outputLocation?: string | undefined;
  /** The database of names without one. */
  readonly database?: string | undefined;
  /** @default by the clock */
  readonly pause?: Pause;
}

/** Milliseconds between two questions, doubled up to the longest: a DDL statement ends within a second. */
const FIRST_PAUSE = 200;
const LONGEST_PAUSE = 5_000;

/**
 * Athena as an engine.
 *
 * @param client - The caller's own; its own retries cover throttling and failures that pass by themselves.
 */
export function athenaEngine(client: AthenaClient, options: AthenaOptions = {}): Engine {
  return { name: "Athena", run: (sql, running = {}) => run(client, options, sql, running) };
}

async function run(
  client: AthenaClient,
  options: AthenaOptions,
  sql: string,
  { signal, onProgress }: RunOptions,
): Promise<EngineResult> {
  if (signal?.aborted) throw interrupted("Athena");
  const id = await start(client, options, sql);
  const pause = options.pause ?? byClock;
  for (let wait = FIRST_PAUSE; ; wait = Math.min(LONGEST_PAUSE, wait * 2)) {
    if (signal?.aborted) {
      await said(sql, () => client.send(new StopQueryExecutionCommand({ QueryExecutionId: id })));
      throw interrupted("Athena");
    }
    const { QueryExecution: execution = {} } = await said(sql, () =>
      client.send(new GetQueryExecutionCommand({ QueryExecutionId: id })),
    );
    const stats = statsOf(execution);
    onProgress?.(stats);
    const { State, StateChangeReason } = execution.Status ?? {};
    if (State === "SUCCEEDED") return { ...(await resultOf(client, sql, id, execution)), stats };
    if (State === "FAILED" || State === "CANCELLED") {
      const reason = StateChangeReason ?? execution.Status?.AthenaError?.ErrorMessage ?? "it gave no reason";
      const what = State === "FAILED" ? reason : `somebody cancelled it: ${reason}`;
      throw engineFailed("Athena", `${what} (query ${id})`, sql);
    }
    await pause(wait, signal);
  }
}

async function start(client: AthenaClient, options: AthenaOptions, sql: string): Promise<string> {
  const { workgroup, outputLocation, database } = options;
  const asked = {
    QueryString: sql,
    // Should an answer be lost, the client's repetition finds the same execution.
    ClientRequestToken: randomUUID(),
    ...(workgroup === undefined ? {} : { WorkGroup: workgroup }),
    ...(database === undefined ? {} : { QueryExecutionContext: { Database: database } }),
    ...(outputLocation === undefined ? {} : { ResultConfiguration: { OutputLocation: outputLocation } }),
  };
  const { QueryExecutionId } = await said(sql, () => client.send(new StartQueryExecutionCommand(asked)));
  if (QueryExecutionId === undefined) throw engineFailed("Athena", "it named no execution", sql);
  return QueryExecutionId;
}

function statsOf({ Statistics = {} }: QueryExecution): EngineStats {
  return {
    bytesRead: Statistics.DataScannedInBytes ?? 0,
    milliseconds: Statistics.TotalExecutionTimeInMillis ?? Statistics.EngineExecutionTimeInMillis ?? 0,
  };
}

/** What has rows: DDL has none worth reading, and UNLOAD leaves a manifest where others leave rows. */
async function resultOf(
  client: AthenaClient,
  sql: string,
  id: string,
  { StatementType }: QueryExecution,
): Promise<Pick<EngineResult, "columns" | "rows">> {
  if (!/^[\s(]*(select|with|show|describe|desc|explain|values|table)\b/i.test(sql)) return { columns: [], rows: [] };
  let columns: EngineResult["columns"] = [];
  const rows: (string | null)[][] = [];
  let token: string | undefined;
  do {
    const from = token === undefined ? {} : { NextToken: token };
    const page = await said(sql, () => client.send(new GetQueryResultsCommand({ QueryExecutionId: id, ...from })));
    const { ResultSetMetadata, Rows = [] } = page.ResultSet ?? {};
    columns = ResultSetMetadata?.ColumnInfo?.map(({ Name = "", Type = "" }) => ({ name: Name, type: Type })) ?? columns;
    const names = columns.map(({ name }) => name);
    const texts = Rows.map((row) => textsOf(row, names.length));
    // The first row of a query's first page is its heading; SHOW and DESCRIBE have none.
    const heading = token === undefined && StatementType === "DML" && texts[0]?.join("\0") === names.join("\0");
    rows.push(...(heading ? texts.slice(1) : texts));
    token = page.NextToken;
  } while (token);
  return { columns, rows };
}

function textsOf({ Data = [] }: Row, width: number): (string | null)[] {
  return Array.from({ length: Math.max(width, Data.length) }, (_, index) => Data[index]?.VarCharValue ?? null);
}

async function said<T>(sql: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const { name, message } = error instanceof Error ? error : { name: "UnknownError", message: String(error) };
    throw engineFailed("Athena", `${name}: ${message}`, sql, error);
  }
}
