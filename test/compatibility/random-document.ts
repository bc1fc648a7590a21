// Random values of an event in the form that a line holds: what the model's JSON Schema accepts, near its bounds.
// Patterns and bounds may exclude one another, so a validator still decides whether a document counts.
import type { DecimalType, EventModel, FieldModel, TypeModel } from "@tracklake/schema";
import type { Random } from "./random.js";
import { enumValues, patterns } from "./random-model.js";

type Json = { readonly [name: string]: unknown };

/** An event's values: its properties, and each context that is set. */
export interface EventDocument {
  readonly properties: Json;
  readonly contexts: Readonly<Record<string, Json>>;
}

/** A document of an event. */
export function randomDocument(r: Random, model: EventModel): EventDocument {
  const set = model.contexts.filter(() => !r.once(4));
  return {
    properties: values(r, model.properties),
    contexts: Object.fromEntries(set.map(({ name, fields }) => [name, values(r, fields)])),
  };
}

function values(r: Random, fields: readonly FieldModel[]): Json {
  const present = fields.filter((field) => (field.required && !field.nullable) || !r.once(3));
  return Object.fromEntries(present.map((field) => [field.name, value(r, field.type)]));
}

function value(r: Random, type: TypeModel): unknown {
  switch (type.kind) {
    case "boolean":
      return r.once(2);
    case "integer":
      return between(
        r,
        type.minimum ?? (type.exclusiveMinimum ?? -5) + 1,
        type.maximum ?? (type.exclusiveMaximum ?? 9) - 1,
      );
    case "number":
      return (
        between(
          r,
          type.minimum ?? (type.exclusiveMinimum ?? -5) + 0.5,
          type.maximum ?? (type.exclusiveMaximum ?? 9) - 0.5,
        ) + r.pick([0, 0, 0.25])
      );
    case "bigint":
      return r.pick(["0", "-7", "9223372036854775807", "-9223372036854775808"]);
    case "decimal":
      return decimalText(r, type);
    case "string":
      return text(r, type);
    case "uuid":
      return r.pick(["0198c0de-0000-7000-8000-000000000000", "0198C0DE-0000-7000-8000-00000000000a"]);
    case "enum":
      return r.pick(type.values);
    case "timestamp":
      return r.pick(["2026-01-02 03:04:05.678", "0001-01-01 00:00:00.000", "9999-12-31 23:59:59.999"]);
    case "date":
      return r.pick(["2026-01-02", "0001-01-01", "9999-12-31"]);
    case "json":
      return r.pick(['{"x":1}', "[]", '"x"', "1.50"]);
    case "struct":
      return values(r, type.fields);
    case "array":
      return list(r, type.minItems ?? 0, type.maxItems ?? 3, () => value(r, type.items));
    case "map":
      return Object.fromEntries(list(r, 0, 2, (index) => [`k${index}`, value(r, type.values)]));
  }
}

function between(r: Random, low: number, high: number): number {
  const [least, most] = [Math.ceil(low), Math.max(Math.ceil(low), Math.floor(high))];
  return r.pick([least, most, least + r.below(most - least + 1)]);
}

function decimalText(r: Random, { precision, scale }: DecimalType): string {
  const whole = precision - scale;
  const digits = whole === 0 ? "0" : r.pick(["0", "7", "9".repeat(whole), `1${"0".repeat(whole - 1)}`]);
  const after = scale === 0 || r.once(3) ? "" : `.${"5".repeat(1 + r.below(scale))}`;
  return `${r.once(4) ? "-" : ""}${digits}${after}`;
}

function text(r: Random, type: TypeModel & { kind: "string" }): string {
  if (type.pattern !== undefined) return r.pick(patterns[type.pattern] ?? [""]);
  const length = between(r, type.minLength ?? 0, type.maxLength ?? 5);
  return r.once(3) ? r.pick(enumValues) : r.pick(["a", "é", "🎉", "1"]).repeat(length);
}

function list<Item>(r: Random, least: number, most: number, make: (index: number) => Item): Item[] {
  return Array.from({ length: between(r, least, Math.min(most, least + 3)) }, (_, index) => make(index));
}
