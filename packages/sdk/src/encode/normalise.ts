// The n of the encoder's law: what a value becomes before ajv is asked about it.
// Dates become UTC text, BigInts digits, json columns their text; undefined and null properties go, unknown ones too.
import { dateTimeText } from "@tracklake/envelope";
import type { FieldShape, Shape } from "../definitions.js";
import { jsonTextOf } from "./json-text.js";
import { own } from "./own.js";

/**
 * The normalised form of a value; what does not fit its shape is left as it is, so that ajv refuses it.
 *
 * @example
 * normalise("timestamp", new Date(0)); // "1970-01-01 00:00:00.000"
 */
export function normalise(shape: Shape, value: unknown): unknown {
  if (shape === "plain") return value;
  if (shape === "timestamp") return dateTimeText(value) ?? value;
  if (shape === "bigint") return typeof value === "bigint" ? value.toString() : value;
  if (shape === "json") return jsonTextOf(value) ?? value;
  if ("array" in shape) return Array.isArray(value) ? Array.from(value, (item) => normalise(shape.array, item)) : value;
  if (!isObject(value)) return value;
  return "map" in shape ? normalisedMap(shape.map, value) : normalisedStruct(shape.struct, value);
}

function normalisedStruct(fields: Readonly<Record<string, FieldShape>>, value: object): object {
  const result: Record<string, unknown> = {};
  for (const [name, { shape }] of Object.entries(fields)) {
    const member = name in Object.prototype ? own(value, name) : (value as Record<string, unknown>)[name];
    if (member !== undefined && member !== null) define(result, name, normalise(shape, member));
  }
  return result;
}

function normalisedMap(shape: Shape, value: object): object {
  const result: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    if (member !== undefined && member !== null) define(result, key, normalise(shape, member));
  }
  return result;
}

/** Sets a property of its own even when it is called `__proto__`. */
function define(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
