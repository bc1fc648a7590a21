// Whether every value of one scalar type is a value of another, in the form in which JSON Schema sees values.
// Sound, not complete: where a pattern would have to be understood, the answer is no.
import { type DecimalType, type TypeModel, uuidPattern } from "@tracklake/schema";
import { roomOf, within } from "./bounds.js";

/**
 * Whether the values of the first type are values of the second.
 *
 * @example
 * contained({ kind: "enum", values: ["a"] }, { kind: "string", maxLength: 3 }); // true
 */
export function contained(inner: TypeModel, outer: TypeModel): boolean {
  switch (outer.kind) {
    case "string":
      return textFits(inner, outer);
    case "enum":
      return inner.kind === "enum" && inner.values.every((value) => outer.values.includes(value));
    case "uuid":
      return (
        inner.kind === "uuid" || (inner.kind === "enum" && inner.values.every((value) => matches(value, uuidPattern)))
      );
    case "decimal":
      return inner.kind === "decimal" && digitsFit(inner, outer);
    case "number":
      return (inner.kind === "integer" || inner.kind === "number") && roomFits(inner, outer);
    case "integer":
      return inner.kind === "integer" && roomFits(inner, outer);
    default:
      return inner.kind === outer.kind && inner.kind !== "struct" && inner.kind !== "array" && inner.kind !== "map";
  }
}

/** The length of texts that all have the same: a UUID, `YYYY-MM-DD`, `YYYY-MM-DD HH:MM:SS.SSS`. */
const lengths: Readonly<Partial<Record<TypeModel["kind"], number>>> = { uuid: 36, date: 10, timestamp: 23 };

function textFits(inner: TypeModel, outer: TypeModel & { kind: "string" }): boolean {
  const { pattern, minLength = 0, maxLength = Number.POSITIVE_INFINITY } = outer;
  const fits = (length: number) => minLength <= length && length <= maxLength;
  switch (inner.kind) {
    case "enum":
      return inner.values.every(
        (value) => fits([...value].length) && (pattern === undefined || matches(value, pattern)),
      );
    case "string":
      return (pattern === undefined || pattern === inner.pattern) && roomFits(inner, outer);
    case "uuid":
    case "date":
    case "timestamp":
      return pattern === undefined && fits(lengths[inner.kind] ?? Number.NaN);
    case "decimal":
    case "bigint":
    case "json":
      return pattern === undefined && minLength === 0 && maxLength === Number.POSITIVE_INFINITY;
    default:
      return false;
  }
}

function roomFits(inner: TypeModel, outer: TypeModel): boolean {
  const [given, wanted] = [roomOf(inner), roomOf(outer)];
  return given !== undefined && wanted !== undefined && within(given, wanted);
}

function digitsFit(inner: DecimalType, outer: DecimalType): boolean {
  return outer.scale >= inner.scale && outer.precision - outer.scale >= inner.precision - inner.scale;
}

function matches(value: string, pattern: string): boolean {
  try {
    return new RegExp(pattern, "u").test(value);
  } catch {
    // A pattern that no engine reads accepts nothing that could be relied on.
    return false;
  }
}
