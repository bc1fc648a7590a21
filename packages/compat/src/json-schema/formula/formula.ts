// The form into which every schema is read: a formula over small statements about one JSON value.
// A statement about one type holds for values of every other type, as the keywords of JSON Schema do.
import type { Reason } from "../reason.js";

/** The six types of JSON values. Integers are numbers that are multiples of 1. */
export const jsonTypes = ["string", "number", "boolean", "null", "object", "array"] as const;

/** One of them. */
export type JsonType = (typeof jsonTypes)[number];

/** A statement about strings, numbers, arrays or objects. */
export type Statement =
  | { readonly kind: "minLength" | "maxLength"; readonly value: number }
  | { readonly kind: "pattern"; readonly source: string; readonly negative: boolean }
  /** What is only ever compared by name, such as a format that is taken as an assertion. */
  | { readonly kind: "label"; readonly name: string; readonly negative: boolean }
  | { readonly kind: "minimum" | "maximum"; readonly value: number; readonly exclusive: boolean }
  | { readonly kind: "multipleOf" | "notMultipleOf"; readonly value: number }
  | { readonly kind: "minItems" | "maxItems"; readonly value: number }
  /** Every item from `from` to before `to`. */
  | { readonly kind: "items"; readonly from: number; readonly to: number; readonly schema: Formula }
  /** At least, or at most, so many of these items. */
  | {
      readonly kind: "atLeast" | "atMost";
      readonly from: number;
      readonly to: number;
      readonly schema: Formula;
      readonly count: number;
    }
  | { readonly kind: "unique" | "notUnique" }
  | { readonly kind: "minProperties" | "maxProperties"; readonly value: number }
  /** Every property whose key is one of `keys` has a value of `schema`; or some property has. */
  | { readonly kind: "every" | "some"; readonly keys: Formula; readonly schema: Formula };

/** A formula. Two of one {@link Formulas} are the same object when they are built alike. */
export type Formula = { readonly id: number } & (
  | { readonly kind: "true" | "false" }
  | { readonly kind: "and" | "or"; readonly of: readonly Formula[] }
  /** Exactly one of them holds; or, negative, none or several. */
  | { readonly kind: "one"; readonly of: readonly Formula[]; readonly negative: boolean }
  /** A value of one of these types. */
  | { readonly kind: "types"; readonly types: readonly JsonType[] }
  /** One of these values, as canonical JSON; or, negative, none of them. */
  | { readonly kind: "values"; readonly values: ReadonlyMap<string, unknown>; readonly negative: boolean }
  /** A part of a schema that is read when it is needed, so that schemas may be recursive. */
  | { readonly kind: "reference"; readonly key: string; readonly negative: boolean; readonly read: () => Formula }
  /** What cannot be decided, and why. */
  | { readonly kind: "unknown"; readonly key: string; readonly negative: boolean; readonly reason: Reason }
  | Statement
);

/** The formula of a kind. */
export type FormulaOf<Kind extends Formula["kind"]> = Formula & { readonly kind: Kind };

const typeOfStatement: Record<Statement["kind"], JsonType> = {
  minLength: "string",
  maxLength: "string",
  pattern: "string",
  label: "string",
  minimum: "number",
  maximum: "number",
  multipleOf: "number",
  notMultipleOf: "number",
  minItems: "array",
  maxItems: "array",
  items: "array",
  atLeast: "array",
  atMost: "array",
  unique: "array",
  notUnique: "array",
  minProperties: "object",
  maxProperties: "object",
  every: "object",
  some: "object",
};

/** The type that a statement is about; nothing for other formulas. */
export function subjectOf(formula: Formula): JsonType | undefined {
  return typeOfStatement[formula.kind as Statement["kind"]];
}

/** The type of a JSON value. */
export function jsonTypeOf(value: unknown): JsonType {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value as JsonType;
}
