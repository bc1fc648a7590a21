// Structs inside arrays and maps, rebuilt field by field in an Athena view.
// Trino refuses a stored view (VIEW_IS_STALE) when a column's type is no more what it was; a table that has got a
// new nested field before its view is replaced must not do that.
import type { HiveType } from "../model/hive-type.js";
import { quoteAlways, quoteQuery } from "./quote.js";
import { trinoTypeOf } from "./trino-types.js";

/**
 * A value with the fields of `type` alone, by name; the value itself where no struct lies within.
 *
 * @example
 * projection("tags", { kind: "array", items: { kind: "primitive", text: "string" } }); // "tags"
 */
export function projection(value: string, type: HiveType, depth = 1): string {
  if (!hasStruct(type)) return value;
  switch (type.kind) {
    case "array":
      return `transform(${value}, x${depth} -> ${projection(`x${depth}`, type.items, depth + 1)})`;
    case "map":
      return `transform_values(${value}, (k${depth}, x${depth}) -> ${projection(`x${depth}`, type.values, depth + 1)})`;
    case "struct": {
      const fields = type.fields.map((field) => projection(`${value}.${quoteQuery(field.name)}`, field.type, depth));
      return `IF(${value} IS NULL, NULL, CAST(ROW(${fields.join(", ")}) AS ${trinoTypeOf(type)}))`;
    }
    case "primitive":
      return value;
  }
}

/** The same for DuckDB, where a view that leaves fields out has to do so within arrays and maps too. */
export function duckdbProjection(value: string, type: HiveType, depth = 1): string {
  if (!hasStruct(type)) return value;
  switch (type.kind) {
    case "array":
      return `list_transform(${value}, lambda x${depth}: ${duckdbProjection(`x${depth}`, type.items, depth + 1)})`;
    case "map": {
      const values = `list_transform(map_values(${value}), lambda x${depth}: ${duckdbProjection(`x${depth}`, type.values, depth + 1)})`;
      return `CASE WHEN ${value} IS NOT NULL THEN map_from_entries(list_zip(map_keys(${value}), ${values})) END`;
    }
    case "struct": {
      const fields = type.fields.map(({ name, type: inner }) => {
        const quoted = quoteAlways(name);
        return `${quoted} := ${duckdbProjection(`${value}.${quoted}`, inner, depth)}`;
      });
      return `CASE WHEN ${value} IS NULL THEN NULL ELSE struct_pack(${fields.join(", ")}) END`;
    }
    case "primitive":
      return value;
  }
}

function hasStruct(type: HiveType): boolean {
  if (type.kind === "array") return hasStruct(type.items);
  if (type.kind === "map") return hasStruct(type.values);
  return type.kind === "struct";
}
