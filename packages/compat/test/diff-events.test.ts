import { readFileSync } from "node:fs";
import { type ChangeKind, changeKinds, diffEvents } from "@tracklake/compat";
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
  want: [kind: ChangeKind, path: string, was?: string | undefined, is?: string][],
];

const cases: Case[] = [
  ["nothing", one(text), one(text), []],
  ["another order", event(field("a"), field("b")), event(field("b"), field("a")), []],
  ["a new event", undefined, event(), [["event-added", "e", undefined, "major 1"]]],
  ["a new field", event(), one(text), [["field-added", "e.a", undefined, "string"]]],
  ["a field gone", one(text), event(), [["field-removed", "e.a", "string"]]],
  ["a rename", event(field("a")), event(field("b", text, { renamedFrom: "a" })), [["field-renamed", "e.b", "a", "b"]]],
  [
    "a rename of what stays",
    event(field("a")),
    event(field("a"), field("b", text, { renamedFrom: "a" })),
    [["field-added", "e.b", undefined, "string"]],
  ],
  [
    "a nested field",
    one(struct(field("x"))),
    one(struct(field("x"), field("y"))),
    [["field-added", "e.a.y", undefined, "string"]],
  ],
  [
    "a field in an array",
    one(list(struct(field("x")))),
    one(list(struct(field("y")))),
    [
      ["field-added", "e.a[].y", undefined, "string"],
      ["field-removed", "e.a[].x", "string"],
    ],
  ],
  [
    "a map's values",
    one({ kind: "map", values: text }),
    one({ kind: "map", values: { kind: "integer" } }),
    [["type-changed", "e.a{}", "string", "integer (bigint)"]],
  ],
  [
    "integer to number",
    one({ kind: "integer" }),
    one({ kind: "number" }),
    [["type-changed", "e.a", "integer (bigint)", "number (double)"]],
  ],
  ["string to uuid", one(text), one({ kind: "uuid" }), [["type-changed", "e.a", "string", "uuid (string)"]]],
  ["now optional", one(text), one(text, { required: false }), [["required-changed", "e.a", "required", "optional"]]],
  ["now nullable", one(text), one(text, { nullable: true }), [["nullable-changed", "e.a", "not nullable", "nullable"]]],
  [
    "an enum's values",
    one({ kind: "enum", values: ["x", "y"] }),
    one({ kind: "enum", values: ["y", "z"] }),
    [
      ["enum-value-added", "e.a", undefined, "z"],
      ["enum-value-removed", "e.a", "x"],
    ],
  ],
  [
    "a minimum raised",
    one({ kind: "integer", minimum: 1 }),
    one({ kind: "integer", minimum: 2 }),
    [["constraint-tightened", "e.a", "minimum 1", "minimum 2"]],
  ],
  [
    "a minimum gone",
    one({ kind: "integer", minimum: 1 }),
    one({ kind: "integer" }),
    [["constraint-loosened", "e.a", "minimum 1"]],
  ],
  [
    "a maximum lowered",
    one({ kind: "number", exclusiveMaximum: 9 }),
    one({ kind: "number", exclusiveMaximum: 8 }),
    [["constraint-tightened", "e.a", "exclusiveMaximum 9", "exclusiveMaximum 8"]],
  ],
  [
    "a length allowed",
    one({ kind: "string", maxLength: 2 }),
    one({ kind: "string", maxLength: 3 }),
    [["constraint-loosened", "e.a", "maxLength 2", "maxLength 3"]],
  ],
  [
    "fewer items",
    one(list(text, { maxItems: 3 })),
    one(list(text, { maxItems: 2 })),
    [["constraint-tightened", "e.a", "maxItems 3", "maxItems 2"]],
  ],
  ["a pattern", one(text), one({ kind: "string", pattern: "^x" }), [["pattern-changed", "e.a", undefined, "^x"]]],
  [
    "a decimal",
    one({ kind: "decimal", precision: 5, scale: 2 }),
    one({ kind: "decimal", precision: 6, scale: 2 }),
    [["decimal-changed", "e.a", "decimal(5,2)", "decimal(6,2)"]],
  ],
  ["a protection", one(text), one(text, { pii: "hash" }), [["pii-changed", "e.a", "no protection", "hash"]]],
  [
    "a description",
    one(text, { description: "A." }),
    one(text, { description: "B." }),
    [["field-metadata-changed", "e.a", "description: A.", "description: B."]],
  ],
  [
    "an owner",
    { ...event(), owner: "a" },
    { ...event(), owner: "b" },
    [["event-metadata-changed", "e", "owner: a", "owner: b"]],
  ],
  [
    "a context",
    event(),
    { ...event(), contexts: [ctx("user", field("id"))] },
    [
      ["context-added", "e", undefined, "user"],
      ["field-added", "user.id", undefined, "string"],
    ],
  ],
  [
    "a context gone",
    { ...event(), contexts: [ctx("user", field("id"))] },
    event(),
    [
      ["context-removed", "e", "user"],
      ["field-removed", "user.id", "string"],
    ],
  ],
];

test.each(cases)("%s", (_, before, after, want) => {
  expect(diffEvents(before, after).map(({ kind, path, was, is }) => [kind, path, was, is])).toEqual(
    want.map(([kind, path, was, is]) => [kind, path, was, is]),
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
        .filter(({ kind }) => kind === "field-added")
        .map(({ path }) => path);
      const removed = diffEvents(after, before)
        .filter(({ kind }) => kind === "field-removed")
        .map(({ path }) => path);
      expect(added.sort()).toEqual(removed.sort());
    }),
  );
});

test("every kind that is found is a listed one", () => {
  const source = ["diff-events.ts", "type-changes.ts"]
    .map((name) => readFileSync(new URL(`../src/${name}`, import.meta.url), "utf8"))
    .join("");
  for (const kind of Object.keys(changeKinds)) expect(source).toContain(`"${kind}"`);
});
