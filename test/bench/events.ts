// The two events of the benchmarks, as a user defines them, and payloads that differ from call to call.
// Payloads come out of JSON.parse, as those of a server do, so that no engine knows their texts beforehand.
import { randomUUID } from "node:crypto";
import { defineEvent, Type } from "@tracklake/schema";

const text = (value: string) => Type.Literal(value);
const time = () => Type.String({ format: "date-time" });
const id = () => Type.String({ format: "uuid" });

/** 13 fields with a nested object and an array of objects. */
export const medium = defineEvent({
  name: "order_completed",
  description: "An order was completed.",
  properties: Type.Object({
    order_id: id(),
    status: Type.Union([text("placed"), text("paid"), text("shipped"), text("delivered")]),
    placed_at: time(),
    total: Type.Integer({ minimum: 0 }),
    tax_rate: Type.Number({ minimum: 0, maximum: 1 }),
    currency: Type.Union([text("JPY"), text("USD"), text("EUR")]),
    paid: Type.Boolean(),
    note: Type.Optional(Type.String({ maxLength: 500 })),
    customer: Type.Object({
      customer_id: id(),
      name: Type.String({ minLength: 1 }),
      country: Type.Union([text("JP"), text("US"), text("DE")]),
      age: Type.Integer({ minimum: 0 }),
      newsletter: Type.Boolean(),
    }),
    items: Type.Array(
      Type.Object({ sku: Type.String(), quantity: Type.Integer({ minimum: 1 }), price: Type.Number({ minimum: 0 }) }),
    ),
    referrer: Type.String(),
    channel: Type.Union([text("web"), text("app"), text("store")]),
    session_ms: Type.Integer({ minimum: 0 }),
  }),
});

/** 5 fields. */
export const small = defineEvent({
  name: "plan_changed",
  description: "An organisation moved to another plan.",
  properties: Type.Object({
    organisation_id: id(),
    plan: Type.Union([text("free"), text("pro"), text("team")]),
    seats: Type.Optional(Type.Integer({ minimum: 1 })),
    annual: Type.Boolean(),
    source: Type.String(),
  }),
});

const pick = <Value>(values: readonly Value[], i: number) => values[i % values.length];

/** A payload of {@link medium}, 651 bytes on average. */
export function mediumPayload(i: number): object {
  return parsed({
    order_id: randomUUID(),
    status: pick(["placed", "paid", "shipped", "delivered"], i),
    placed_at: new Date(1767225600000 + i * 7919333).toISOString(),
    total: 1200 + i * 37,
    tax_rate: 0.1 + (i % 7) / 100,
    currency: pick(["JPY", "USD", "EUR"], i),
    paid: i % 3 !== 0,
    note: i % 2 === 0 ? undefined : `Please leave the parcel at the door of the house, and ring. No. ${i}`,
    customer: {
      customer_id: randomUUID(),
      name: `Hanako Yamada ${i}`,
      country: pick(["JP", "US", "DE"], i),
      age: 20 + (i % 60),
      newsletter: i % 2 === 0,
    },
    items: [0, 1, 2].map((j) => ({
      sku: `SKU-${100_000 + i * 3 + j}`,
      quantity: 1 + ((i + j) % 5),
      price: 100.5 + i * j,
    })),
    referrer: `https://www.example.com/campaign/spring-2026/landing?utm_source=newsletter&utm_medium=email&ad=${1000 + i}`,
    channel: pick(["web", "app", "store"], i),
    session_ms: 123_456 + i * 17,
  });
}

/** A payload of {@link small}, 119 bytes on average. */
export function smallPayload(i: number): object {
  return parsed({
    organisation_id: randomUUID(),
    plan: pick(["free", "pro", "team"], i),
    seats: 1 + (i % 50),
    annual: i % 2 === 0,
    source: `settings-${i % 10}`,
  });
}

function parsed(payload: object): object {
  return JSON.parse(JSON.stringify(payload)) as object;
}
