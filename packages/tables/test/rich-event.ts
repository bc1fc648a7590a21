// The event that the golden files show: every type, nesting, reserved words, and text that has to be escaped.
import type { Lake } from "@tracklake/envelope";
import type { RegisteredEvent } from "@tracklake/registry";
import {
  column,
  defineContext,
  defineEvent,
  type EventDefinition,
  type EventModel,
  type FieldModel,
  fingerprint,
  Type,
  toEventModel,
} from "@tracklake/schema";

export const lake: Lake = { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" };

const user = defineContext({
  name: "user",
  description: "Who did it.",
  properties: Type.Object({
    user_id: Type.String({ description: "The user's id." }),
    user: Type.Optional(Type.Object({ plan: Type.String(), since: column.date() })),
  }),
});

const orderPlaced = defineEvent({
  name: "order_placed",
  description: "A customer's order was placed.\nIt isn't paid yet; see C:\\orders.",
  owner: "growth",
  answers: ["What was sold?"],
  contexts: [user],
  properties: Type.Object({
    order_id: column.uuid({ description: "The order's id." }),
    order: Type.Integer({ description: "The how-manieth order\r\nof this customer it's." }),
    total: column.decimal(12, 2, { unit: "JPY", description: "What is to be paid." }),
    status: Type.Union([Type.Literal("new"), Type.Literal("again")]),
    at: column.timestamp({ description: "When the customer pressed the button." }),
    end: Type.Optional(column.date()),
    gift: Type.Optional(Type.Boolean()),
    weight: Type.Optional(Type.Number({ unit: "kg" })),
    stock: Type.Optional(column.bigint()),
    raw: Type.Optional(column.json()),
    tags: Type.Optional(Type.Array(Type.String())),
    scores: Type.Optional(Type.Record(Type.String(), Type.Number())),
    address: Type.Object({
      city: Type.String({ description: "Town." }),
      end: Type.Optional(Type.String()),
      geo: Type.Optional(Type.Object({ lat: Type.Number(), lon: Type.Number() })),
    }),
    items: Type.Array(
      Type.Object({
        sku: Type.String({ description: "What." }),
        order: Type.Integer(),
        price: column.decimal(10, 2),
        sold_at: Type.Optional(column.timestamp()),
        maker: Type.Optional(Type.Object({ name: Type.String() })),
        discounts: Type.Optional(Type.Array(Type.Object({ code: Type.String(), percent: Type.Number() }))),
      }),
      { description: "What was ordered." },
    ),
  }),
});

/** The model of a definition that maps without findings. */
export function modelOf(definition: EventDefinition): EventModel {
  const { model, findings } = toEventModel(definition);
  if (findings.length > 0) throw new Error(JSON.stringify(findings));
  return model;
}

export const rich: EventModel = modelOf(orderPlaced);

/** A revision of a model. */
export function revised(
  model: EventModel,
  revision = 1,
  status: RegisteredEvent["status"] = "published",
): RegisteredEvent {
  return { model, revision, fingerprint: fingerprint(model), predecessor: null, status };
}

/** An event of these fields and nothing else. */
export function event(fields: readonly FieldModel[], more: Partial<EventModel> = {}): EventModel {
  return { name: "thing_done", major: 1, contexts: [], properties: fields, ...more };
}

/** A field of a scalar type, or of the type given. */
export function field(
  name: string,
  type: FieldModel["type"] | "string" | "integer" | "number" | "boolean" | "timestamp" | "date" = "string",
  more: Partial<FieldModel> = {},
): FieldModel {
  return { name, type: typeof type === "string" ? { kind: type } : type, required: false, ...more };
}

/** A struct of these fields. */
export function struct(...fields: FieldModel[]): FieldModel["type"] {
  return { kind: "struct", fields };
}

/** An array of structs of these fields. */
export function arrayOf(...fields: FieldModel[]): FieldModel["type"] {
  return { kind: "array", items: struct(...fields) };
}
