// An example of a type's values, as TypeScript source: what a reader would write first.
// The first example of the definition wins; otherwise the type decides.
import type { FieldModel, TypeModel } from "@tracklake/schema";

/**
 * TypeScript source of an example value.
 *
 * @param indent - Spaces before the closing bracket of a nested value.
 */
export function exampleValue(type: TypeModel, indent = 0): string {
  const pad = " ".repeat(indent);
  switch (type.kind) {
    case "boolean":
      return "true";
    case "integer":
    case "number":
      return String(withinBounds(type.minimum ?? type.exclusiveMinimum, type.maximum ?? type.exclusiveMaximum));
    case "bigint":
      return "1n";
    case "decimal":
      return type.scale === 0 ? '"1"' : `"0.${"5".padEnd(type.scale, "0")}"`;
    case "enum":
      return JSON.stringify(type.values[0] ?? "");
    case "uuid":
      return '"0190163d-8694-739b-aea5-966c26f8ad91"';
    case "timestamp":
      return "new Date()";
    case "date":
      return '"2026-01-31"';
    case "string":
      return '"…"';
    case "json":
      return '{ any: "value" }';
    case "array":
      return `[${exampleValue(type.items, indent)}]`;
    case "map":
      return `{ key: ${exampleValue(type.values, indent)} }`;
    case "struct":
      return exampleObject(type.fields, indent, pad);
  }
}

/** TypeScript source of an object with every required field, or with the first when none is required. */
export function exampleObject(fields: readonly FieldModel[], indent: number, pad = " ".repeat(indent)): string {
  const required = fields.filter((field) => field.required && !field.nullable);
  const shown = required.length > 0 ? required : fields.slice(0, 1);
  const lines = shown.map((field) => `${pad}  ${key(field.name)}: ${exampleOf(field, indent + 2)},\n`);
  return lines.length === 0 ? "{}" : `{\n${lines.join("")}${pad}}`;
}

function exampleOf(field: FieldModel, indent: number): string {
  const [example] = field.examples ?? [];
  return example === undefined ? exampleValue(field.type, indent) : JSON.stringify(example);
}

function key(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

function withinBounds(low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY): number {
  if (low <= 1 && high >= 1) return 1;
  return Number.isFinite(low) ? Math.ceil(low) : Math.floor(high);
}
