// Statements on a Trino, by its client protocol: POST /v1/statement, then nextUri until there is none.
// Source: Trino documentation, "Trino client REST API": 502 to 504 are asked again; DELETE of nextUri cancels.
import { CliError } from "../errors.js";
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

/** Choices of {@link trinoEngine}. */
export interface TrinoOptions {
  /** Such as `http://localhost:8080`. */
  readonly server: string;
  /** The catalog of names without one: the Hive connector's over the lake's Glue. */
  readonly catalog: string;
  readonly schema?: string | undefined;
  /** @default "tracklake" */
  readonly user?: string | undefined;
  /** Sent by https alone. */
  readonly password?: string | undefined;
  /** Session properties, such as `hive.compression_codec`. */
  readonly session?: Readonly<Record<string, string>>;
  /** @default by the clock */
  readonly pause?: Pause;
}

interface Answer {
  readonly id?: string;
  readonly nextUri?: string;
  readonly columns?: readonly { readonly name: string; readonly type: string }[];
  readonly data?: readonly (readonly unknown[])[];
  readonly error?: { readonly message?: string; readonly errorName?: string };
  readonly stats?: {
    readonly physicalInputBytes?: number;
    readonly processedBytes?: number;
    readonly elapsedTimeMillis?: number;
    readonly progressPercentage?: number;
  };
}

/** The documented pause after 502, 503 and 504. */
const BUSY_PAUSE = 100;
/** Most repetitions of one request: half a minute of a gateway that is down. */
const MOST_BUSY = 300;

/**
 * A Trino as an engine.
 *
 * @throws CliError `wrong-use` for a server that is no URL, or a password without https.
 */
export function trinoEngine(options: TrinoOptions): Engine {
  const { server, password } = options;
  const url = URL.canParse(server) ? new URL(server) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new CliError("wrong-use", `The Trino server "${server}" is no URL; one is http://localhost:8080.`);
  }
  if (password !== undefined && url.protocol !== "https:") {
    throw new CliError("wrong-use", "A password is sent to Trino by https alone. Name an https:// server.");
  }
  return { name: "Trino", run: (sql, running = {}) => run(options, url, sql, running) };
}

async function run(
  options: TrinoOptions,
  server: URL,
  sql: string,
  { signal, onProgress }: RunOptions,
): Promise<EngineResult> {
  if (signal?.aborted) throw interrupted("Trino");
  const pause = options.pause ?? byClock;
  const ask = (url: URL, init: RequestInit) => asked(sql, url, init, pause, signal);
  const authorization = authorizationOf(options);
  // Credentials go to the server that was named and to no other, whatever nextUri says.
  const following = (url: URL) => (url.origin === server.origin ? authorization : {});
  let answer = await ask(new URL("/v1/statement", server), {
    method: "POST",
    body: sql,
    headers: { ...headersOf(options), ...authorization },
  });
  let columns: EngineResult["columns"] = [];
  const rows: (readonly unknown[])[] = [];
  for (;;) {
    const stats = statsOf(answer);
    onProgress?.(stats);
    if (answer.error) {
      const { errorName = "", message = "it gave no reason" } = answer.error;
      const id = answer.id === undefined ? "" : ` (query ${answer.id})`;
      throw engineFailed("Trino", `${errorName === "" ? "" : `${errorName}: `}${message}${id}`, sql);
    }
    columns = answer.columns ?? columns;
    for (const row of answer.data ?? []) rows.push(row);
    if (answer.nextUri === undefined) return { columns, rows, stats };
    const next = new URL(answer.nextUri);
    if (signal?.aborted) {
      await fetch(next, { method: "DELETE", headers: following(next) });
      throw interrupted("Trino");
    }
    answer = await ask(next, { headers: following(next) });
  }
}

function headersOf({ catalog, schema, user = "tracklake", session = {} }: TrinoOptions): Record<string, string> {
  const properties = Object.entries(session).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return {
    "X-Trino-User": user,
    "X-Trino-Source": "tracklake",
    "X-Trino-Catalog": catalog,
    ...(schema === undefined ? {} : { "X-Trino-Schema": schema }),
    // Timestamps are UTC in every table; a session's zone must not come into it.
    "X-Trino-Time-Zone": "UTC",
    ...(properties.length === 0 ? {} : { "X-Trino-Session": properties.join(",") }),
  };
}

function authorizationOf({ user = "tracklake", password }: TrinoOptions): Record<string, string> {
  if (password === undefined) return {};
  return { Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}` };
}

async function asked(
  sql: string,
  url: URL,
  init: RequestInit,
  pause: Pause,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  for (let busy = 0; ; busy++) {
    let response: Response;
    try {
      response = await fetch(url, init);
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      throw engineFailed("Trino", `${url.origin} cannot be reached: ${String(cause)}`, sql, error);
    }
    if (response.status === 200) return (await response.json()) as Answer;
    const text = (await response.text()).trim().slice(0, 300);
    if (![429, 502, 503, 504].includes(response.status) || busy >= MOST_BUSY) {
      throw engineFailed("Trino", `${url.origin} answered ${response.status} ${text}`, sql);
    }
    await pause(BUSY_PAUSE, signal);
    if (signal?.aborted) throw interrupted("Trino");
  }
}

function statsOf({ stats = {} }: Answer): EngineStats {
  const { physicalInputBytes, processedBytes, elapsedTimeMillis = 0, progressPercentage } = stats;
  return {
    bytesRead: physicalInputBytes ?? processedBytes ?? 0,
    milliseconds: elapsedTimeMillis,
    ...(progressPercentage === undefined ? {} : { done: progressPercentage / 100 }),
  };
}
