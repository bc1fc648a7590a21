import { column, defineContext, defineEvent, Type, toEventModel } from "@tracklake/schema";
import { expect, test } from "vitest";

const user = defineContext({ name: "user", properties: Type.Object({ user_id: Type.String({ pii: "hash" }) }) });

function typeOf(schema: Parameters<typeof Type.Optional>[0]) {
  return toEventModel(defineEvent({ name: "e", properties: Type.Object({ p: schema }) }));
}

test.each([
  ["boolean", Type.Boolean(), { kind: "boolean" }],
  ["integer", Type.Integer({ minimum: 1 }), { kind: "integer", minimum: 1 }],
  ["number", Type.Number({ exclusiveMaximum: 2 }), { kind: "number", exclusiveMaximum: 2 }],
  ["BigInt", Type.BigInt(), { kind: "bigint" }],
  ["column.bigint", column.bigint(), { kind: "bigint" }],
  ["column.decimal", column.decimal(10, 2), { kind: "decimal", precision: 10, scale: 2 }],
  ["column.json", column.json(), { kind: "json" }],
  ["string", Type.String({ maxLength: 3, pattern: "^a" }), { kind: "string", maxLength: 3, pattern: "^a" }],
  ["uuid", column.uuid(), { kind: "uuid" }],
  ["date", column.date(), { kind: "date" }],
  ["date-time", Type.String({ format: "date-time" }), { kind: "timestamp" }],
  ["column.timestamp", column.timestamp(), { kind: "timestamp" }],
  ["Date", Type.Date(), { kind: "timestamp" }],
  ["literal", Type.Literal("a"), { kind: "enum", values: ["a"] }],
  ["literals", Type.Union([Type.Literal("a"), Type.Literal("b")]), { kind: "enum", values: ["a", "b"] }],
  ["array", Type.Array(Type.String(), { maxItems: 2 }), { kind: "array", items: { kind: "string" }, maxItems: 2 }],
  ["record", Type.Record(Type.String(), Type.Integer()), { kind: "map", values: { kind: "integer" } }],
  [
    "object",
    Type.Object({ a: Type.Optional(Type.String()) }),
    { kind: "struct", fields: [{ name: "a", type: { kind: "string" }, required: false }] },
  ],
])("%s has a type", (_, schema, want) => {
  const { model, findings } = typeOf(schema);
  expect(findings).toEqual([]);
  expect(model.properties).toEqual([{ name: "p", type: want, required: true }]);
});

test("a nullable property keeps what its branch says of it", () => {
  const { model, findings } = typeOf(Type.Union([Type.String({ pii: "drop", description: "D" }), Type.Null()]));
  expect(findings).toEqual([]);
  expect(model.properties).toEqual([
    { name: "p", type: { kind: "string" }, required: true, nullable: true, pii: "drop", description: "D" },
  ]);
});

test("a word that nothing is to be protected is kept, and nothing is kept where nothing is said", () => {
  const { model, findings } = typeOf(Type.Union([Type.String({ pii: false }), Type.Null()]));
  expect(findings).toEqual([]);
  const want = { name: "p", type: { kind: "string" }, required: true, nullable: true, personal: false };
  expect(model.properties).toEqual([want]);
  expect(typeOf(Type.String()).model.properties[0]).not.toHaveProperty("personal");
  expect(typeOf(column.uuid({ pii: false })).model.properties[0]).toMatchObject({ personal: false });
});

test.each([
  ["mixed-union", Type.Union([Type.String(), Type.Number()])],
  ["mixed-union", Type.Array(Type.Union([Type.String(), Type.Null()]))],
  ["mixed-union", Type.Union([Type.Literal("a"), Type.Literal(1)])],
  ["no-column", Type.Any()],
  ["no-column", Type.Unknown()],
  ["no-column", Type.Null()],
  ["no-column", Type.Literal(1)],
  ["no-column", Type.Tuple([Type.String(), Type.String()])],
  ["no-column", Type.Intersect([Type.Object({ a: Type.String() }), Type.Object({ b: Type.String() })])],
  ["no-column", Type.Recursive((self) => Type.Object({ a: Type.Array(self) }))],
  ["empty-object", Type.Object({})],
  ["open-object", Type.Object({ a: Type.String() }, { additionalProperties: true })],
  ["map-key", Type.Record(Type.Integer(), Type.String())],
  ["unsupported-keyword", Type.String({ format: "email" })],
  ["unsupported-keyword", Type.Integer({ multipleOf: 2 })],
  ["unsupported-keyword", Type.String({ default: "a" })],
  ["unsupported-keyword", Type.Array(Type.String(), { uniqueItems: true })],
  ["unsupported-keyword", Type.String({ pii: "hsah" })],
])("%s is found and the field left out or kept whole: %#", (rule, schema) => {
  const { findings } = typeOf(schema);
  expect(findings.map((finding) => finding.rule)).toContain(rule);
  for (const finding of findings) {
    expect(finding.path).toMatch(/^e\.p/);
    expect(finding.suggestion).not.toBe("");
  }
});

test.each<[string, object, string, string]>([
  ["a letter left out", { ownr: "x" }, '"ownr" is not a key', "Did you mean owner?"],
  ["a letter too much", { answerrs: [] }, '"answerrs" is not a key', "Did you mean answers?"],
  ["two swapped", { onwer: "x" }, '"onwer" is not a key', "Did you mean owner?"],
  ["one replaced", { Retentiom: 1 }, '"Retentiom" is not a key', "Did you mean retention?"],
  ["another word", { team: "x" }, '"team" is not a key', "The keys are name, major, "],
])("a key that means nothing is found: %s", (_, more, message, suggestion) => {
  const { findings } = toEventModel(defineEvent({ name: "e", ...more }));
  expect(findings).toEqual([
    {
      rule: "unsupported-keyword",
      severity: "error",
      path: "e",
      message: expect.stringContaining(message),
      suggestion: expect.stringContaining(suggestion),
    },
  ]);
});

test.each<[string, object, string, string]>([
  ["a text", Type.String({ descripton: "D." }), '"descripton" is not an option', "Did you mean description?"],
  ["a number", Type.Integer({ minumum: 1 }), '"minumum" is not an option', "Did you mean minimum?"],
  ["a list", Type.Array(Type.String(), { maxItem: 1 }), '"maxItem" is not an option', "Did you mean maxItems?"],
  ["a struct", Type.Object({ a: Type.String() }, { unti: "ms" }), '"unti" is not an option', "Did you mean unit?"],
  ["what is no slip", Type.Integer({ multipleOf: 2 }), "something of an integer that", 'Leave "multipleOf" out'],
  ["what another type has", Type.String({ maxItems: 2 }), "something of a string that", 'Leave "maxItems" out'],
])("an option of %s that means nothing is found, with what was meant", (_, schema, message, suggestion) => {
  const { findings } = toEventModel(
    defineEvent({ name: "e", properties: Type.Object({ p: schema as ReturnType<typeof Type.String> }) }),
  );
  expect(findings).toEqual([
    expect.objectContaining({
      rule: "unsupported-keyword",
      path: "e.p",
      message: expect.stringContaining(message),
      suggestion: expect.stringContaining(suggestion),
    }),
  ]);
});

test("a context's keys are looked at too", () => {
  const shop = defineContext({ name: "shop", properties: Type.Object({ a: Type.String() }), ...{ descripton: "D" } });
  const { findings } = toEventModel(defineEvent({ name: "e", contexts: [shop] }));
  expect(findings).toMatchObject([{ path: "shop", suggestion: "Did you mean description?" }]);
});

test("contexts are inlined and the default owner fills in", () => {
  const event = defineEvent({ name: "plan_changed", contexts: [user] });
  expect(toEventModel(event, { owner: "growth" }).model).toEqual({
    name: "plan_changed",
    major: 1,
    owner: "growth",
    contexts: [{ name: "user", fields: [{ name: "user_id", type: { kind: "string" }, required: true, pii: "hash" }] }],
    properties: [],
  });
});
