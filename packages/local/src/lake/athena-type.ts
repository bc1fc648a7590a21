// The types of a result in Athena's words, so that a local answer is headed as Athena's would be.
import { DuckDBDecimalType, DuckDBListType, DuckDBMapType, DuckDBStructType, type DuckDBType } from "@duckdb/node-api";

const names: Readonly<Record<string, string>> = {
  TINYINT: "tinyint",
  SMALLINT: "smallint",
  INTEGER: "integer",
  BIGINT: "bigint",
  HUGEINT: "bigint",
  UTINYINT: "bigint",
  USMALLINT: "bigint",
  UINTEGER: "bigint",
  UBIGINT: "bigint",
  FLOAT: "real",
  BLOB: "varbinary",
  TIMESTAMP: "timestamp(3)",
  TIMESTAMP_MS: "timestamp(3)",
  TIMESTAMP_NS: "timestamp(3)",
  TIMESTAMP_S: "timestamp(3)",
  "TIMESTAMP WITH TIME ZONE": "timestamp(3) with time zone",
  INTERVAL: "interval",
  '"NULL"': "unknown",
  SQLNULL: "unknown",
};

/**
 * A DuckDB type as Athena names it.
 *
 * @example
 * athenaType(BIGINT); // "bigint"
 */
export function athenaType(type: DuckDBType): string {
  if (type.alias === "JSON") return "json";
  if (type instanceof DuckDBListType) return `array(${athenaType(type.valueType)})`;
  if (type instanceof DuckDBMapType) return `map(${athenaType(type.keyType)}, ${athenaType(type.valueType)})`;
  if (type instanceof DuckDBDecimalType) return `decimal(${type.width},${type.scale})`;
  if (type instanceof DuckDBStructType) {
    const fields = type.entryNames.map((name, index) => {
      const inner = type.entryTypes[index];
      return inner === undefined ? name : `${name} ${athenaType(inner)}`;
    });
    return `row(${fields.join(", ")})`;
  }
  const text = type.toString();
  return names[text] ?? text.toLowerCase();
}
