// Every rule has a pair that breaks it: where it is found in the schema and in a document, and the document that shows it.
// The documentation's table lists the same rules with the same words.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type ContainmentOptions, isContained } from "../../src/json-schema/is-contained.js";
import { type ContainmentRule, containmentRules } from "../../src/json-schema/rules.js";

interface Row {
  readonly sub: unknown;
  readonly sup: unknown;
  readonly path: string;
  readonly at?: string;
  readonly document?: unknown;
  readonly options?: ContainmentOptions;
}

const object = (properties: unknown, more: object = {}) => ({ type: "object", properties, ...more });
const draft2020 = "https://json-schema.org/draft/2020-12/schema";
const closed = { additionalProperties: false };

const broken: Partial<Record<ContainmentRule, Row>> = {
  TYPE_NARROWED: {
    sub: object({ a: { type: ["string", "null"] } }),
    sup: object({ a: { type: "string" } }),
    path: "/properties/a/type",
    at: "/a",
    document: { a: null },
  },
  PROPERTY_ADDED_TO_REQUIRED: {
    sub: object({ a: { type: "string" } }),
    sup: object({ a: { type: "string" } }, { required: ["a"] }),
    path: "/required/0",
    document: {},
  },
  PROPERTY_REMOVED_FROM_CLOSED_OBJECT: {
    sub: object({ a: { type: "string" }, b: { type: "string" } }, closed),
    sup: object({ a: { type: "string" } }, closed),
    path: "/additionalProperties",
    document: { b: "a" },
  },
  UNKNOWN_PROPERTIES_REFUSED: {
    sub: object({ a: { type: "string" } }),
    sup: object({ a: { type: "string" } }, closed),
    path: "/additionalProperties",
    document: { other: "a" },
  },
  PROPERTY_RESTRICTED: {
    sub: object({}),
    sup: object({ a: { type: "string" } }),
    path: "/properties/a",
    at: "/a",
    document: { a: 0 },
  },
  PROPERTY_NAMES_NARROWED: {
    sub: { type: "object" },
    sup: { type: "object", propertyNames: { pattern: "^[a-z]$" } },
    path: "/propertyNames",
    document: { other: "a" },
  },
  MIN_PROPERTIES_ADDED: { sub: {}, sup: { minProperties: 1 }, path: "/minProperties", document: {} },
  MIN_PROPERTIES_INCREASED: {
    sub: { minProperties: 1 },
    sup: { minProperties: 2 },
    path: "/minProperties",
    document: { other: "a" },
  },
  MAX_PROPERTIES_ADDED: { sub: {}, sup: { maxProperties: 0 }, path: "/maxProperties", document: { other: "a" } },
  MAX_PROPERTIES_DECREASED: {
    sub: { maxProperties: 1 },
    sup: { maxProperties: 0 },
    path: "/maxProperties",
    document: { other: "a" },
  },
  DEPENDENCY_ADDED: {
    sub: object({ a: {}, b: {} }),
    sup: object({ a: {}, b: {} }, { dependencies: { a: ["b"] } }),
    path: "/dependencies",
    document: { a: "a" },
  },
  ENUM_VALUE_REMOVED: { sub: { enum: ["a", "b"] }, sup: { enum: ["a"] }, path: "/enum", document: "b" },
  CONST_CHANGED: { sub: { const: 1 }, sup: { const: 2 }, path: "/const", document: 1 },
  MINIMUM_ADDED: { sub: { type: "integer" }, sup: { type: "integer", minimum: 0 }, path: "/minimum", document: -1 },
  MINIMUM_INCREASED: { sub: { type: "integer", minimum: 0 }, sup: { minimum: 1 }, path: "/minimum", document: 0 },
  MAXIMUM_ADDED: {
    sub: { type: "integer" },
    sup: { exclusiveMaximum: 10 },
    path: "/exclusiveMaximum",
    document: 10,
  },
  MAXIMUM_DECREASED: {
    sub: object({ seats: { type: "integer", minimum: 1, maximum: 100 } }),
    sup: object({ seats: { type: "integer", minimum: 1, maximum: 10 } }),
    path: "/properties/seats/maximum",
    at: "/seats",
    document: { seats: 11 },
  },
  MULTIPLE_OF_CHANGED: { sub: { type: "number" }, sup: { multipleOf: 10 }, path: "/multipleOf", document: 1 },
  MIN_LENGTH_ADDED: { sub: { type: "string" }, sup: { minLength: 1 }, path: "/minLength", document: "" },
  MIN_LENGTH_INCREASED: {
    sub: { type: "string", minLength: 1 },
    sup: { minLength: 2 },
    path: "/minLength",
    document: "a",
  },
  MAX_LENGTH_ADDED: { sub: { type: "string" }, sup: { maxLength: 3 }, path: "/maxLength", document: "text" },
  MAX_LENGTH_DECREASED: {
    sub: { type: "string", maxLength: 12 },
    sup: { maxLength: 10 },
    path: "/maxLength",
    document: "aaaaaaaaaaa",
  },
  PATTERN_ADDED: { sub: { type: "string" }, sup: { pattern: "^[0-9]+$" }, path: "/pattern", document: "a" },
  PATTERN_CHANGED: {
    sub: { type: "string", pattern: "^[0-9]+$" },
    sup: { pattern: "^[1-9][0-9]*$" },
    path: "/pattern",
    document: "0",
  },
  FORMAT_CHANGED: {
    sub: { type: "string", format: "date-time" },
    sup: { type: "string", format: "date" },
    path: "/format",
    document: "2026-01-31T09:30:00Z",
    options: { formats: "assertion" },
  },
  ITEMS_NARROWED: {
    sub: { type: "array" },
    sup: { type: "array", items: { type: "string" } },
    path: "/items",
    at: "/*",
    document: [0],
  },
  MIN_ITEMS_ADDED: { sub: { type: "array" }, sup: { minItems: 1 }, path: "/minItems", document: [] },
  MIN_ITEMS_INCREASED: {
    sub: { type: "array", minItems: 1 },
    sup: { minItems: 2 },
    path: "/minItems",
    document: ["a"],
  },
  MAX_ITEMS_ADDED: { sub: { type: "array" }, sup: { maxItems: 1 }, path: "/maxItems", document: ["a", "a"] },
  MAX_ITEMS_DECREASED: {
    sub: { type: "array", maxItems: 2 },
    sup: { maxItems: 1 },
    path: "/maxItems",
    document: ["a", "a"],
  },
  UNIQUE_ITEMS_ADDED: {
    sub: { type: "array" },
    sup: { uniqueItems: true },
    path: "/uniqueItems",
    document: ["a", "a"],
  },
  CONTAINS_CHANGED: { sub: { type: "array" }, sup: { contains: { const: 1 } }, path: "/contains", document: [] },
  UNION_NARROWED: {
    sub: { anyOf: [{ type: "string" }, { type: "null" }] },
    sup: { anyOf: [{ type: "string" }, { type: "number" }] },
    path: "/anyOf",
    document: null,
  },
  UNION_NOT_EXCLUSIVE: {
    sub: { type: "integer" },
    sup: { oneOf: [{ type: "number" }, { type: "integer" }] },
    path: "/oneOf",
    document: 0,
  },
  NEGATION_WIDENED: {
    sub: { not: { type: "integer" } },
    sup: { not: { type: "number" } },
    path: "/not",
    document: 0.5,
  },
  CONDITION_CHANGED: {
    sub: { type: "string" },
    sup: { if: { not: { type: "string" } }, else: { maxLength: 3 } },
    path: "/if",
    document: "text",
  },
  NOTHING_ALLOWED: {
    sub: object({ a: { type: "string" } }),
    sup: object({ a: false }),
    path: "/properties/a",
    at: "/a",
    document: { a: "a" },
  },
};

describe("a difference", () => {
  test.each(Object.entries(broken))("%s", (rule, row) => {
    const { sub, sup, path, at = "", document, options } = row;
    const answer = isContained(sub, sup, options);
    const reason = { rule, path, instancePath: at, counterexample: document };
    expect(answer).toMatchObject({ contained: false, reasons: [reason], counterexample: document });
  });
});

const open: Partial<Record<ContainmentRule, Row>> = {
  REMOTE_REFERENCE: { sub: {}, sup: { $ref: "https://example.com/a" }, path: "/$ref" },
  INVALID_SCHEMA: { sub: { type: "strnig" }, sup: {}, path: "/type" },
  UNSUPPORTED_KEYWORD: {
    sub: {},
    sup: { $schema: draft2020, contains: { const: 1 }, minContains: 0, unevaluatedItems: false },
    path: "/unevaluatedItems",
  },
  PATTERN_UNDECIDED: { sub: { type: "string", pattern: "^(x+)\\1$" }, sup: { pattern: "^xx" }, path: "" },
  ARITHMETIC_UNDECIDED: {
    sub: { type: "number", multipleOf: 0.1, minimum: 0.01, maximum: 0.05 },
    sup: { type: "null" },
    path: "",
  },
  BUDGET_EXCEEDED: { sub: { minProperties: 100_000 }, sup: { maxProperties: 1 }, path: "" },
  NOT_CONFIRMED: {
    sub: { anyOf: Array.from({ length: 7_000 }, (_, value) => ({ const: value })) },
    sup: { type: "null" },
    path: "",
  },
};

describe("an open question", () => {
  test.each(Object.entries(open))("%s", (rule, { sub, sup, path }) => {
    const answer = isContained(sub, sup);
    expect(answer).toMatchObject({ contained: "unknown", reasons: [{ rule, path }] });
  });
});

test("every rule has its pair", () => {
  expect(Object.keys({ ...broken, ...open }).sort()).toEqual(Object.keys(containmentRules).sort());
});

test("the documentation lists every rule in the same words", () => {
  const page = readFileSync(new URL("../../../../docs/json-schema.md", import.meta.url), "utf8");
  const rows = [...page.matchAll(/^\| `([A-Z_]+)` \| (.*) \|$/gm)].map(([, rule, meaning]) => [rule, meaning]);
  const listed = new Map(rows as [string, string][]);
  for (const [rule, meaning] of Object.entries(containmentRules))
    expect([rule, listed.get(rule)]).toEqual([rule, meaning]);
});

test("all differences are listed, each with its own document, and the smallest is shown first", () => {
  const before = object({ a: { type: "string" }, b: { type: "array", items: { type: "integer" } }, c: {} });
  const after = object(
    { a: { type: "string", maxLength: 3 }, b: { type: "array", items: { type: "integer", minimum: 1 } }, c: {} },
    { required: ["c"] },
  );
  const answer = isContained(before, after);
  expect(answer).toMatchObject({ contained: false, counterexample: {} });
  expect(answer.contained === false && answer.reasons).toEqual([
    {
      rule: "PROPERTY_ADDED_TO_REQUIRED",
      path: "/required/0",
      instancePath: "",
      message: 'A property is required now. Now "c".',
      counterexample: {},
    },
    {
      rule: "MAX_LENGTH_ADDED",
      path: "/properties/a/maxLength",
      instancePath: "/a",
      message: "/a: A greatest length was added. Now 3.",
      counterexample: { a: "text" },
    },
    {
      rule: "MINIMUM_ADDED",
      path: "/properties/b/items/minimum",
      instancePath: "/b/*",
      message: "/b/*: A least number was added. Now 1.",
      counterexample: { b: [0] },
    },
  ]);
});

test("no more differences are listed than are asked for", () => {
  const answer = isContained({ type: "object" }, { required: ["a", "b", "c"] }, { reasons: 2 });
  expect(answer.contained === false && answer.reasons.map(({ path }) => path)).toEqual(["/required/0", "/required/1"]);
});
