// fast-check's columns: types of every kind to a depth of four, with names that are reserved somewhere.
import type { FieldModel, TypeModel } from "@tracklake/schema";
import fc from "fast-check";
import { ddlReservedWords, queryReservedWords } from "../src/index.js";

const words = [...ddlReservedWords, ...queryReservedWords, "plan", "seats", "a1", "from_here"];
const scalar: fc.Arbitrary<TypeModel> = fc.oneof(
  fc.constantFrom<TypeModel>(
    { kind: "boolean" },
    { kind: "integer" },
    { kind: "bigint" },
    { kind: "number" },
    { kind: "string" },
    { kind: "uuid" },
    { kind: "enum", values: ["a"] },
    { kind: "timestamp" },
    { kind: "date" },
    { kind: "json" },
  ),
  fc
    .integer({ min: 1, max: 38 })
    .map((precision): TypeModel => ({ kind: "decimal", precision, scale: precision >> 1 })),
);

const comment = fc.option(fc.string({ unit: "binary", maxLength: 300 }), { nil: undefined });

function fields(
  type: fc.Arbitrary<TypeModel>,
  minLength: number,
  names: readonly string[] = words,
): fc.Arbitrary<FieldModel[]> {
  const name = fc.constantFrom(...names);
  const one = fc.record({ name, type, description: comment });
  return fc.uniqueArray(one, { selector: (field) => field.name, minLength, maxLength: 6 }).map((list) =>
    list.map(({ description, ...rest }) => ({
      ...rest,
      required: false,
      ...(description === undefined ? {} : { description }),
    })),
  );
}

function typeOf(depth: number): fc.Arbitrary<TypeModel> {
  if (depth === 0) return scalar;
  const inner = typeOf(depth - 1);
  return fc.oneof(
    { weight: 3, arbitrary: scalar },
    { weight: 1, arbitrary: fields(inner, 1).map((list): TypeModel => ({ kind: "struct", fields: list })) },
    { weight: 1, arbitrary: inner.map((items): TypeModel => ({ kind: "array", items })) },
    { weight: 1, arbitrary: inner.map((values): TypeModel => ({ kind: "map", values })) },
  );
}

/** Types of every kind. */
export const anyType: fc.Arbitrary<TypeModel> = typeOf(4);

/** Properties of an event, at least one. */
export const anyFields: fc.Arbitrary<FieldModel[]> = fields(anyType, 1);

/** Properties of one major; drawn twice, many names meet with other types. */
export const fewNames: fc.Arbitrary<FieldModel[]> = fields(
  fc.oneof({ weight: 3, arbitrary: scalar }, { weight: 1, arbitrary: typeOf(2) }),
  1,
  ["plan", "end", "order", "seats", "user"],
);
