import { readFileSync } from "node:fs";
import {
  canonicalJson,
  column,
  defineContext,
  defineEvent,
  type EventProperties,
  fingerprint,
  isSchemaError,
  schemaErrorCodes,
  Type,
  toEventModel,
} from "@tracklake/schema";
import fc from "fast-check";
import { expect, expectTypeOf, test } from "vitest";

test("Static types flow through without a cast", () => {
  const event = defineEvent({
    name: "plan_changed",
    properties: Type.Object({
      plan: Type.Union([Type.Literal("free"), Type.Literal("pro")]),
      seats: Type.Optional(Type.Integer()),
      at: column.timestamp(),
      amount: column.decimal(10, 2),
      serial: column.bigint(),
    }),
  });
  expectTypeOf<EventProperties<typeof event>>().toEqualTypeOf<{
    plan: "free" | "pro";
    seats?: number;
    at: string | Date;
    amount: `${number}`;
    serial: bigint;
  }>();
  expectTypeOf(event.name).toEqualTypeOf<"plan_changed">();
  expect(event.major).toBe(1);
});

test.each([
  ["no name", () => defineEvent({ name: "" })],
  ["major 0", () => defineEvent({ name: "e", major: 0 })],
  ["properties that are no object", () => defineEvent({ name: "e", properties: Type.String() as never })],
  ["contexts that are none", () => defineEvent({ name: "e", contexts: [{}] as never })],
  ["a context without properties", () => defineContext({ name: "c" } as never)],
])("%s is refused at once", (_, define) => {
  expect(define).toThrowError(expect.objectContaining({ code: "invalid-definition" }));
});

test.each([
  [39, 0],
  [0, 0],
  [3, 4],
  [3.5, 1],
])("column.decimal(%d, %d) is refused", (precision, scale) => {
  expect(() => column.decimal(precision, scale)).toThrowError(expect.objectContaining({ code: "invalid-column" }));
});

test("canonical JSON does not depend on the order of keys and is read back as it was", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue()), (value) => {
      const reversed = Object.fromEntries(Object.entries(value).reverse());
      expect(canonicalJson(reversed)).toBe(canonicalJson(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
  expect(() => canonicalJson({ a: Number.NaN })).toThrow(/no canonical JSON/);
  expect(() => canonicalJson("\ud800")).toThrow(/no canonical JSON/);
});

test("a fingerprint moves with every part of the model", () => {
  const base = toEventModel(defineEvent({ name: "e", properties: Type.Object({ a: Type.String() }) })).model;
  const other = toEventModel(
    defineEvent({ name: "e", properties: Type.Object({ a: Type.Optional(Type.String()) }) }),
  ).model;
  expect(fingerprint(base)).toMatch(/^[0-9a-f]{64}$/);
  expect(fingerprint(other)).not.toBe(fingerprint(base));
  expect(fingerprint({ ...base })).toBe(fingerprint(base));
});

test("every code of SchemaError stands in the README", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  for (const code of Object.keys(schemaErrorCodes)) expect(readme).toContain(`\`${code}\``);
  expect(isSchemaError(new Error("x"))).toBe(false);
});
