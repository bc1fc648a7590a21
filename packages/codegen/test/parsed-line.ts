// A line read back: JSON.parse, but for the bigints of its columns, of which every digit is kept.
import type { FieldModel, TypeModel } from "@tracklake/schema";
import { BIGINT } from "./protected.js";

const NUMBER = "\u200bnumber:";

/** The line's columns; bigints as text that {@link BIGINT} opens. */
export function parsedLine(line: string, fields: readonly FieldModel[]): Record<string, unknown> {
  return mark({ kind: "struct", fields }, JSON.parse(quoteDigits(line))) as Record<string, unknown>;
}

/** Writes every number token outside strings as a text that keeps all of its digits. */
function quoteDigits(text: string): string {
  return text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) =>
    token.startsWith('"') ? token : `"${NUMBER}${token}"`,
  );
}

function mark(type: TypeModel, value: unknown): unknown {
  if (typeof value === "string" && value.startsWith(NUMBER)) {
    const token = value.slice(NUMBER.length);
    return type.kind === "bigint" ? BIGINT + token : Number(token);
  }
  if (type.kind === "array") return (value as unknown[]).map((item) => mark(type.items, item));
  if (type.kind === "map")
    return Object.fromEntries(Object.entries(value as object).map(([key, item]) => [key, mark(type.values, item)]));
  if (type.kind !== "struct") return value;
  const types = new Map(type.fields.map((field) => [field.name, field.type]));
  return Object.fromEntries(
    Object.entries(value as object).map(([key, item]) => [key, mark(types.get(key) ?? { kind: "json" }, item)]),
  );
}

/** Whether two values are the same JSON, whatever the order of their keys. */
export function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .sort(([x], [y]) => (x < y ? -1 : 1))
    .map(([key, member]) => [key, sorted(member)]);
}
