// The form that values have once they are stored: protected, and in a line also written. By it a dead letter is
// checked again without being protected twice; what is checked of the rest is what its definition says today.
import type { FieldModel, TypeModel } from "@tracklake/schema";
import type { Shape } from "@tracklake/sdk/encoder";

/** Where values were stored: as members of a dead letter, or as columns of a line. */
export type StoredIn = "letter" | "line";

/**
 * The fields as they were stored: what is dropped is not there, what is hashed or masked is any text, or missing (for
 * want of a key).
 */
export function storedForm(fields: readonly FieldModel[], where: StoredIn): FieldModel[] {
  return fields
    .filter(({ pii }) => pii !== "drop")
    .map(({ pii, required, ...field }) => {
      if (pii !== undefined) return { ...field, required: false, type: { kind: "string" } };
      return { ...field, required, type: storedType(field.type, where) };
    });
}

function storedType(type: TypeModel, where: StoredIn): TypeModel {
  switch (type.kind) {
    case "struct":
      return { kind: "struct", fields: storedForm(type.fields, where) };
    case "array":
      return { ...type, items: storedType(type.items, where) };
    case "map":
      return { kind: "map", values: storedType(type.values, where) };
    case "json":
      return where === "line" ? { kind: "string" } : type;
    case "bigint":
      // A line has its digits as a number, which JavaScript cannot hold; the text itself is not touched.
      return where === "line" ? { kind: "number" } : type;
    default:
      return type;
  }
}

/** The shape by which values of these fields are normalised. */
export function shapeOf(fields: readonly FieldModel[]): Shape {
  return { struct: Object.fromEntries(fields.map(({ name, type }) => [name, { shape: typeShape(type) }])) };
}

function typeShape(type: TypeModel): Shape {
  switch (type.kind) {
    case "timestamp":
    case "bigint":
    case "json":
      return type.kind;
    case "struct":
      return shapeOf(type.fields);
    case "array":
      return { array: typeShape(type.items) };
    case "map":
      return { map: typeShape(type.values) };
    default:
      return "plain";
  }
}
