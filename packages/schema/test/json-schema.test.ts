import {
  column,
  contextJsonSchema,
  defineContext,
  defineEvent,
  eventJsonSchema,
  Type,
  toEventModel,
} from "@tracklake/schema";
import { expect, test } from "vitest";

const user = defineContext({ name: "user", description: "Who.", properties: Type.Object({ user_id: Type.String() }) });
const order = defineEvent({
  name: "order_placed",
  major: 2,
  description: "An order.",
  contexts: [user],
  properties: Type.Object({
    paid_at: column.timestamp({ description: "When." }),
    total: column.decimal(6, 2),
    serial: column.bigint(),
    status: Type.Union([Type.Literal("new"), Type.Literal("old")]),
    coupon: Type.Union([Type.String({ maxLength: 8 }), Type.Null()]),
    items: Type.Array(Type.Object({ sku: Type.String(), count: Type.Optional(Type.Integer({ minimum: 1 })) }), {
      minItems: 1,
    }),
    tags: Type.Optional(Type.Record(Type.String(), Type.Boolean())),
    extra: Type.Optional(column.json()),
  }),
});

test("an event's JSON Schema is closed, and null counts as missing", () => {
  const schema = eventJsonSchema(toEventModel(order).model);
  expect(schema).toMatchObject({
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: "https://tracklake.dev/schemas/order_placed/v2",
    title: "order_placed",
    description: "An order.",
    additionalProperties: false,
    required: ["paid_at", "total", "serial", "status", "items"],
    properties: {
      paid_at: { type: "string", description: "When." },
      status: { enum: ["new", "old"] },
      coupon: { type: "string", maxLength: 8 },
      items: {
        minItems: 1,
        items: {
          additionalProperties: false,
          required: ["sku"],
          properties: { count: { minimum: 1, maximum: 2 ** 53 - 1 } },
        },
      },
      tags: { additionalProperties: { type: "boolean" } },
      extra: { type: "string", contentMediaType: "application/json" },
    },
  });
});

test("a context has a schema of its own", () => {
  const [context] = toEventModel(order).model.contexts;
  if (!context) throw new Error("the event has a context");
  expect(contextJsonSchema(context)).toMatchObject({
    $id: "https://tracklake.dev/schemas/contexts/user",
    properties: { user_id: { type: "string" } },
    required: ["user_id"],
  });
});

test("a field called __proto__ stays a field", () => {
  const schema = eventJsonSchema({
    name: "e",
    major: 1,
    contexts: [],
    properties: [{ name: "__proto__", type: { kind: "string" }, required: true }],
  });
  expect(Object.keys(schema.properties as object)).toEqual(["__proto__"]);
});
