// Two versions in both directions: the label, strict and lenient, and how formats, patterns and drafts are taken.
// Labels count what is proven; what is unknown counts as broken.
import { describe, expect, test } from "vitest";
import { type CompatibilityLabel, compareSchemas } from "../../src/json-schema/compare-schemas.js";
import { type Dialect, dialectOf } from "../../src/json-schema/dialect.js";
import { isContained } from "../../src/json-schema/is-contained.js";

const plan = { type: "object", properties: { plan: { type: "string" } } };
const seats = { ...plan, properties: { ...plan.properties, seats: { type: "integer" } } };
const closed = (schema: object) => ({ ...schema, additionalProperties: false });

test.each<[string, unknown, unknown, CompatibilityLabel, CompatibilityLabel]>([
  ["nothing changes", plan, { ...plan, title: "Plan" }, "both", "both"],
  ["an optional property is added to an open object", plan, seats, "forward", "both"],
  ["an optional property is added to a closed object", closed(plan), closed(seats), "backward", "both"],
  ["a required property is added", plan, { ...seats, required: ["seats"] }, "forward", "forward"],
  ["a property becomes optional", { ...plan, required: ["plan"] }, plan, "backward", "backward"],
  ["a type is widened", { type: "integer" }, { type: "number" }, "backward", "backward"],
  ["a type is another one", { type: "integer" }, { type: "string" }, "none", "none"],
  ["a remote schema comes in", plan, { $ref: "https://example.com/plan" }, "none", "none"],
])("%s", (_, previous, current, strict, lenient) => {
  expect(compareSchemas(previous, current).label).toBe(strict);
  expect(compareSchemas(previous, current, { policy: "lenient" }).label).toBe(lenient);
});

describe("options", () => {
  const date = { type: "string", format: "date" };
  const time = { type: "string", format: "date-time" };
  const image = { type: "string", contentMediaType: "image/png" };

  test.each<[string, unknown, unknown, CompatibilityLabel, CompatibilityLabel]>([
    ["a format", date, { type: "string" }, "both", "backward"],
    ["two formats", date, time, "both", "none"],
    ["two formats inside", { items: date }, { items: time }, "both", "none"],
    ["an encoding, of which no document can be shown", image, { type: "string" }, "both", "backward"],
  ])("%s describes, or asserts", (_, previous, current, described, asserted) => {
    expect(compareSchemas(previous, current).label).toBe(described);
    expect(compareSchemas(previous, current, { formats: "assertion" }).label).toBe(asserted);
  });

  test("patterns are compared by what they match, or by their text", () => {
    const [a, b] = [{ pattern: "^(a|b)$" }, { pattern: "^[ab]$" }];
    expect(compareSchemas(a, b).label).toBe("both");
    expect(compareSchemas(a, b, { patterns: "text" }).label).toBe("none");
    expect(compareSchemas(a, a, { patterns: "text" }).label).toBe("both");
  });

  test("a schema without $schema is of the draft that is said", () => {
    const tuple = { type: "array", prefixItems: [{ type: "string" }] };
    expect(isContained({ type: "array" }, tuple, { dialect: "draft-07" })).toEqual({ contained: true });
    expect(isContained({ type: "array" }, tuple).contained).toBe(false);
  });
});

describe("the draft of a schema", () => {
  test.each<[unknown, Dialect]>([
    [{ $schema: "http://json-schema.org/draft-04/schema#" }, "draft-04"],
    [{ $schema: "http://json-schema.org/draft-06/schema" }, "draft-07"],
    [{ $schema: "https://json-schema.org/draft/2019-09/schema" }, "2019-09"],
    [{ $schema: "https://json-schema.org/draft/2020-12/schema" }, "2020-12"],
    [{ type: "object" }, "draft-07"],
    [{ properties: { a: { dependentRequired: {} } } }, "2020-12"],
    [{ $defs: {}, items: [{}] }, "2019-09"],
    [{ properties: { $defs: {} } }, "draft-07"],
    [true, "2020-12"],
  ])("%j", (schema, want) => {
    expect(dialectOf(schema)).toBe(want);
  });

  test("two drafts are compared by what each says", () => {
    const old = {
      $schema: "http://json-schema.org/draft-04/schema#",
      items: [{ type: "string" }],
      additionalItems: false,
    };
    const now = {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      prefixItems: [{ type: "string" }],
      items: false,
    };
    expect(compareSchemas(old, now).label).toBe("both");
  });
});

describe("what is no schema", () => {
  test.each<[string, unknown, string]>([
    ["a type that is none", { type: "text" }, "/type"],
    ["a bound that is none", { minimum: "1" }, "/minimum"],
    ["a length below zero", { properties: { a: { minLength: -1 } } }, "/properties/a/minLength"],
    ["a multiple of zero", { multipleOf: 0 }, "/multipleOf"],
    ["no alternative", { anyOf: [] }, "/anyOf"],
    ["a text where a schema should be", { items: "string" }, "/items"],
    ["names that are none", { required: [1] }, "/required"],
    ["a tuple of 2019 in 2020", { $schema: "https://json-schema.org/draft/2020-12/schema", items: [{}] }, "/items"],
  ])("%s is unknown, with its place", (_, schema, path) => {
    const unknown = { contained: "unknown", reasons: [{ rule: "INVALID_SCHEMA", path }] };
    expect(isContained(schema, {})).toMatchObject(unknown);
    expect(isContained({}, schema)).toMatchObject(unknown);
  });
});
