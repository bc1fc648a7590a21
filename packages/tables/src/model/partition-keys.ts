// Partition keys that are found by projection: date, hour, enum, integer and injected ones, and their parameters.
// Source: Amazon Athena User Guide, "Supported types for partition projection".
import type { ColumnModel } from "../table-model.js";

/** A partition key and how its values are found. */
export type PartitionKey = {
  /** Lower_snake. */
  readonly name: string;
  readonly description?: string;
} & (
  | {
      /** Days, or hours of days. */
      readonly type: "date" | "hour";
      /** The first day, `YYYY-MM-DD`: what is before it is never read. */
      readonly from: string;
    }
  | { readonly type: "enum"; readonly values: readonly string[] }
  | {
      readonly type: "integer";
      readonly range: readonly [number, number];
      /** Digits that values are padded to. @default not padded */
      readonly digits?: number;
    }
  | {
      /** Every query has to name a value: for keys with too many to list. */
      readonly type: "injected";
    }
);

/** Java's pattern of a key's values, where they are times. */
export const timePatterns = { date: "yyyy-MM-dd", hour: "yyyy-MM-dd-HH" } as const;

/** The columns that keys are. */
export function keyColumns(keys: readonly PartitionKey[]): ColumnModel[] {
  return keys.map(({ name, type, description }) => ({
    name,
    type: type === "integer" ? "int" : "string",
    ...(description === undefined ? {} : { comment: description }),
  }));
}

/** The folders of keys, `<key>=<value>/` each, as the location template names them. */
export function keyFolders(keys: readonly PartitionKey[]): string {
  return keys.map(({ name }) => `${name}=\${${name}}/`).join("");
}

/** The table's parameters of projection. @param location - Ends in `/`. */
export function projectionParameters(keys: readonly PartitionKey[], location: string): Record<string, string> {
  const all = keys.flatMap((key) =>
    Object.entries(parametersOf(key)).map(([name, value]) => [`projection.${key.name}.${name}`, value] as const),
  );
  return {
    "projection.enabled": "true",
    ...Object.fromEntries(all),
    "storage.location.template": `${location}${keyFolders(keys)}`,
  };
}

function parametersOf(key: PartitionKey): Record<string, string> {
  switch (key.type) {
    case "date":
      // NOW is UTC; a lake east of it is a day ahead. A value outside the range gives no rows and no error.
      return {
        type: "date",
        format: timePatterns.date,
        range: `${key.from},NOW+1DAYS`,
        interval: "1",
        "interval.unit": "DAYS",
      };
    case "hour":
      return {
        type: "date",
        format: timePatterns.hour,
        range: `${key.from}-00,NOW+15HOURS`,
        interval: "1",
        "interval.unit": "HOURS",
      };
    case "enum":
      return { type: "enum", values: key.values.join(",") };
    case "integer":
      return {
        type: "integer",
        range: key.range.join(","),
        interval: "1",
        ...(key.digits === undefined ? {} : { digits: String(key.digits) }),
      };
    case "injected":
      return { type: "injected" };
  }
}
