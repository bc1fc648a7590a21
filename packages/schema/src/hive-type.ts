// Which column each type becomes: the widest of its kind, so that no widening is ever needed.
// Source: Amazon Athena User Guide, "Data types in Amazon Athena".
import type { TypeModel } from "./model.js";

/**
 * The Hive type of a column, as Glue and Athena's DDL spell it.
 *
 * @example
 * hiveType({ kind: "array", items: { kind: "string" } }); // "array<string>"
 */
export function hiveType(type: TypeModel): string {
  switch (type.kind) {
    case "boolean":
      return "boolean";
    case "integer":
    case "bigint":
      return "bigint";
    case "number":
      return "double";
    case "decimal":
      return `decimal(${type.precision},${type.scale})`;
    case "timestamp":
      return "timestamp";
    case "date":
      return "date";
    case "string":
    case "uuid":
    case "enum":
    case "json":
      return "string";
    case "struct":
      return `struct<${type.fields.map((field) => `${field.name}:${hiveType(field.type)}`).join(",")}>`;
    case "array":
      return `array<${hiveType(type.items)}>`;
    case "map":
      return `map<string,${hiveType(type.values)}>`;
  }
}
