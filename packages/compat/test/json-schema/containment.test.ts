// The question itself, keyword by keyword: pairs whose answer is known, in both directions.
// "<" means that the left is contained in the right and not the other way round, "=" both, "#" neither.
import { describe, expect, test } from "vitest";
import { type Containment, isContained } from "../../src/json-schema/is-contained.js";

type Relation = "<" | "=" | "#";
type Row = readonly [left: unknown, relation: Relation, right: unknown];

const draft2020 = "https://json-schema.org/draft/2020-12/schema";
const draft04 = "http://json-schema.org/draft-04/schema#";

/** The keyword is not written out: an object that has it looks like a promise. */
const branch = "then";
const then = (schema: unknown) => Object.fromEntries([[branch, schema]]);

const rows: Record<string, readonly Row[]> = {
  types: [
    [{ type: "integer" }, "<", { type: "number" }],
    [{ type: "integer" }, "=", { type: "number", multipleOf: 1 }],
    [{ type: ["integer", "number"] }, "=", { type: "number" }],
    [{ type: "string" }, "#", { type: "null" }],
    [{ type: ["null", "boolean"] }, "=", { enum: [null, true, false] }],
    [false, "<", true],
    [{ not: {} }, "=", false],
    [{ enum: [] }, "=", false],
    [{ type: "string", const: 1 }, "=", false],
  ],
  values: [
    [{ const: 1 }, "=", { enum: [1.0] }],
    [{ enum: ["a"] }, "<", { enum: ["b", "a"] }],
    [{ anyOf: [{ const: "a" }, { const: "b" }] }, "=", { enum: ["b", "a"] }],
    [{ const: { a: 1, b: [2] } }, "=", { const: { b: [2], a: 1 } }],
    [{ const: [1, 2] }, "#", { const: [2, 1] }],
    [{ const: "abc" }, "<", { pattern: "^a" }],
    [{ const: [[]] }, "<", { type: "array", maxItems: 1, items: { maxItems: 0 } }],
    [{ type: "array", maxItems: 0 }, "=", { const: [] }],
    [{ type: "object", properties: { a: { const: 1 } }, required: ["a"], maxProperties: 1 }, "=", { const: { a: 1 } }],
  ],
  numbers: [
    [{ type: "number", minimum: 2, maximum: 3 }, "<", { type: "number", minimum: 1 }],
    [{ type: "number", exclusiveMinimum: 1 }, "<", { type: "number", minimum: 1 }],
    [{ type: "integer", exclusiveMinimum: 1 }, "=", { type: "integer", minimum: 2 }],
    [{ type: "integer", minimum: 0.5, maximum: 1.5 }, "=", { const: 1 }],
    [{ allOf: [{ multipleOf: 2 }, { multipleOf: 3 }] }, "=", { multipleOf: 6 }],
    [{ multipleOf: 4 }, "<", { multipleOf: 2 }],
    [{ multipleOf: 0.1 }, "=", { multipleOf: 0.1 }],
    [{ multipleOf: 0.4 }, "<", { multipleOf: 0.1 }],
    [{ type: "integer", minimum: 0, maximum: 3, not: { multipleOf: 2 } }, "=", { enum: [1, 3] }],
    [
      { $schema: draft04, type: "number", minimum: 1, exclusiveMinimum: true },
      "=",
      { type: "number", exclusiveMinimum: 1 },
    ],
  ],
  strings: [
    [{ type: "string", minLength: 2 }, "<", { type: "string", minLength: 1 }],
    [{ type: "string", maxLength: 0 }, "=", { const: "" }],
    [{ type: "string", pattern: "^[a-c]$" }, "=", { enum: ["a", "b", "c"] }],
    [{ type: "string", pattern: "^.{2,4}$" }, "<", { type: "string", minLength: 2, maxLength: 4 }],
    [{ type: "string", pattern: "^[\\s\\S]{2,4}$" }, "=", { type: "string", minLength: 2, maxLength: 4 }],
    [{ pattern: "^a" }, "<", { pattern: "a" }],
    [{ pattern: "^(?!a)" }, "=", { not: { type: "string", pattern: "^a" } }],
    [{ pattern: "[a-z]*" }, "=", {}],
    [{ pattern: "^[0-9]{4}-[0-9]{2}$" }, "<", { pattern: "^\\d+-\\d+$" }],
    [{ pattern: "(a)\\1" }, "=", { pattern: "(a)\\1" }],
    [{ type: "string", format: "date" }, "=", { type: "string" }],
    [{ pattern: "^\\u{1F600}$" }, "<", { maxLength: 1 }],
  ],
  objects: [
    [{ required: ["a", "b"] }, "<", { required: ["a"] }],
    [{ properties: { a: { type: "integer" } } }, "<", { properties: { a: { type: "number" } } }],
    [{ properties: { a: {} } }, "=", {}],
    [
      { properties: { a: {} }, additionalProperties: false },
      "<",
      { properties: { a: {}, b: {} }, additionalProperties: false },
    ],
    [
      { properties: { a: { type: "string" } }, additionalProperties: { type: "string" } },
      "=",
      { additionalProperties: { type: "string" } },
    ],
    [{ patternProperties: { "^a": { minimum: 1 } } }, "<", { properties: { ab: { minimum: 0 } } }],
    [{ patternProperties: { "": { minimum: 1 } } }, "=", { additionalProperties: { minimum: 1 } }],
    [{ propertyNames: { pattern: "^a" } }, "=", { patternProperties: { "^(?!a)": false } }],
    [{ propertyNames: { enum: ["a"] } }, "<", { maxProperties: 1 }],
    [{ properties: { a: false } }, "=", { not: { type: "object", required: ["a"] } }],
    [{ required: ["a", "b"] }, "#", { maxProperties: 1 }],
    [{ type: "object", minProperties: 2 }, "<", { type: "object", minProperties: 1 }],
    [
      { dependencies: { a: ["b"] } },
      "=",
      { anyOf: [{ not: { type: "object", required: ["a"] } }, { required: ["b"] }] },
    ],
    [{ dependencies: { a: ["b", "c"] } }, "<", { dependencies: { a: ["b"] } }],
    [{ dependencies: { a: { required: ["b"] } } }, "=", { dependencies: { a: ["b"] } }],
    // One key has to meet both demands: ab is one, a and b are two.
    [
      { type: "object", maxProperties: 1, not: { patternProperties: { "^a": false } } },
      "<",
      { type: "object", maxProperties: 1, minProperties: 1 },
    ],
  ],
  arrays: [
    [{ items: { type: "integer" } }, "<", { items: { type: "number" } }],
    [{ type: "array", minItems: 2 }, "<", { type: "array", minItems: 1 }],
    [{ items: [{ type: "string" }], additionalItems: false }, "<", { maxItems: 1 }],
    [{ items: [{ type: "string" }, false] }, "<", { maxItems: 1 }],
    [{ items: { const: 1 }, maxItems: 1, type: "array" }, "=", { enum: [[], [1]] }],
    [{ contains: { const: 1 } }, "<", { minItems: 1 }],
    [{ contains: { type: "integer" } }, "<", { contains: { type: "number" } }],
    [{ allOf: [{ contains: { const: 1 } }, { contains: { const: 2 } }] }, "<", { minItems: 2 }],
    [{ items: { enum: [1, 2] }, uniqueItems: true }, "<", { maxItems: 2 }],
    [{ uniqueItems: true }, "<", {}],
    [{ maxItems: 1 }, "<", { uniqueItems: true }],
    [{ $schema: draft2020, prefixItems: [{ type: "string" }], items: false }, "<", { $schema: draft2020, maxItems: 1 }],
    [
      { $schema: draft2020, contains: { const: 1 }, minContains: 2 },
      "<",
      { $schema: draft2020, contains: { const: 1 }, minItems: 2 },
    ],
    [
      { $schema: draft2020, contains: { const: 1 }, maxContains: 1 },
      "<",
      { $schema: draft2020, contains: { const: 1 }, maxContains: 2 },
    ],
    [{ $schema: draft2020, contains: { const: 1 }, minContains: 0 }, "=", { $schema: draft2020 }],
  ],
  combinations: [
    [{ allOf: [{ minimum: 1 }, { maximum: 2 }] }, "=", { minimum: 1, maximum: 2 }],
    [{ anyOf: [{ type: "string" }, { type: "null" }] }, "=", { type: ["null", "string"] }],
    [{ oneOf: [{ type: "string" }, { type: "null" }] }, "=", { type: ["null", "string"] }],
    [{ oneOf: [{ minimum: 1 }, { maximum: 5 }] }, "<", { anyOf: [{ minimum: 1 }, { maximum: 5 }] }],
    [{ oneOf: [{ type: "number" }, { type: "integer" }] }, "<", { type: "number" }],
    [{ oneOf: [{}, {}] }, "=", false],
    [{ not: { not: { type: "string" } } }, "=", { type: "string" }],
    [{ not: { type: "string" } }, "<", { not: { type: "string", maxLength: 3 } }],
    [
      { if: { required: ["a"] }, ...then({ required: ["b"] }) },
      "=",
      { anyOf: [{ not: { required: ["a"] } }, { required: ["b"] }] },
    ],
    [{ if: { type: "string" }, ...then({ minLength: 1 }), else: { minimum: 1 } }, "=", { minLength: 1, minimum: 1 }],
    [
      { oneOf: [{ properties: { kind: { const: "a" } }, required: ["kind"], type: "object" }] },
      "<",
      {
        oneOf: [
          { properties: { kind: { const: "a" } }, required: ["kind"], type: "object" },
          { properties: { kind: { const: "b" } }, required: ["kind"], type: "object" },
        ],
      },
    ],
  ],
  unevaluated: [
    [
      { $schema: draft2020, allOf: [{ properties: { a: {} } }], unevaluatedProperties: false },
      "=",
      { $schema: draft2020, properties: { a: {} }, additionalProperties: false },
    ],
    [
      {
        $schema: draft2020,
        anyOf: [{ properties: { a: {} } }, { properties: { b: {} } }],
        unevaluatedProperties: false,
      },
      "=",
      { $schema: draft2020, properties: { a: {}, b: {} }, additionalProperties: false },
    ],
    [
      {
        $schema: draft2020,
        if: { required: ["a"] },
        ...then({ properties: { a: {} } }),
        unevaluatedProperties: false,
      },
      "=",
      { $schema: draft2020, properties: { a: {} }, additionalProperties: false },
    ],
    [
      { $schema: draft2020, allOf: [{ prefixItems: [{}] }], unevaluatedItems: false },
      "=",
      { $schema: draft2020, maxItems: 1 },
    ],
    [
      {
        $schema: draft2020,
        $ref: "#/$defs/base",
        unevaluatedProperties: false,
        $defs: { base: { properties: { a: {} } } },
      },
      "=",
      { $schema: draft2020, properties: { a: {} }, additionalProperties: false },
    ],
  ],
};

describe.each(Object.keys(rows))("%s", (family) => {
  test.each((rows[family] ?? []).map((row) => [JSON.stringify(row), row] as const))(
    "%s",
    (_, [left, relation, right]) => {
      expect(answer(isContained(left, right))).toBe(relation !== "#");
      expect(answer(isContained(right, left))).toBe(relation === "=");
    },
  );
});

/** A "no" has to come with a document. */
function answer(containment: Containment): boolean | "unknown" | "not shown" {
  if (containment.contained !== false) return containment.contained;
  return "counterexample" in containment ? false : "not shown";
}
