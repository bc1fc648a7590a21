// Events that the tests of this package share: every type, every kind of field.
import { type RegisteredEvent, registryOf, withDrafts } from "@tracklake/registry";
import type { EventModel, FieldModel, TypeModel } from "@tracklake/schema";

export function field(name: string, type: TypeModel, more: Partial<FieldModel> = {}): FieldModel {
  return { name, type, required: true, description: `The ${name}.`, ...more };
}

export function event(
  name: string,
  properties: readonly FieldModel[] = [],
  more: Partial<EventModel> = {},
): EventModel {
  return { name, major: 1, description: `What ${name} means.`, owner: "growth", contexts: [], properties, ...more };
}

export function drafts(...models: readonly EventModel[]): RegisteredEvent[] {
  return withDrafts(registryOf([]), models);
}

const user = {
  name: "user",
  description: "Who did it.",
  fields: [field("user_id", { kind: "string" }, { pii: "hash" })],
};

/** An event with a field of every type. */
export const everything = event(
  "order_placed",
  [
    field("paid", { kind: "boolean" }),
    field("count", { kind: "integer", minimum: 1, maximum: 99 }),
    field("serial", { kind: "bigint" }),
    field("ratio", { kind: "number", exclusiveMinimum: 0 }, { unit: "%" }),
    field("total", { kind: "decimal", precision: 10, scale: 2 }),
    field("note", { kind: "string", minLength: 1, maxLength: 20, pattern: "^\\S" }, { required: false }),
    field("order_id", { kind: "uuid" }),
    field("status", { kind: "enum", values: ["new", "old"] }),
    field("placed_at", { kind: "timestamp" }),
    field("due_on", { kind: "date" }, { required: true, nullable: true }),
    field("buyer", {
      kind: "struct",
      fields: [
        field("name", { kind: "string" }, { pii: "mask" }),
        field("card", { kind: "string" }, { pii: "drop", required: false }),
      ],
    }),
    field("items", {
      kind: "array",
      minItems: 1,
      items: {
        kind: "struct",
        fields: [
          field("sku", { kind: "string" }),
          field("tags", { kind: "array", items: { kind: "enum", values: ["a", "b"] } }, { required: false }),
        ],
      },
    }),
    field("labels", { kind: "map", values: { kind: "integer" } }, { required: false }),
    field(
      "extra",
      { kind: "json" },
      { required: false, deprecated: { reason: "Nobody reads it.", replacedBy: "labels" } },
    ),
  ],
  { answers: ["What sells?"], contexts: [user] },
);
