// Trino's client protocol: POST /v1/statement, GET and DELETE of nextUri, rows in parts.
// Source: Trino documentation, "Trino client REST API".
import { type Double, type Execution, Executions, type Script, serve } from "./double.js";

const PART = 2;

/** Starts the double. @param busy - How many requests are answered by 503 first. */
export async function trinoDouble(script: Script, { busy = 0 } = {}): Promise<Double> {
  const executions = new Executions(script);
  let left = busy;
  const url = await serve((request, body, response) => {
    const send = (status: number, output?: unknown) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(output === undefined ? "" : JSON.stringify(output));
    };
    if (left > 0) {
      left--;
      return send(503);
    }
    const [, statement, id = "", token = "0"] =
      /^\/v1\/(statement)(?:\/executing\/([^/]+)\/(\d+))?$/.exec(request.url ?? "") ?? [];
    if (statement === undefined) return send(404);
    if (request.method === "POST") {
      executions.seen.requests.push({ ...request.headers });
      if (request.headers["x-trino-user"] === undefined) return send(400, { message: "User must be set" });
      const execution = executions.start(body, `t-${executions.all.size + 1}`);
      return send(200, answer(execution, 0));
    }
    const execution = executions.all.get(id);
    if (!execution) return send(404);
    if (request.method === "DELETE") {
      executions.cancel(id);
      return send(204);
    }
    execution.asked++;
    // A real one holds the request for up to a second while there is nothing to tell.
    if (execution.state === "running") return void setTimeout(() => send(200, answer(execution, Number(token))), 5);
    send(200, answer(execution, Number(token)));
  });

  function answer(execution: Execution, from: number): unknown {
    const { id, state, outcome } = execution;
    const stats = { state: state.toUpperCase(), physicalInputBytes: outcome.bytes ?? 0, elapsedTimeMillis: 1 };
    const next = (token: number) => `${url}/v1/statement/executing/${id}/${token}`;
    if (state === "running") return { id, stats, nextUri: next(from) };
    if (state === "cancelled") {
      return { id, stats, error: { message: "Query was canceled", errorName: "USER_CANCELED" } };
    }
    if (outcome.error !== undefined) {
      return { id, stats, error: { message: outcome.error, errorName: "GENERIC_USER_ERROR", errorType: "USER_ERROR" } };
    }
    const rows = outcome.rows ?? [];
    const columns = outcome.columns?.map((name) => ({ name, type: "varchar", typeSignature: {} }));
    const data = rows.slice(from, from + PART);
    const more = from + PART < rows.length ? { nextUri: next(from + PART) } : {};
    return { id, stats, ...(columns ? { columns } : {}), ...(data.length > 0 ? { data } : {}), ...more };
  }
  return { url, seen: executions.seen };
}
