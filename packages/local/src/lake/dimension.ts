// Dimensions: tables from elsewhere (users in PostgreSQL) that queries join with events.
// One is loaded when a query first names it, into a DuckDB table, through the appender.
import {
  type DuckDBAppender,
  type DuckDBConnection,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBTimestampValue,
} from "@duckdb/node-api";
import { LocalError } from "../errors.js";
import { quoteName } from "./sql-text.js";

/** The type of a dimension's column, in Athena's words; a decimal has 1 to 38 digits, `decimal(12,2)`. */
export type DimensionType = PlainType | `decimal(${number},${number})`;

type PlainType = "bigint" | "double" | "string" | "boolean" | "timestamp" | "date";

/** A dimension's rows as they were read; values are what the types say, or text of it. */
export interface DimensionData {
  readonly columns: readonly { readonly name: string; readonly type: DimensionType }[];
  readonly rows: readonly (readonly unknown[])[];
}

/** A table from outside of the lake, loaded only when a query names it. */
export interface Dimension {
  load(): Promise<DimensionData>;
}

const types: Readonly<Record<PlainType, string>> = {
  bigint: "BIGINT",
  boolean: "BOOLEAN",
  date: "DATE",
  double: "DOUBLE",
  string: "VARCHAR",
  timestamp: "TIMESTAMP",
};

/**
 * Loads a dimension into a table.
 *
 * @throws LocalError `dimension-failed` when it cannot be read or a value is not what its column says.
 */
export async function loadDimension(
  connection: DuckDBConnection,
  schema: string,
  name: string,
  dimension: Dimension,
): Promise<void> {
  try {
    const { columns, rows } = await dimension.load();
    const list = columns.map((column) => `${quoteName(column.name)} ${duckdbType(column.type)}`).join(", ");
    await connection.run(`CREATE OR REPLACE TABLE ${quoteName(schema)}.${quoteName(name)} (${list})`);
    const appender = await connection.createAppender(name, schema);
    for (const row of rows) {
      for (const [index, column] of columns.entries()) append(appender, column.type, row[index]);
      appender.endRow();
    }
    appender.closeSync();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new LocalError(
      "dimension-failed",
      `The dimension ${name} could not be loaded: ${reason}. Check its connection and query in tracklake.config.ts.`,
      { cause: error },
    );
  }
}

function duckdbType(type: DimensionType): string {
  return isDecimal(type) ? type.toUpperCase() : types[type];
}

function isDecimal(type: DimensionType): type is `decimal(${number},${number})` {
  return type.startsWith("decimal(");
}

function append(appender: DuckDBAppender, type: DimensionType, value: unknown): void {
  if (value === null || value === undefined) appender.appendNull();
  else if (type === "bigint") appender.appendBigInt(BigInt(value as string | number | bigint));
  else if (isDecimal(type)) appender.appendDecimal(decimal(type, value));
  else if (type === "double") appender.appendDouble(Number(value));
  else if (type === "boolean") appender.appendBoolean(value === true || value === "true" || value === "t");
  else if (type === "string") appender.appendVarchar(typeof value === "object" ? JSON.stringify(value) : String(value));
  else if (type === "date") appender.appendDate(new DuckDBDateValue(Math.floor(moment(value) / 86_400_000)));
  else appender.appendTimestamp(new DuckDBTimestampValue(BigInt(moment(value)) * 1000n));
}

/** The digits of a decimal's text, all of them: what does not fit is an error and is never rounded. */
function decimal(type: `decimal(${number},${number})`, value: unknown): DuckDBDecimalValue {
  const [width = 0, scale = 0] = (type.match(/\d+/g) ?? []).map(Number);
  const [, sign = "", whole = "", fraction = ""] = /^([+-]?)(\d+)(?:\.(\d*))?$/.exec(String(value)) ?? [];
  const digits = `${whole}${fraction.replace(/0+$/, "").padEnd(scale, "0")}`.replace(/^0+/, "");
  const exact = fraction.replace(/0+$/, "").length <= scale && digits.length <= width;
  if (whole === "" || !exact) throw new TypeError(`"${String(value)}" is no ${type}`);
  return new DuckDBDecimalValue(BigInt(`${sign === "-" ? "-" : ""}${digits || "0"}`), width, scale);
}

/** Milliseconds of a Date or of text, which is UTC when it names no zone. */
function moment(value: unknown): number {
  const text = String(value).replace(" ", "T");
  const zoned = !text.includes("T") || /T.*(?:Z|[+-]\d\d(?::?\d\d)?)$/.test(text) ? text : `${text}Z`;
  const time = value instanceof Date ? value.getTime() : Date.parse(zoned.replace(/(T.*[+-]\d\d)$/, "$1:00"));
  if (Number.isNaN(time)) throw new TypeError(`"${String(value)}" is no time`);
  return time;
}
