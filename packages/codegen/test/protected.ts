// protect(n) of the encoder's law: what becomes of personal values, told a second time.
import { createHmac } from "node:crypto";
import type { FieldModel, TypeModel } from "@tracklake/schema";
import { mask } from "@tracklake/sdk/encoder";

/** The key of these tests. */
export const piiKey = { id: "k.1", key: "a key of the tests, 0123456789" };

/** The text that stands for a personal value; `undefined` when nothing does. */
export function protectedText(pii: NonNullable<FieldModel["pii"]>, value: unknown): string | undefined {
  if (pii === "drop") return undefined;
  return pii === "mask" ? mask(String(value)) : createHmac("sha256", piiKey.key).update(String(value)).digest("hex");
}

/** Opens the text that stands for a bigint, since JSON.parse would round it. */
export const BIGINT = "\u200bbigint:";

/** The fields of a normalised value as a line has them. */
export function protectedFields(fields: readonly FieldModel[], value: object): Record<string, unknown> {
  const entries = fields.flatMap(({ name, type, pii }): [string, unknown][] => {
    if (!Object.hasOwn(value, name)) return [];
    const member = (value as Record<string, unknown>)[name];
    if (pii === undefined) return [[name, protectedValue(type, member)]];
    const text = protectedText(pii, member);
    return text === undefined ? [] : [[name, text]];
  });
  return Object.fromEntries(entries);
}

function protectedValue(type: TypeModel, value: unknown): unknown {
  if (type.kind === "bigint") return BIGINT + String(value);
  if (type.kind === "array") return (value as unknown[]).map((item) => protectedValue(type.items, item));
  if (type.kind === "map")
    return Object.fromEntries(
      Object.entries(value as object).map(([key, item]) => [key, protectedValue(type.values, item)]),
    );
  return type.kind === "struct" ? protectedFields(type.fields, value as object) : value;
}
