// Whether an example, plain JSON, is a value of a type: what a caller may pass, or what the line then holds.
// Lint asks it of examples only; events are validated by generated encoders.
import type { FieldModel, NumberBounds, TypeModel } from "../model.js";
import { datePattern, decimalPattern, int64Pattern, timestampPattern, uuidPattern } from "../patterns.js";

/** Why a value is none of the type, or nothing when it is one. */
export function misfit(value: unknown, type: TypeModel): string | undefined {
  switch (type.kind) {
    case "boolean":
      return typeof value === "boolean" ? undefined : "it is true or false";
    case "integer":
      return Number.isSafeInteger(value) ? outside(value as number, type) : "it is a whole number";
    case "number":
      return typeof value === "number" ? outside(value, type) : "it is a number";
    case "bigint":
      return Number.isSafeInteger(value) || matches(value, int64Pattern) ? undefined : "it is a whole number";
    case "decimal":
      return matches(value, decimalPattern(type))
        ? undefined
        : `it is a text of at most ${type.precision} digits, ${type.scale} of them after the point`;
    case "string":
      return text(value, type);
    case "uuid":
      return matches(value, uuidPattern) ? undefined : "it is a UUID";
    case "enum":
      return typeof value === "string" && type.values.includes(value) ? undefined : "it is one of the listed values";
    case "timestamp":
      return isMoment(value) ? undefined : "it is a moment, such as 2026-01-31T12:00:00Z";
    case "date":
      return matches(value, datePattern) ? undefined : "it is a day, YYYY-MM-DD";
    case "json":
      return undefined;
    case "struct":
      return fieldsMisfit(value, type.fields);
    case "array":
      return arrayMisfit(value, type);
    case "map":
      return isObject(value)
        ? firstOf(Object.values(value), (member) => misfit(member, type.values))
        : "it is an object";
  }
}

/** Why an object does not hold these fields, or nothing when it does. */
export function fieldsMisfit(value: unknown, fields: readonly FieldModel[]): string | undefined {
  if (!isObject(value)) return "it is an object";
  const unknown = Object.keys(value).find((key) => !fields.some(({ name }) => name === key));
  if (unknown !== undefined) return `there is no "${unknown}"`;
  return firstOf(fields, ({ name, type, required, nullable }) => {
    const member = value[name];
    if (member === undefined) return required && !nullable ? `"${name}" is required` : undefined;
    if (member === null) return nullable || !required ? undefined : `"${name}" is never null`;
    const why = misfit(member, type);
    return why === undefined ? undefined : `"${name}": ${why}`;
  });
}

function arrayMisfit(value: unknown, type: Extract<TypeModel, { kind: "array" }>): string | undefined {
  if (!Array.isArray(value)) return "it is a list";
  if (value.length < (type.minItems ?? 0)) return `it has at least ${type.minItems} items`;
  if (value.length > (type.maxItems ?? Infinity)) return `it has at most ${type.maxItems} items`;
  return firstOf(value, (item) => misfit(item, type.items));
}

function text(
  value: unknown,
  { minLength = 0, maxLength = Infinity, pattern }: Extract<TypeModel, { kind: "string" }>,
) {
  if (typeof value !== "string") return "it is a text";
  const length = [...value].length;
  if (length < minLength) return `it has at least ${minLength} characters`;
  if (length > maxLength) return `it has at most ${maxLength} characters`;
  return pattern === undefined || new RegExp(pattern, "u").test(value) ? undefined : `it matches ${pattern}`;
}

function outside(value: number, bounds: NumberBounds): string | undefined {
  const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum, exclusiveMaximum } = bounds;
  if (value < minimum) return `it is at least ${minimum}`;
  if (value > maximum) return `it is at most ${maximum}`;
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) return `it is more than ${exclusiveMinimum}`;
  return exclusiveMaximum !== undefined && value >= exclusiveMaximum
    ? `it is less than ${exclusiveMaximum}`
    : undefined;
}

/** RFC 3339 with an offset, or the text of the line. */
function isMoment(value: unknown): boolean {
  if (typeof value !== "string") return false;
  const rfc3339 = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;
  return new RegExp(timestampPattern).test(value) || (rfc3339.test(value) && !Number.isNaN(Date.parse(value)));
}

function matches(value: unknown, pattern: string): boolean {
  return typeof value === "string" && new RegExp(pattern).test(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function firstOf<Item>(items: readonly Item[], why: (item: Item) => string | undefined): string | undefined {
  for (const item of items) {
    const found = why(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
