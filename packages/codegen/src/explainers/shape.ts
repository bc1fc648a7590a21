// Shapes: what the slow path knows of a type, to normalise and to redact.
import type { FieldModel, TypeModel } from "@tracklake/schema";
import { literal, objectKey } from "../names.js";

/** JavaScript source of the shape of an object's fields. */
export function structShape(fields: readonly FieldModel[]): string {
  const members = fields.map((field) => `${objectKey(field.name)}: ${fieldShape(field)}`);
  return `{ struct: { __proto__: null${members.map((member) => `, ${member}`).join("")} } }`;
}

function fieldShape(field: FieldModel): string {
  const pii = field.pii === undefined ? "" : `, pii: ${literal(field.pii)}`;
  return `{ shape: ${typeShape(field.type)}${pii} }`;
}

function typeShape(type: TypeModel): string {
  switch (type.kind) {
    case "timestamp":
    case "bigint":
    case "json":
      return literal(type.kind);
    case "struct":
      return structShape(type.fields);
    case "array":
      return `{ array: ${typeShape(type.items)} }`;
    case "map":
      return `{ map: ${typeShape(type.values)} }`;
    default:
      return '"plain"';
  }
}
