import { diffEvents, type RuleId } from "@tracklake/compat";
import type { EventModel, FieldModel, TypeModel } from "@tracklake/schema";
import fc from "fast-check";
import { expect, test } from "vitest";

const field = (name: string, type: TypeModel = { kind: "string" }, more: Partial<FieldModel> = {}): FieldModel => ({
  name,
  type,
  required: true,
  ...more,
});
const event = (...properties: FieldModel[]): EventModel => ({ name: "e", major: 1, contexts: [], properties });
const struct = (...fields: FieldModel[]): TypeModel => ({ kind: "struct", fields });
const list = (items: TypeModel, more = {}): TypeModel => ({ kind: "array", items, ...more });
const one = (type: TypeModel, more: Partial<FieldModel> = {}) => event(field("a", type, more));
const text: TypeModel = { kind: "string" };
const ctx = (name: string, ...fields: FieldModel[]) => ({ name, fields });

type Case = [
  what: string,
  before: EventModel | undefined,
  after: EventModel,
  want: [rule: RuleId, path: string, was?: string | undefined, is?: string][],
];

const cases: Case[] = [
  ["nothing", one(text), one(text), []],
  ["another order", event(field("a"), field("b")), event(field("b"), field("a")), []],
  ["a new event", undefined, event(), [["EVENT_ADDED", "e", undefined, "major 1"]]],
  ["a new field", event(), one(text), [["REQUIRED_FIELD_ADDED", "e.a", undefined, "string"]]],
  ["a field gone", one(text), event(), [["REQUIRED_FIELD_REMOVED", "e.a", "string"]]],
  ["a rename", event(field("a")), event(field("b", text, { renamedFrom: "a" })), [["FIELD_RENAMED", "e.b", "a", "b"]]],
  [
    "a rename of what stays",
    event(field("a")),
    event(field("a"), field("b", text, { renamedFrom: "a" })),
    [["REQUIRED_FIELD_ADDED", "e.b", undefined, "string"]],
  ],
  [
    "a nested field",
    one(struct(field("x"))),
    one(struct(field("x"), field("y"))),
    [["REQUIRED_FIELD_ADDED", "e.a.y", undefined, "string"]],
  ],
  [
    "a field in an array",
    one(list(struct(field("x")))),
    one(list(struct(field("y")))),
    [
      ["REQUIRED_FIELD_ADDED", "e.a[].y", undefined, "string"],
      ["REQUIRED_FIELD_REMOVED", "e.a[].x", "string"],
    ],
  ],
  [
    "a map's values",
    one({ kind: "map", values: text }),
    one({ kind: "map", values: { kind: "integer" } }),
    [["TYPE_CHANGED", "e.a{}", "string", "integer (bigint)"]],
  ],
  [
    "integer to number",
    one({ kind: "integer" }),
    one({ kind: "number" }),
    [["INTEGER_TO_NUMBER", "e.a", "integer (bigint)", "number (double)"]],
  ],
  ["string to uuid", one(text), one({ kind: "uuid" }), [["TEXT_NARROWED", "e.a", "string", "uuid (string)"]]],
  [
    "now optional",
    one(text),
    one(text, { required: false }),
    [["FIELD_BECAME_OPTIONAL", "e.a", "required", "optional"]],
  ],
  [
    "now nullable",
    one(text),
    one(text, { nullable: true }),
    [["FIELD_BECAME_NULLABLE", "e.a", "not null", "nullable"]],
  ],
  [
    "an enum's values",
    one({ kind: "enum", values: ["x", "y"] }),
    one({ kind: "enum", values: ["y", "z"] }),
    [
      ["ENUM_VALUE_ADDED", "e.a", undefined, "z"],
      ["ENUM_VALUE_REMOVED", "e.a", "x"],
    ],
  ],
  [
    "a minimum raised",
    one({ kind: "integer", minimum: 1 }),
    one({ kind: "integer", minimum: 2 }),
    [["CONSTRAINT_TIGHTENED", "e.a", "minimum 1", "minimum 2"]],
  ],
  [
    "a minimum gone",
    one({ kind: "integer", minimum: 1 }),
    one({ kind: "integer" }),
    [["CONSTRAINT_LOOSENED", "e.a", "minimum 1"]],
  ],
  [
    "a maximum lowered",
    one({ kind: "number", exclusiveMaximum: 9 }),
    one({ kind: "number", exclusiveMaximum: 8 }),
    [["CONSTRAINT_TIGHTENED", "e.a", "exclusiveMaximum 9", "exclusiveMaximum 8"]],
  ],
  [
    "a minimum written otherwise",
    one({ kind: "integer", minimum: 1 }),
    one({ kind: "integer", exclusiveMinimum: 0 }),
    [],
  ],
  [
    "a minimum that is excluded now",
    one({ kind: "number", minimum: 1 }),
    one({ kind: "number", exclusiveMinimum: 1 }),
    [["CONSTRAINT_TIGHTENED", "e.a", "minimum 1", "exclusiveMinimum 1"]],
  ],
  [
    "a property that becomes a context's field",
    one(text),
    { ...event(), contexts: [ctx("user", field("a", { kind: "integer" }))] },
    [
      ["CONTEXT_ADDED", "e", undefined, "user (a)"],
      ["FIELD_MOVED", "user.a", "e.a", "user.a"],
      ["TYPE_CHANGED", "user.a", "string", "integer (bigint)"],
    ],
  ],
  ["a unit", one(text, { unit: "s" }), one(text, { unit: "ms" }), [["UNIT_CHANGED", "e.a", "s", "ms"]]],
  ["a first unit", one(text), one(text, { unit: "ms" }), [["FIELD_METADATA_CHANGED", "e.a", undefined, "unit: ms"]]],
  [
    "a length allowed",
    one({ kind: "string", maxLength: 2 }),
    one({ kind: "string", maxLength: 3 }),
    [["CONSTRAINT_LOOSENED", "e.a", "maxLength 2", "maxLength 3"]],
  ],
  [
    "fewer items",
    one(list(text, { maxItems: 3 })),
    one(list(text, { maxItems: 2 })),
    [["CONSTRAINT_TIGHTENED", "e.a", "maxItems 3", "maxItems 2"]],
  ],
  ["a pattern", one(text), one({ kind: "string", pattern: "^x" }), [["PATTERN_CHANGED", "e.a", undefined, "^x"]]],
  [
    "a decimal",
    one({ kind: "decimal", precision: 5, scale: 2 }),
    one({ kind: "decimal", precision: 6, scale: 2 }),
    [["DECIMAL_WIDENED", "e.a", "decimal(5,2)", "decimal(6,2)"]],
  ],
  ["a protection", one(text), one(text, { pii: "hash" }), [["PII_CHANGED", "e.a", "no protection", "hash"]]],
  [
    "a description",
    one(text, { description: "A." }),
    one(text, { description: "B." }),
    [["FIELD_METADATA_CHANGED", "e.a", "description: A.", "description: B."]],
  ],
  [
    "an owner",
    { ...event(), owner: "a" },
    { ...event(), owner: "b" },
    [["EVENT_METADATA_CHANGED", "e", "owner: a", "owner: b"]],
  ],
  [
    "a context",
    event(),
    { ...event(), contexts: [ctx("user", field("id"))] },
    [["CONTEXT_ADDED", "e", undefined, "user (id)"]],
  ],
  [
    "a context gone",
    { ...event(), contexts: [ctx("user", field("id"))] },
    event(),
    [["CONTEXT_REMOVED", "e", "user (id)"]],
  ],
];

test.each(cases)("%s", (_, before, after, want) => {
  expect(diffEvents(before, after).map(({ rule, path, was, is }) => [rule, path, was, is])).toEqual(
    want.map(([rule, path, was, is]) => [rule, path, was, is]),
  );
});

const leaf = fc.constantFrom<TypeModel>(
  text,
  { kind: "integer" },
  { kind: "enum", values: ["x"] },
  { kind: "decimal", precision: 3, scale: 1 },
  struct(field("x")),
  list(text),
);
const model = fc
  .uniqueArray(fc.tuple(fc.constantFrom("a", "b", "c"), leaf, fc.boolean()), { selector: ([name]) => name })
  .map((fields) => event(...fields.map(([name, type, required]) => field(name, type, { required }))));

test("a model does not differ from itself, and what is added one way is removed the other", () => {
  fc.assert(
    fc.property(model, model, (before, after) => {
      expect(diffEvents(before, before)).toEqual([]);
      const added = diffEvents(before, after)
        .filter(({ rule }) => rule.endsWith("FIELD_ADDED"))
        .map(({ path }) => path);
      const removed = diffEvents(after, before)
        .filter(({ rule }) => rule.endsWith("FIELD_REMOVED"))
        .map(({ path }) => path);
      expect(added.sort()).toEqual(removed.sort());
    }),
  );
});
