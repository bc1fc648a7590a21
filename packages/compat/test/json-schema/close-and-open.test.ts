// closed(S) refuses what S does not name and open(S) allows it, at every depth; and what follows for containment.
import { describe, expect, test } from "vitest";
import { closeSchema } from "../../src/json-schema/close-schema.js";
import { isContained } from "../../src/json-schema/is-contained.js";
import { openSchema } from "../../src/json-schema/open-schema.js";

const plan = { type: "object", properties: { plan: { type: "string" } } };

describe("closing", () => {
  test.each<[string, unknown, unknown]>([
    ["an object", plan, { ...plan, additionalProperties: false }],
    [
      "an object that says it is open",
      { ...plan, additionalProperties: true },
      { ...plan, additionalProperties: false },
    ],
    [
      "objects inside",
      { properties: { a: plan, b: { items: plan } } },
      {
        properties: {
          a: { ...plan, additionalProperties: false },
          b: { items: { ...plan, additionalProperties: false } },
        },
        additionalProperties: false,
      },
    ],
    ["a map", { additionalProperties: plan }, { additionalProperties: { ...plan, additionalProperties: false } }],
    ["an object without names", { type: "object" }, { type: "object" }],
    ["no object", { type: "string" }, { type: "string" }],
    ["what is negated", { not: plan }, { not: plan }],
    ["a boolean", true, true],
  ])("%s", (_, schema, want) => {
    expect(closeSchema(schema)).toEqual(want);
  });

  test.each<[string, unknown, unknown, boolean]>([
    [
      "allOf knows the names of all its parts",
      { allOf: [{ properties: { a: {} } }, { properties: { b: {} } }] },
      { maxProperties: 2 },
      true,
    ],
    [
      "anyOf knows the names of all its parts",
      { anyOf: [{ properties: { a: {} } }, { properties: { b: {} } }] },
      { maxProperties: 2 },
      true,
    ],
    [
      "a reference brings its names",
      { $ref: "#/definitions/p", definitions: { p: plan } },
      { propertyNames: { const: "plan" } },
      true,
    ],
    [
      "a reference beside names does, too",
      { allOf: [{ $ref: "#/definitions/p" }], properties: { a: {} }, definitions: { p: plan } },
      { propertyNames: { enum: ["a", "plan"] } },
      true,
    ],
    [
      "a map inside an allOf stays open",
      { allOf: [{ additionalProperties: { type: "string" } }, plan] },
      { maxProperties: 5 },
      false,
    ],
    ["patterns are names", { patternProperties: { "^x_": {} } }, { propertyNames: { pattern: "^x_" } }, true],
    [
      "a recursive schema is closed at every depth",
      { properties: { next: { $ref: "#" }, a: {} } },
      { properties: { next: { propertyNames: { enum: ["next", "a"] } } } },
      true,
    ],
  ])("%s", (_, schema, wider, want) => {
    expect(isContained(closeSchema(schema), wider).contained).toBe(want);
    expect(isContained(closeSchema(schema), schema).contained).toBe(true);
  });
});

describe("opening", () => {
  test.each<[string, unknown, unknown]>([
    ["an object", { ...plan, additionalProperties: false }, plan],
    ["objects inside", { items: { ...plan, additionalProperties: false } }, { items: plan }],
    ["unevaluated properties", { allOf: [plan], unevaluatedProperties: false }, { allOf: [plan] }],
    ["a map", { additionalProperties: { type: "string" } }, { additionalProperties: { type: "string" } }],
    ["what is negated", { not: { additionalProperties: false } }, { not: { additionalProperties: false } }],
    ["a boolean", false, false],
  ])("%s", (_, schema, want) => {
    expect(openSchema(schema)).toEqual(want);
    expect(isContained(schema, openSchema(schema))).toEqual({ contained: true });
  });
});

describe("closed in open, as readers and writers are judged", () => {
  const seats = { ...plan, properties: { ...plan.properties, seats: { type: "integer" } } };
  const closedInOpen = (from: unknown, to: unknown) => isContained(closeSchema(from), openSchema(to)).contained;

  test.each<[string, unknown, unknown, boolean, boolean]>([
    ["an optional property is added", plan, seats, true, true],
    ["a required property is added", plan, { ...seats, required: ["seats"] }, false, true],
    [
      "a type is widened",
      seats,
      { ...seats, properties: { ...seats.properties, seats: { type: "number" } } },
      true,
      false,
    ],
    [
      "a property gets another type",
      seats,
      { ...seats, properties: { ...seats.properties, seats: { type: "string" } } },
      false,
      false,
    ],
  ])("%s", (_, before, after, reader, writer) => {
    expect([closedInOpen(before, after), closedInOpen(after, before)]).toEqual([reader, writer]);
  });
});
