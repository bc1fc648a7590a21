// JSON Schema 2020-12 of an event's or a context's normalised values: what ajv and the encoder both accept.
// Formats are annotations beside exact patterns, so that every validator agrees without a format checker.
import type { ContextModel, EventModel, FieldModel, NumberBounds, TypeModel } from "./model.js";
import { datePattern, decimalPattern, int64Pattern, timestampPattern, uuidPattern } from "./patterns.js";

/** A JSON Schema document or a part of one. */
export type JsonSchema = { readonly [keyword: string]: unknown };

const DIALECT = "https://json-schema.org/draft/2020-12/schema";
const BASE = "https://tracklake.dev/schemas";

/**
 * The JSON Schema of an event's normalised properties, without envelope and contexts.
 *
 * @example
 * eventJsonSchema(model).$id; // "https://tracklake.dev/schemas/plan_changed/v1"
 */
export function eventJsonSchema(model: EventModel): JsonSchema {
  return {
    $schema: DIALECT,
    $id: `${BASE}/${encodeURIComponent(model.name)}/v${model.major}`,
    title: model.name,
    ...(model.description === undefined ? {} : { description: model.description }),
    ...(model.deprecated ? { deprecated: true } : {}),
    ...structSchema(model.properties),
  };
}

/** The JSON Schema of a context's normalised fields. */
export function contextJsonSchema(context: ContextModel): JsonSchema {
  return {
    $schema: DIALECT,
    $id: `${BASE}/contexts/${encodeURIComponent(context.name)}`,
    title: context.name,
    ...(context.description === undefined ? {} : { description: context.description }),
    ...structSchema(context.fields),
  };
}

function structSchema(fields: readonly FieldModel[]): JsonSchema {
  const properties = Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field)]));
  const required = fields.filter((field) => field.required && !field.nullable).map((field) => field.name);
  return { type: "object", properties, ...(required.length > 0 ? { required } : {}), additionalProperties: false };
}

function fieldSchema(field: FieldModel): JsonSchema {
  return {
    ...(field.description === undefined ? {} : { description: field.description }),
    ...(field.deprecated ? { deprecated: true } : {}),
    ...(field.examples ? { examples: field.examples } : {}),
    ...typeSchema(field.type),
  };
}

function typeSchema(type: TypeModel): JsonSchema {
  switch (type.kind) {
    case "boolean":
      return { type: "boolean" };
    case "integer":
      return { type: "integer", ...integerBounds(type) };
    case "number":
      return { type: "number", ...bounds(type) };
    case "bigint":
      return { type: "string", pattern: int64Pattern };
    case "decimal":
      return { type: "string", pattern: decimalPattern(type) };
    case "string":
      return {
        type: "string",
        ...defined({ minLength: type.minLength, maxLength: type.maxLength, pattern: type.pattern }),
      };
    case "uuid":
      return { type: "string", format: "uuid", pattern: uuidPattern };
    case "enum":
      return { type: "string", enum: type.values };
    case "timestamp":
      return { type: "string", pattern: timestampPattern };
    case "date":
      return { type: "string", format: "date", pattern: datePattern };
    case "json":
      return { type: "string", contentMediaType: "application/json" };
    case "struct":
      return structSchema(type.fields);
    case "array":
      return {
        type: "array",
        items: typeSchema(type.items),
        ...defined({ minItems: type.minItems, maxItems: type.maxItems }),
      };
    case "map":
      return { type: "object", additionalProperties: typeSchema(type.values) };
  }
}

function integerBounds(type: NumberBounds): JsonSchema {
  return {
    ...bounds(type),
    minimum: Math.max(type.minimum ?? Number.MIN_SAFE_INTEGER, Number.MIN_SAFE_INTEGER),
    maximum: Math.min(type.maximum ?? Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
  };
}

function bounds({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: NumberBounds): JsonSchema {
  return defined({ minimum, maximum, exclusiveMinimum, exclusiveMaximum });
}

function defined(keywords: Record<string, unknown>): JsonSchema {
  return Object.fromEntries(Object.entries(keywords).filter(([, value]) => value !== undefined));
}
