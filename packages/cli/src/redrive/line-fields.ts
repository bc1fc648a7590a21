// Normalised values as the text that a line holds of them: what a generated encoder writes, from the model.
import type { FieldModel, TypeModel } from "@tracklake/schema";
import { quote } from "@tracklake/sdk/encoder";

/**
 * The fields of a normalised object as text, each beginning with a comma, in the model's order.
 *
 * @returns `undefined` when a text in it is not well-formed UTF-16, which no line can hold.
 */
export function lineFields(
  fields: readonly FieldModel[],
  value: Readonly<Record<string, unknown>>,
): string | undefined {
  let text = "";
  for (const { name, type } of fields) {
    const member = Object.hasOwn(value, name) ? value[name] : undefined;
    if (member === undefined || member === null) continue;
    const written = valueText(type, member);
    if (written === undefined) return undefined;
    text += `,${JSON.stringify(name)}:${written}`;
  }
  return text;
}

function valueText(type: TypeModel, value: unknown): string | undefined {
  switch (type.kind) {
    case "boolean":
    case "integer":
    case "number":
      return JSON.stringify(value);
    case "bigint":
      return String(value);
    case "struct":
      return braced(lineFields(type.fields, value as Readonly<Record<string, unknown>>));
    case "array":
      return joined(
        (value as readonly unknown[]).map((item) => valueText(type.items, item)),
        "[]",
      );
    case "map":
      return joined(
        Object.entries(value as object).map(([key, member]) => entryText(key, valueText(type.values, member))),
        "{}",
      );
    default:
      return quote(String(value));
  }
}

function entryText(key: string, value: string | undefined): string | undefined {
  const name = quote(key);
  return name === undefined || value === undefined ? undefined : `${name}:${value}`;
}

function braced(fields: string | undefined): string | undefined {
  return fields === undefined ? undefined : `{${fields.slice(1)}}`;
}

function joined(parts: readonly (string | undefined)[], brackets: "[]" | "{}"): string | undefined {
  if (parts.includes(undefined)) return undefined;
  return `${brackets[0]}${parts.join(",")}${brackets[1]}`;
}
