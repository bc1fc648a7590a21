// A dimension: a table of PostgreSQL that a query joins with events, read whole when the query names it.
// Read only, within a time and a number of rows; types become the lake's.
import type { Dimension } from "@tracklake/local";
import pg from "pg";
import type { PostgresDimension } from "../config/config.js";
import { CliError } from "../errors.js";
import type { Io } from "../io.js";
import { decimalType } from "./postgres-numeric.js";

/** Bounds of one dimension. */
export interface DimensionBounds {
  /** Rows at most. */
  readonly rows: number;
  /** Seconds at most. */
  readonly seconds: number;
}

type ColumnType = Awaited<ReturnType<Dimension["load"]>>["columns"][number]["type"];

// Object ids of PostgreSQL's types: catalog pg_type, the same in every database.
const columnTypes: Readonly<Record<number, ColumnType>> = {
  16: "boolean",
  20: "bigint",
  21: "bigint",
  23: "bigint",
  26: "bigint",
  700: "double",
  701: "double",
  1082: "date",
  1114: "timestamp",
  1184: "timestamp",
};

const NUMERIC = 1700;
const CONNECT_MS = 10_000;

/**
 * A dimension that is read from PostgreSQL.
 *
 * @param name - The table's name in queries, for messages.
 */
export function postgresDimension(
  name: string,
  { postgres, query }: PostgresDimension,
  { rows: most, seconds }: DimensionBounds,
  env: Io["env"],
): Dimension {
  return {
    async load() {
      const client = new pg.Client({
        connectionString: connectionString(name, postgres, env),
        connectionTimeoutMillis: CONNECT_MS,
        application_name: "tracklake query",
        // Values arrive as PostgreSQL's own text; this file turns them into the lake's types.
        types: { getTypeParser: () => (text: string) => text },
      });
      client.on("error", () => undefined);
      try {
        await client.connect();
        await client.query("BEGIN READ ONLY");
        await client.query(`SET LOCAL statement_timeout = ${seconds * 1000}`);
        await client.query("SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD'");
        const statement = query.trim().replace(/;\s*$/, "");
        await client.query(`DECLARE dimension NO SCROLL CURSOR FOR ${statement}`);
        const result = await client.query<unknown[]>({ text: `FETCH ${most + 1} FROM dimension`, rowMode: "array" });
        if (result.rows.length > most) throw tooMany(name, most);
        const columns = result.fields.map((field, index) => ({
          name: field.name,
          type:
            field.dataTypeID === NUMERIC
              ? numericType(name, field, result.rows, index)
              : (columnTypes[field.dataTypeID] ?? ("string" as const)),
        }));
        return { columns, rows: result.rows.map((row) => row.map((value, i) => lakeValue(value, columns[i]?.type))) };
      } catch (error) {
        throw dimensionFailure(name, postgres, seconds, error);
      } finally {
        await client.end().catch(() => undefined);
      }
    },
  };
}

/** The address: the configuration's own, or that of the environment variable it names. */
function connectionString(name: string, postgres: string, env: Io["env"]): string {
  if (!postgres.startsWith("env:")) return postgres;
  const variable = postgres.slice("env:".length);
  const value = env[variable];
  if (value !== undefined && value !== "") return value;
  throw new CliError(
    "dimension-failed",
    `${name} is read from ${postgres}, but ${variable} is not set. Set it to a postgres:// URL.`,
  );
}

function numericType(
  dimension: string,
  { name, dataTypeModifier }: pg.FieldDef,
  rows: readonly (readonly unknown[])[],
  index: number,
): ColumnType {
  const found = decimalType(
    dataTypeModifier,
    rows.map((row) => row[index] as string | null),
  );
  if ("type" in found) return found.type;
  const text = `${dimension}.${name} holds ${found.refused}, which no decimal of 38 digits is. Cast it in the query of the configuration, ${name}::double precision to round it or ${name}::text to keep it.`;
  throw new CliError("dimension-failed", text);
}

function lakeValue(value: unknown, type: ColumnType | undefined): unknown {
  if (typeof value !== "string") return null;
  switch (type) {
    case "bigint":
      return BigInt(value);
    case "double":
      return Number(value);
    case "boolean":
      return value === "t";
    case "timestamp":
      return value.replace(/\+00(:00)?$/, "");
    default:
      return value;
  }
}

function tooMany(name: string, most: number): CliError {
  const text = `${name} has more than ${most} rows. Narrow its query in the configuration, or raise --dimension-rows.`;
  return new CliError("dimension-failed", text);
}

function dimensionFailure(name: string, postgres: string, seconds: number, error: unknown): CliError {
  if (error instanceof CliError) return error;
  const { code, message } = error as Error & { code?: string };
  const where = postgres.startsWith("env:") ? postgres : hostOf(postgres);
  const text =
    code === "57014"
      ? `its query took longer than ${seconds} s. Narrow it, or raise --timeout.`
      : code === "25006"
        ? "its query writes; a dimension only reads. Make it a SELECT."
        : `${message || code || "no answer"}. Check the database at ${where} and the query in the configuration.`;
  return new CliError("dimension-failed", `${name} could not be read: ${text}`, { cause: error });
}

/** Never the user or the password. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : "the configured address";
}
