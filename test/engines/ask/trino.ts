// Asks Trino over its REST API: a statement goes in, pages of rows come back until there is no next one.
// Source: Trino's documentation, "Trino client REST API".
import { plainValue, type TypeSignature } from "./plain-value.js";

/** What Trino answers. */
export interface Answer {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** Rows by column: bigint and decimal as text, rows and maps as objects. */
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** Bytes that were read from the files. */
  readonly bytes: number;
  readonly milliseconds: number;
  /** Of all its processors. */
  readonly cpuMilliseconds: number;
}

/** Asks; names are looked up in the catalogue `lake`. */
export type Ask = (sql: string) => Promise<Answer>;

/** Trino refused a statement, or failed on it. */
export class TrinoError extends Error {
  override readonly name = "TrinoError";
  /** @param code - Trino's own, such as `HIVE_BAD_DATA`. */
  constructor(
    readonly code: string,
    message: string,
    sql: string,
  ) {
    super(`${code}: ${message}\n${sql}`);
  }
}

interface Page {
  readonly nextUri?: string;
  readonly columns?: readonly { name: string; type: string; typeSignature: TypeSignature }[];
  readonly data?: readonly (readonly unknown[])[];
  readonly error?: { errorName: string; message: string };
  readonly stats: { elapsedTimeMillis: number; physicalInputBytes: number; cpuTimeMillis: number };
}

/** A client of this server. @param schema - Where names without one are looked up. */
export function trinoAt(url: string, schema: string): Ask {
  return async (sql) => {
    const headers = {
      "X-Trino-User": "tracklake",
      "X-Trino-Catalog": "lake",
      "X-Trino-Time-Zone": "UTC",
      "X-Trino-Schema": schema,
    };
    let page = await read(fetch(`${url}/v1/statement`, { method: "POST", body: sql, headers }));
    const rows: Record<string, unknown>[] = [];
    let columns = page.columns;
    for (;;) {
      if (page.error) throw new TrinoError(page.error.errorName, page.error.message, sql);
      columns ??= page.columns;
      for (const values of page.data ?? []) {
        rows.push(
          Object.fromEntries(
            (columns ?? []).map(({ name, typeSignature }, index) => [name, plainValue(values[index], typeSignature)]),
          ),
        );
      }
      if (page.nextUri === undefined) break;
      page = await read(fetch(page.nextUri, { headers }));
    }
    const { physicalInputBytes: bytes, elapsedTimeMillis: milliseconds, cpuTimeMillis: cpuMilliseconds } = page.stats;
    return {
      columns: (columns ?? []).map(({ name, type }) => ({ name, type })),
      rows,
      bytes,
      milliseconds,
      cpuMilliseconds,
    };
  };
}

async function read(response: Promise<Response>): Promise<Page> {
  const answer = await response;
  const text = await answer.text();
  if (!answer.ok) throw new Error(`Trino answers ${answer.status}: ${text.slice(0, 500)}`);
  return JSON.parse(wholeNumbersAsText(text)) as Page;
}

/** Whole numbers that a double cannot hold, as text: JSON.parse would round an int64. */
function wholeNumbersAsText(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) =>
    /^-?\d{16,}$/.test(token) ? `"${token}"` : token,
  );
}
