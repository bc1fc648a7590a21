// From the fields of an event's model to columns with their types as trees, with one-line comments.
// The mapping of scalars is @tracklake/schema's; only nesting is walked here.
import { glueLimits } from "@tracklake/envelope";
import { type FieldModel, hiveType, type TypeModel } from "@tracklake/schema";
import type { HiveField, HiveType } from "./hive-type.js";
import { oneLine } from "./one-line.js";

/** The type of a field as a tree. */
export function typeTree(type: TypeModel): HiveType {
  switch (type.kind) {
    case "struct":
      return { kind: "struct", fields: type.fields.map(fieldTree) };
    case "array":
      return { kind: "array", items: typeTree(type.items) };
    case "map":
      return { kind: "map", keys: { kind: "primitive", text: "string" }, values: typeTree(type.values) };
    default:
      return { kind: "primitive", text: hiveType(type) };
  }
}

/** A field of an event, a context or a struct as a column or as a field of a struct type. */
export function fieldTree(field: FieldModel): HiveField {
  const comment = commentOf(field);
  return {
    name: field.name,
    type: typeTree(field.type),
    ...(comment === "" ? {} : { comment }),
    ...(field.pii === undefined ? {} : { personal: true as const }),
    ...(field.renamedFrom === undefined ? {} : { renamedFrom: field.renamedFrom }),
  };
}

function commentOf(field: FieldModel): string {
  const parts = [
    field.description ?? "",
    field.unit === undefined ? "" : `Unit: ${field.unit}.`,
    field.deprecated ? `Deprecated: ${field.deprecated.reason}` : "",
  ];
  return oneLine(parts.filter((part) => part !== "").join(" "), glueLimits.columnCommentCharacters);
}
