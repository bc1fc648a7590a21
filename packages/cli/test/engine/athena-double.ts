// Athena as far as the command speaks with it: AWS JSON 1.1, from the service's own model.
// API: StartQueryExecution, GetQueryExecution, GetQueryResults, StopQueryExecution.
import { type Double, type Execution, Executions, type Script, serve } from "./double.js";

/** Pages of results have this many rows here, so that every test with more sees two. */
const PAGE = 3;

/** Starts the double. @param throttled - How many calls are throttled first. */
export async function athenaDouble(script: Script, { throttled = 0 } = {}): Promise<Double> {
  const executions = new Executions(script);
  const byToken = new Map<string, string>();
  let throttles = throttled;
  const operations: Record<string, (input: Record<string, unknown>) => unknown> = {
    StartQueryExecution(input) {
      const token = String(input.ClientRequestToken ?? "");
      if (token.length < 32 || token.length > 128) throw invalid("clientRequestToken must have 32 to 128 characters");
      executions.seen.requests.push(input);
      const known = byToken.get(token);
      if (known !== undefined) return { QueryExecutionId: known };
      const id = `q-${executions.all.size + 1}`;
      byToken.set(token, id);
      executions.start(String(input.QueryString), id);
      return { QueryExecutionId: id };
    },
    GetQueryExecution(input) {
      const execution = find(input);
      execution.asked++;
      const { outcome, state } = execution;
      // Queued is what a real one is first.
      const State = execution.asked === 1 && state !== "cancelled" ? "QUEUED" : stateOf(execution);
      return {
        QueryExecution: {
          QueryExecutionId: execution.id,
          Query: execution.sql,
          StatementType: /^\s*(select|unload)/i.test(execution.sql)
            ? "DML"
            : /^\s*show/i.test(execution.sql)
              ? "UTILITY"
              : "DDL",
          Status: { State, ...(State === "FAILED" ? { StateChangeReason: outcome.error } : {}) },
          Statistics: { DataScannedInBytes: outcome.bytes ?? 0, TotalExecutionTimeInMillis: execution.asked },
        },
      };
    },
    GetQueryResults(input) {
      const { outcome, sql } = find(input);
      const columns = outcome.columns ?? [];
      if (/^\s*unload/i.test(sql)) throw invalid("Query did not produce a result set");
      const heading = /^\s*select/i.test(sql) ? [columns] : [];
      const all = [...heading, ...(outcome.rows ?? [])];
      const from = Number(input.NextToken ?? 0);
      const row = (values: readonly (string | null)[]) => ({
        Data: values.map((value) => (value === null ? {} : { VarCharValue: value })),
      });
      return {
        ResultSet: {
          Rows: all.slice(from, from + PAGE).map(row),
          ResultSetMetadata: { ColumnInfo: columns.map((Name) => ({ Name, Type: "varchar" })) },
        },
        ...(from + PAGE < all.length ? { NextToken: String(from + PAGE) } : {}),
      };
    },
    StopQueryExecution(input) {
      executions.cancel(find(input).id);
      return {};
    },
  };
  function find(input: Record<string, unknown>): Execution {
    const found = executions.all.get(String(input.QueryExecutionId));
    if (!found) throw invalid(`QueryExecution ${String(input.QueryExecutionId)} was not found`);
    return found;
  }
  const url = await serve((request, body, response) => {
    const name = String(request.headers["x-amz-target"]).replace("AmazonAthena.", "");
    const send = (status: number, output: unknown) => {
      response.writeHead(status, { "content-type": "application/x-amz-json-1.1" });
      response.end(JSON.stringify(output));
    };
    if (throttles > 0) {
      throttles--;
      return send(400, { __type: "ThrottlingException", message: "Rate exceeded" });
    }
    try {
      const operation = operations[name];
      if (!operation) throw invalid(`${name} is not spoken here`);
      send(200, operation(JSON.parse(body) as Record<string, unknown>));
    } catch (error) {
      send(400, { __type: "InvalidRequestException", message: error instanceof Error ? error.message : String(error) });
    }
  });
  return { url, seen: executions.seen };
}

function stateOf({ state, outcome }: Execution): string {
  if (state === "cancelled") return "CANCELLED";
  if (state === "running") return "RUNNING";
  return outcome.error === undefined ? "SUCCEEDED" : "FAILED";
}

function invalid(message: string): Error {
  return new Error(message);
}
