// DuckDB's values as plain JavaScript ones, so that a table, CSV or JSON can be printed from them.
// bigint → bigint, decimal and times → text as Athena prints it, struct and map → object, list → array.
import {
  DuckDBArrayValue,
  DuckDBBlobValue,
  DuckDBDecimalValue,
  DuckDBIntervalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBValue,
} from "@duckdb/node-api";

/**
 * A value as a plain one.
 *
 * @param type - The value's type; integers of 64 bits and more are bigints whatever their size.
 */
export function plainValue(value: DuckDBValue, type?: DuckDBType): unknown {
  if (value === null || typeof value !== "object") return value;
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue) {
    return value.items.map((item) => plainValue(item));
  }
  if (value instanceof DuckDBStructValue) return struct(value);
  if (value instanceof DuckDBMapValue) {
    return Object.fromEntries(value.entries.map((entry) => [keyText(entry.key), plainValue(entry.value)]));
  }
  if (value instanceof DuckDBDecimalValue) return value.toString();
  if (value instanceof DuckDBIntervalValue) return intervalText(value);
  if (value instanceof DuckDBBlobValue) return Array.from(value.bytes, hex).join(" ");
  if (value instanceof DuckDBTimestampTZValue) {
    return `${milliseconds(new Date(Number(value.micros / 1000n)).toISOString())} UTC`;
  }
  const text = String(value);
  return isTimestamp(type, text) ? milliseconds(text) : text;
}

const hex = (byte: number): string => byte.toString(16).padStart(2, "0");

function isTimestamp(type: DuckDBType | undefined, text: string): boolean {
  if (type === undefined) return /^\d{4,}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?$/.test(text);
  return [
    DuckDBTypeId.TIMESTAMP,
    DuckDBTypeId.TIMESTAMP_MS,
    DuckDBTypeId.TIMESTAMP_NS,
    DuckDBTypeId.TIMESTAMP_S,
  ].includes(type.typeId);
}

/** `YYYY-MM-DD HH:MM:SS.SSS`, as Athena prints timestamps. */
function milliseconds(text: string): string {
  const [date, clock = ""] = text.replace("Z", "").split(/[ T]/);
  const [seconds, fraction = ""] = clock.split(".");
  return `${date} ${seconds}.${fraction.padEnd(3, "0").slice(0, 3)}`;
}

/** Rows without names have the fields `field0`, `field1`…, as Athena calls them. */
function struct(value: DuckDBStructValue): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value.entries).map(([name, inner]) => [name, plainValue(inner)]));
}

function keyText(key: DuckDBValue): string {
  return typeof key === "string" ? key : String(plainValue(key));
}

/** `D HH:MM:SS.SSS`, or `Y-M` for months, as Athena prints intervals. */
function intervalText(value: DuckDBIntervalValue): string {
  const total = BigInt(value.days) * 86_400_000n + value.micros / 1000n;
  if (value.months !== 0 && total === 0n) {
    const months = Math.abs(value.months);
    return `${value.months < 0 ? "-" : ""}${Math.floor(months / 12)}-${months % 12}`;
  }
  const absolute = total < 0n ? -total : total;
  const two = (part: bigint): string => String(part).padStart(2, "0");
  const clock = [(absolute / 3_600_000n) % 24n, (absolute / 60_000n) % 60n, (absolute / 1000n) % 60n].map(two);
  const days = absolute / 86_400_000n;
  return `${total < 0n ? "-" : ""}${days} ${clock.join(":")}.${String(absolute % 1000n).padStart(3, "0")}`;
}
